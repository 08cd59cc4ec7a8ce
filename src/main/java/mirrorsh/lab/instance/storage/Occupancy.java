package mirrorsh.lab.instance.storage;

import mirrorsh.lab.instance.security.Caller;

/** Which databases sessions are in; asked before a database is taken away from under them. */
public interface Occupancy {
    /** Nobody is anywhere. */
    Occupancy NONE = new Occupancy() {
        @Override
        public boolean isUsedByOthers(String database, int sessionId) {
            return false;
        }

        @Override
        public boolean isUsedByUnprivileged(String database, int sessionId) {
            return false;
        }

        @Override
        public void endOthers(String database, int sessionId, boolean privilegedToo) {}
    };

    /** Whether a session other than that one has the database as its current one. */
    boolean isUsedByOthers(String database, int sessionId);

    /** The same, of sessions that RESTRICTED_USER keeps out: no sysadmin, no dbcreator, no db_owner. */
    boolean isUsedByUnprivileged(String database, int sessionId);

    /** Ends the sessions in the database but that one; all of them, or only those that RESTRICTED_USER keeps out. */
    void endOthers(String database, int sessionId, boolean privilegedToo);

    /** Whether any session, the caller's own included, is in the database. */
    default boolean isUsed(String database, Caller caller) {
        return caller.database().equalsIgnoreCase(database) || isUsedByOthers(database, caller.sessionId());
    }
}
