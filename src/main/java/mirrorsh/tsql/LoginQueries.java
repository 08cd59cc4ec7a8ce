package mirrorsh.tsql;

/** What is asked of an instance to copy its logins to another one (catalog.md §5.2). */
public final class LoginQueries {
    private LoginQueries() {}

    /** The hash of a SQL login's password; NULL for whoever may not see it. */
    public static Batch passwordHash(String login) {
        return of("password_hash", login);
    }

    /** Whether the password is held against the policy: 1 or 0. */
    public static Batch isPolicyChecked(String login) {
        return of("is_policy_checked", login);
    }

    private static Batch of(String column, String login) {
        return Batch.inMaster(SqlText.keywords("SELECT " + column + " FROM sys.sql_logins WHERE name = ")
                .string(login));
    }

    /** The users of a database that belong to SQL logins: name and SID. The first four principals are the database's own. */
    public static Batch users(String database) {
        return new Batch(
                database,
                SqlText.keywords("SELECT name, sid FROM sys.database_principals "
                        + "WHERE type = 'S' AND principal_id > 4 AND sid IS NOT NULL ORDER BY name"));
    }
}
