package mirrorsh.lab.instance.security;

/**
 * On whose behalf a statement runs.
 *
 * @param login name of the login
 * @param sysadmin whether it is a member of sysadmin
 * @param database name of the current database
 * @param inTransaction whether a user transaction is open
 * @param sessionId the session's spid
 * @param rights what it may do besides
 */
public record Caller(
        String login, boolean sysadmin, String database, boolean inTransaction, int sessionId, Rights rights) {
    /** One that may do everything, or nothing that needs a right. */
    public Caller(String login, boolean sysadmin, String database, boolean inTransaction, int sessionId) {
        this(login, sysadmin, database, inTransaction, sessionId, Rights.all(sysadmin));
    }

    /** What a login may do, by the codes of permissions (catalog.md §5.4, tsql.md §6.2); asked when it matters. */
    public interface Rights {
        /** Whether it holds a permission on the server, by grant, role or implication. */
        boolean onServer(String code);

        /** The same for a database. */
        boolean in(DatabaseSecurity database, String code);

        static Rights all(boolean allowed) {
            return new Rights() {
                @Override
                public boolean onServer(String code) {
                    return allowed;
                }

                @Override
                public boolean in(DatabaseSecurity database, String code) {
                    return allowed;
                }
            };
        }
    }
}
