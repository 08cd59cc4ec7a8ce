package mirrorsh.lab.instance.security;

/**
 * On whose behalf a statement runs.
 *
 * @param login name of the login
 * @param sysadmin whether it is a member of sysadmin
 * @param database name of the current database
 * @param inTransaction whether a user transaction is open
 * @param sessionId the session's spid
 */
public record Caller(String login, boolean sysadmin, String database, boolean inTransaction, int sessionId) {}
