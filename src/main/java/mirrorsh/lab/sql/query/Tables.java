package mirrorsh.lab.sql.query;

import java.util.List;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;

/** What the names in FROM stand for. */
public interface Tables {
    /** A table, view, temporary table or table variable; 208, 1087. */
    Relation relation(ObjectName name);

    /** A table-valued function with evaluated arguments; 208. */
    Relation tableFunction(Expression.Call call, List<Object> arguments);

    /** Throws if the client has cancelled the request; asked for every row. */
    void checkCancelled();
}
