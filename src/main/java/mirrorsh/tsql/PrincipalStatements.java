package mirrorsh.tsql;

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
}
