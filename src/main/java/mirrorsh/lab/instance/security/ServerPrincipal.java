package mirrorsh.lab.instance.security;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A login or a server role (catalog.md §5.1).
 *
 * @param password null unless it is a SQL login
 */
record ServerPrincipal(
        int id,
        String name,
        byte[] sid,
        Kind kind,
        boolean disabled,
        LocalDateTime created,
        LocalDateTime modified,
        @Nullable String defaultDatabase,
        @Nullable Password password) {
    static final int SA = 1;
    static final int PUBLIC = 2;

    /** Kinds of server principals. */
    enum Kind {
        SQL_LOGIN("S"),
        WINDOWS_LOGIN("U"),
        SERVER_ROLE("R"),
        CERTIFICATE_MAPPED_LOGIN("C");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /** A SQL login's password with its options. */
    record Password(byte[] hash, boolean policy, boolean expiration, boolean mustChange) {}

    boolean isRole() {
        return kind == Kind.SERVER_ROLE;
    }

    ServerPrincipal renamed(String newName, LocalDateTime now) {
        return new ServerPrincipal(id, newName, sid, kind, disabled, created, now, defaultDatabase, password);
    }

    ServerPrincipal enabled(boolean enabled, LocalDateTime now) {
        return new ServerPrincipal(id, name, sid, kind, !enabled, created, now, defaultDatabase, password);
    }

    ServerPrincipal withDefaultDatabase(String database, LocalDateTime now) {
        return new ServerPrincipal(id, name, sid, kind, disabled, created, now, database, password);
    }

    ServerPrincipal withPassword(Password newPassword, LocalDateTime now) {
        return new ServerPrincipal(id, name, sid, kind, disabled, created, now, defaultDatabase, newPassword);
    }
}
