package mirrorsh.lab.sql.ast;

import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** A statement about one login, user or role (tsql.md §5). */
public sealed interface PrincipalStatement extends AdminStatement {
    String name();

    @Override
    default void accept(Visitor visitor) {
        visitor.visit(this);
    }

    /** Options of CREATE and ALTER LOGIN; each null where it was left out. */
    record LoginOptions(
            @Nullable String password,
            byte @Nullable [] passwordHash,
            @Nullable String oldPassword,
            boolean mustChange,
            boolean unlock,
            byte @Nullable [] sid,
            @Nullable String defaultDatabase,
            @Nullable String defaultLanguage,
            @Nullable Boolean checkPolicy,
            @Nullable Boolean checkExpiration,
            @Nullable String newName) {}

    record CreateLogin(String name, LoginOptions options) implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_LOGIN;
        }
    }

    enum LoginSource {
        WINDOWS,
        CERTIFICATE,
        ASYMMETRIC_KEY
    }

    /** {@code CREATE LOGIN ... FROM WINDOWS | CERTIFICATE c | ASYMMETRIC KEY k}; object null for WINDOWS. */
    record CreateLoginFrom(
            String name,
            LoginSource source,
            @Nullable String object,
            @Nullable String defaultDatabase) implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_LOGIN;
        }
    }

    /** {@code enable} true/false for ENABLE/DISABLE, null for WITH. */
    record AlterLogin(
            String name, @Nullable Boolean enable, @Nullable LoginOptions options) implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.ALTER_LOGIN;
        }
    }

    record DropLogin(String name) implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.DROP_LOGIN;
        }
    }

    /** {@code login} null: the login with the user's own name, unless {@code withoutLogin}. */
    record CreateUser(
            String name,
            @Nullable String login,
            boolean withoutLogin,
            @Nullable String certificate,
            @Nullable String defaultSchema)
            implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_USER;
        }
    }

    record AlterUser(
            String name,
            @Nullable String newName,
            @Nullable String login,
            @Nullable String defaultSchema) implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.ALTER_USER;
        }
    }

    record DropUser(String name, boolean ifExists) implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.DROP_USER;
        }
    }

    /** {@code ALTER SERVER ROLE r ADD|DROP MEMBER m}, {@code server} false for ALTER ROLE. */
    record AlterRole(String name, boolean server, boolean add, String member) implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.OTHER;
        }
    }
}
