package mirrorsh.tsql;

import java.util.HexFormat;
import mirrorsh.model.UsageException;

/** Statements on logins, and on users of master (tsql.md §5). */
public final class PrincipalStatements {
    private PrincipalStatements() {}

    public static Batch createLogin(String login, SecretSource password) {
        return Batch.inMaster(SqlText.keywords("CREATE LOGIN ")
                .name(login)
                .and(" WITH PASSWORD = ")
                .secret(password));
    }

    /**
     * A login with the SID and the password of one elsewhere. The policy is off, as a hash cannot be held against it (error 33020);
     * {@link #checkPolicy} puts it on afterwards.
     *
     * @param sid hexadecimal digits
     * @param hash {@code 0x...}, from sys.sql_logins
     * @throws UsageException when the SID is not one
     */
    public static Batch createLogin(String login, String sid, SecretSource hash) {
        if (!sid.matches("([0-9A-Fa-f]{2}){1,85}")) {
            throw new UsageException(
                    "'" + sid + "' is not the SID of a login.", "hexadecimal digits, two for each byte");
        }
        return Batch.inMaster(SqlText.keywords("CREATE LOGIN ")
                .name(login)
                .and("\n   WITH PASSWORD = ")
                .secretBinary(hash)
                .and(" HASHED,\n   SID = ")
                .binary(HexFormat.of().parseHex(sid))
                .and(",\n   CHECK_POLICY = OFF"));
    }

    /** Gives a login a password that is known by its hash only; its policy has to be off. */
    public static Batch passwordHash(String login, SecretSource hash) {
        return Batch.inMaster(SqlText.keywords("ALTER LOGIN ")
                .name(login)
                .and(" WITH PASSWORD = ")
                .secretBinary(hash)
                .and(" HASHED"));
    }

    public static Batch checkPolicy(String login, boolean on) {
        return Batch.inMaster(
                SqlText.keywords("ALTER LOGIN ").name(login).and(" WITH CHECK_POLICY = " + (on ? "ON" : "OFF")));
    }

    public static Batch disableLogin(String login) {
        return Batch.inMaster(SqlText.keywords("ALTER LOGIN ").name(login).and(" DISABLE"));
    }

    public static Batch enableLogin(String login) {
        return Batch.inMaster(SqlText.keywords("ALTER LOGIN ").name(login).and(" ENABLE"));
    }

    public static Batch dropLogin(String login) {
        return Batch.inMaster(SqlText.keywords("DROP LOGIN ").name(login));
    }

    /** A login of a Windows account, which has the same SID everywhere. */
    public static Batch createWindowsLogin(String login) {
        return Batch.inMaster(SqlText.keywords("CREATE LOGIN ").name(login).and(" FROM WINDOWS"));
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

    /** Gives an orphaned user of another database than master the SID of a login. */
    public static Batch mapUser(String database, String user, String login) {
        return new Batch(database, mapUser(user, login).text());
    }

    public static Batch dropUser(String user) {
        return Batch.inMaster(SqlText.keywords("DROP USER ").name(user));
    }
}
