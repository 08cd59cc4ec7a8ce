package mirrorsh.lab.sql.expression;

import mirrorsh.lab.sql.ast.Query;
import org.jspecify.annotations.Nullable;

/** Compiles the queries that expressions contain. */
@FunctionalInterface
public interface Subqueries {
    /** Compiles a query whose names may refer to the scope around it. */
    RowSource compile(Query query, @Nullable Scope outer);
}
