package mirrorsh.lab.sql.batch;

import java.util.List;
import mirrorsh.lab.sql.KnownNames;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.query.Tables;
import mirrorsh.lab.type.SqlFailure;

/** Finds tables: variables and temporary ones here, all others behind the engine. */
final class SessionTables implements Tables {
    private final Session session;

    SessionTables(Session session) {
        this.session = session;
    }

    @Override
    public Relation relation(ObjectName name) {
        if (name.name().startsWith("@")) {
            MemoryTable table = session.frame().table(name.name());
            if (table == null) {
                throw SqlFailure.of(1087, name.name());
            }
            return table;
        }
        if (TemporaryTables.isTemporary(name)) {
            MemoryTable table = session.temporary().find(name);
            if (table == null) {
                throw SqlFailure.of(208, name);
            }
            return table;
        }
        return session.engine().relation(name);
    }

    /** The same, for a statement that changes it; 259 for a view of the catalog. */
    Table table(ObjectName name) {
        Relation relation = relation(name);
        if (relation instanceof Table table) {
            return table;
        }
        throw SqlFailure.of(259);
    }

    @Override
    public Relation tableFunction(Expression.Call call, List<Object> arguments) {
        return session.engine()
                .tableFunction(call, arguments)
                .orElseThrow(() -> KnownNames.noTableFunction(call.name()));
    }

    @Override
    public void checkCancelled() {
        session.cancellation().check();
    }
}
