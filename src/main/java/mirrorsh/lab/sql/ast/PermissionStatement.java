package mirrorsh.lab.sql.ast;

import java.util.List;
import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** A statement about who may do what, or who owns what (tsql.md §6). */
public sealed interface PermissionStatement extends AdminStatement {
    @Override
    default void accept(Visitor visitor) {
        visitor.visit(this);
    }

    /**
     * What a permission is on.
     *
     * @param type upper-cased class such as ENDPOINT, LOGIN, CERTIFICATE, DATABASE, USER, OBJECT
     */
    record Securable(String type, ObjectName name) {}

    /** Permissions upper-cased with single blanks; securable null for server or database permissions. */
    record Grant(
            Verb verb,
            List<String> permissions,
            @Nullable Securable securable,
            List<String> grantees,
            boolean grantOption,
            boolean cascade)
            implements PermissionStatement {
        public enum Verb {
            GRANT,
            DENY,
            REVOKE
        }

        @Override
        public StatementKind kind() {
            return switch (verb) {
                case GRANT -> StatementKind.GRANT;
                case DENY -> StatementKind.DENY;
                case REVOKE -> StatementKind.REVOKE;
            };
        }
    }

    record AlterAuthorization(Securable securable, String owner) implements PermissionStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.ALTER_AUTHORIZATION;
        }
    }
}
