package mirrorsh.tsql;

/** What is asked of an instance to copy its logins to another one (catalog.md §5.2). */
public final class LoginQueries {
    // a user WITHOUT LOGIN has a longer SID than a SQL login
    private static final String LOGIN_USERS =
            "type IN ('S', 'U', 'G') AND principal_id > 4 AND (type <> 'S' OR DATALENGTH(sid) = 16)";

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

    /** The users of a database that stand for logins, a line each: the SID in hexadecimal digits, a blank, the name. */
    public static Batch usersBySid(String database) {
        return new Batch(
                database,
                lines("CONVERT(nvarchar(200), sid, 2) + N' ' + name", "sys.database_principals", LOGIN_USERS));
    }

    /** Those of them whose login is gone although there is one of the same name: names, a line each. */
    public static Batch orphansWithNamesake(String database) {
        return new Batch(
                database,
                lines(
                        "name",
                        "sys.database_principals AS u",
                        LOGIN_USERS + " AND NOT EXISTS (SELECT 1 FROM sys.server_principals AS l WHERE l.sid = u.sid)"
                                + " AND EXISTS (SELECT 1 FROM sys.server_principals AS l WHERE l.name = u.name"
                                + " AND l.type = u.type)"));
    }

    /** What a login has or is beyond standing for a peer at the mirroring endpoint: words, a line each (catalog.md §5.4). */
    public static Batch uses(String login) {
        SqlText id = SqlText.keywords("SUSER_ID(").string(login).and(")");
        return Batch.inMaster(SqlText.keywords("DECLARE @all nvarchar(max) = N'';\nSELECT @all = @all + permission_name"
                        + " + N'\n' FROM sys.server_permissions WHERE grantee_principal_id = ")
                .and(id.masked())
                .and(" AND permission_name <> N'CONNECT SQL' AND NOT (class = 105 AND major_id IN"
                        + " (SELECT endpoint_id FROM sys.database_mirroring_endpoints));\n"
                        + "SELECT @all = @all + SUSER_NAME(role_principal_id) + N'\n' FROM sys.server_role_members"
                        + " WHERE member_principal_id = ")
                .and(id.masked())
                .and(
                        ";\nSELECT @all = @all + N'owner of ' + name + N'\n' FROM sys.databases WHERE owner_sid = SUSER_SID(")
                .string(login)
                .and(");\nSELECT @all"));
    }

    /** The names of the Agent jobs that are enabled, a line each. */
    public static Batch jobs() {
        return new Batch("msdb", lines("name", "dbo.sysjobs", "enabled = 1"));
    }

    // every version answers this; STRING_AGG came with 2017 only
    private static SqlText lines(String value, String from, String where) {
        return SqlText.keywords("DECLARE @all nvarchar(max) = N'';\nSELECT @all = @all + " + value + " + N'\n' FROM "
                + from + " WHERE " + where + ";\nSELECT @all");
    }

    /** The users of a database that belong to SQL logins: name and SID. The first four principals are the database's own. */
    public static Batch users(String database) {
        return new Batch(
                database,
                SqlText.keywords("SELECT name, sid FROM sys.database_principals "
                        + "WHERE type = 'S' AND principal_id > 4 AND sid IS NOT NULL ORDER BY name"));
    }
}
