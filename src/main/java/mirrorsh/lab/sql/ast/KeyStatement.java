package mirrorsh.lab.sql.ast;

import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** A statement about the database master key or the service master key (tsql.md §2). */
public sealed interface KeyStatement extends AdminStatement {
    @Override
    default void accept(Visitor visitor) {
        visitor.visit(this);
    }

    @Override
    default StatementKind kind() {
        return StatementKind.ALTER_MASTER_KEY;
    }

    /** Password null where it was left out (refused by the instance: 33161). */
    record CreateMasterKey(@Nullable String password) implements KeyStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_MASTER_KEY;
        }
    }

    /** Password null with the two SERVICE changes. */
    record AlterMasterKey(Change change, @Nullable String password) implements KeyStatement {
        public enum Change {
            REGENERATE,
            FORCE_REGENERATE,
            ADD_PASSWORD,
            DROP_PASSWORD,
            ADD_SERVICE_MASTER_KEY,
            DROP_SERVICE_MASTER_KEY
        }
    }

    record OpenMasterKey(String password) implements KeyStatement {}

    record CloseMasterKey() implements KeyStatement {}

    record DropMasterKey() implements KeyStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.DROP_MASTER_KEY;
        }
    }

    record BackupMasterKey(String file, String password) implements KeyStatement {}

    record RestoreMasterKey(String file, String decryption, String encryption, boolean force) implements KeyStatement {}

    record AlterServiceMasterKey(boolean force) implements KeyStatement {}
}
