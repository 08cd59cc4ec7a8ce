package mirrorsh.lab.instance.storage;

import mirrorsh.lab.instance.security.Caller;

/** Which databases sessions are in; asked before a database is taken away from under them. */
public interface Occupancy {
    /** Nobody is anywhere. */
    Occupancy NONE = (database, sessionId) -> false;

    /** Whether a session other than that one has the database as its current one. */
    boolean isUsedByOthers(String database, int sessionId);

    /** Whether any session, the caller's own included, is in the database. */
    default boolean isUsed(String database, Caller caller) {
        return caller.database().equalsIgnoreCase(database) || isUsedByOthers(database, caller.sessionId());
    }
}
