package mirrorsh.lab.instance.security;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A user or a role of a database (catalog.md §5.3).
 *
 * @param sid joins it to its login, null for sys and INFORMATION_SCHEMA
 * @param mapped whether it stands for a login of the instance (authentication_type 1)
 */
record DatabasePrincipal(
        int id,
        String name,
        Kind kind,
        byte @Nullable [] sid,
        @Nullable String defaultSchema,
        boolean mapped,
        LocalDateTime created,
        LocalDateTime modified) {
    static final int PUBLIC = 0;
    static final int DBO = 1;
    static final int GUEST = 2;
    /** Ids up to this one are dbo, guest, INFORMATION_SCHEMA and sys. */
    static final int LAST_BUILT_IN_USER = 4;

    static final int FIRST_FIXED_ROLE = 16_384;
    /** Ids from the first fixed role up to this one are given to nobody else. */
    static final int LAST_FIXED_ROLE = 16_399;

    /** Kinds of database principals. */
    enum Kind {
        SQL_USER("S"),
        WINDOWS_USER("U"),
        DATABASE_ROLE("R"),
        CERTIFICATE_MAPPED_USER("C");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    boolean isRole() {
        return kind == Kind.DATABASE_ROLE;
    }

    boolean isBuiltIn() {
        return id <= LAST_BUILT_IN_USER || id >= FIRST_FIXED_ROLE && id <= LAST_FIXED_ROLE;
    }

    DatabasePrincipal renamed(String newName, LocalDateTime now) {
        return new DatabasePrincipal(id, newName, kind, sid, defaultSchema, mapped, created, now);
    }

    DatabasePrincipal withSchema(String schema, LocalDateTime now) {
        return new DatabasePrincipal(id, name, kind, sid, schema, mapped, created, now);
    }

    DatabasePrincipal withSid(byte[] newSid, LocalDateTime now) {
        return new DatabasePrincipal(id, name, kind, newSid, defaultSchema, mapped, created, now);
    }
}
