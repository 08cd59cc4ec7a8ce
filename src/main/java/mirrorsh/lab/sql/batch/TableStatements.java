package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** CREATE, DROP and TRUNCATE TABLE. */
final class TableStatements {
    /** The release that brought IF EXISTS (tsql.md §12). */
    private static final int IF_EXISTS = 2016;

    private static final int UNKNOWN_TABLE = 208;
    private static final int NOT_DROPPED = 3701;

    private final Session session;

    TableStatements(Session session) {
        this.session = session;
    }

    Table create(Statement.CreateTable statement) {
        ObjectName name = statement.name();
        if (TemporaryTables.isTemporary(name)) {
            return session.temporary().create(statement, session.level());
        }
        MemoryTable.requireDistinct(statement.columns(), name.name());
        session.engine().createTable(statement);
        return new SessionTables(session).table(name);
    }

    void drop(Statement.DropTable statement) {
        if (statement.ifExists() && session.engine().release() < IF_EXISTS) {
            throw SqlFailure.of(156, "IF");
        }
        for (ObjectName name : statement.names()) {
            if (TemporaryTables.isTemporary(name)) {
                if (!session.temporary().drop(name) && !statement.ifExists()) {
                    throw SqlFailure.of(NOT_DROPPED, "table", name);
                }
            } else {
                drop(name, statement.ifExists());
            }
        }
    }

    private void drop(ObjectName name, boolean ifExists) {
        try {
            session.engine().dropTable(name);
        } catch (SqlFailure e) {
            // IF EXISTS asks for exactly this failure to be nothing
            if (!ifExists || e.number() != NOT_DROPPED) {
                throw e;
            }
        }
    }

    void truncate(Statement.Truncate statement) {
        Table table = found(statement.name());
        List<Table.Change> changes = new ArrayList<>();
        for (@Nullable Object[] row : table.rows()) {
            changes.add(new Table.Change.Delete(row));
        }
        table.apply(changes);
        if (table instanceof MemoryTable memory) {
            memory.resetIdentity();
        }
    }

    private Table found(ObjectName name) {
        try {
            return new SessionTables(session).table(name);
        } catch (SqlFailure e) {
            throw e.number() == UNKNOWN_TABLE ? SqlFailure.of(4701, name) : e;
        }
    }
}
