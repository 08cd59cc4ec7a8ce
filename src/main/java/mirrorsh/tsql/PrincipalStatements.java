package mirrorsh.tsql;

import java.util.HexFormat;

/** Statements on logins, and on users of master (tsql.md §5). */
public final class PrincipalStatements {
    private PrincipalStatements() {}

    public static Batch createLogin(String login, SecretSource password) {
        return Batch.inMaster(SqlText.keywords("CREATE LOGIN ")
                .name(login)
                .and(" WITH PASSWORD = ")
                .secret(password));
    }

    public static Batch enableLogin(String login) {
        return Batch.inMaster(SqlText.keywords("ALTER LOGIN ").name(login).and(" ENABLE"));
    }

    public static Batch dropLogin(String login) {
        return Batch.inMaster(SqlText.keywords("DROP LOGIN ").name(login));
    }

    public static Batch createUser(String user, String login) {
        return Batch.inMaster(
                SqlText.keywords("CREATE USER ").name(user).and(" FOR LOGIN ").name(login));
    }

    /** Gives an orphaned user the SID of a login. */
    public static Batch mapUser(String user, String login) {
        return Batch.inMaster(
                SqlText.keywords("ALTER USER ").name(user).and(" WITH LOGIN = ").name(login));
    }

    public static Batch dropUser(String user) {
        return Batch.inMaster(SqlText.keywords("DROP USER ").name(user));
    }

    /** The hash of a SQL login's password, as 0x and digits; no row for another login. */
    public static Batch passwordHash(String login) {
        return Batch.inMaster(SqlText.keywords(
                        "SELECT CONVERT(nvarchar(max), password_hash, 1) FROM sys.sql_logins WHERE name = ")
                .string(login));
    }

    /**
     * A SQL login with a password that only its hash is known of (tsql.md §5.1: HASHED takes CHECK_POLICY OFF).
     *
     * @param hash 0x and digits
     * @param sid hexadecimal digits
     */
    public static Batch createLoginLike(String login, SecretSource hash, String sid) {
        return Batch.inMaster(SqlText.keywords("CREATE LOGIN ")
                .name(login)
                .and(" WITH PASSWORD = ")
                .secretBinary(hash)
                .and(" HASHED,\n   SID = ")
                .binary(HexFormat.of().parseHex(sid))
                .and(", CHECK_POLICY = OFF"));
    }

    /** @param hash 0x and digits */
    public static Batch changeHash(String login, SecretSource hash) {
        return Batch.inMaster(SqlText.keywords("ALTER LOGIN ")
                .name(login)
                .and(" WITH PASSWORD = ")
                .secretBinary(hash)
                .and(" HASHED"));
    }

    public static Batch createWindowsLogin(String login) {
        return Batch.inMaster(SqlText.keywords("CREATE LOGIN ").name(login).and(" FROM WINDOWS"));
    }
}
