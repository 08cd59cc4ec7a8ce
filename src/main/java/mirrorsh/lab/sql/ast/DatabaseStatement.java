package mirrorsh.lab.sql.ast;

import java.util.List;
import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** A statement about a database as a whole (tsql.md §7.2 and §7.3). */
public sealed interface DatabaseStatement extends AdminStatement {
    @Override
    default void accept(Visitor visitor) {
        visitor.visit(this);
    }

    @Override
    default StatementKind kind() {
        return StatementKind.ALTER_DATABASE;
    }

    /** A file of CREATE DATABASE or ADD FILE: logical name and path. */
    record FileSpecification(String logicalName, String path, boolean log) {}

    record CreateDatabase(
            String name,
            List<FileSpecification> files,
            @Nullable String collation) implements DatabaseStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_DATABASE;
        }
    }

    record DropDatabase(List<String> names, boolean ifExists) implements DatabaseStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.DROP_DATABASE;
        }
    }

    /**
     * {@code ALTER DATABASE d SET option [value] [WITH termination]}, both upper-cased: ("RECOVERY", "FULL"), ("READ_ONLY", "").
     *
     * @param termination what becomes of sessions that are in the way
     * @param seconds after which they end, of {@link Termination#ROLLBACK_LATER}; 0 with the others
     */
    record SetDatabaseOption(String database, String option, String value, Termination termination, int seconds)
            implements DatabaseStatement {
        /** Without a termination clause. */
        public SetDatabaseOption(String database, String option, String value) {
            this(database, option, value, Termination.WAIT, 0);
        }
    }

    /** What a change of a database's options does about the sessions in its way (tsql.md §7.2). */
    enum Termination {
        /** No clause: it waits until they are gone. */
        WAIT,
        /** It fails at once. */
        NO_WAIT,
        /** It ends them at once: ROLLBACK IMMEDIATE, and ROLLBACK AFTER 0. */
        ROLLBACK_IMMEDIATE,
        /** It ends those that are still there after some seconds. */
        ROLLBACK_LATER
    }

    record AddFile(String database, FileSpecification file) implements DatabaseStatement {}

    record RenameDatabase(String database, String newName) implements DatabaseStatement {}
}
