package mirrorsh.lab.tds;

import java.lang.System.Logger.Level;

/** What the wire tells the program's log. */
final class ConnectionLog {
    private static final System.Logger LOG = System.getLogger(ConnectionLog.class.getPackageName());

    private ConnectionLog() {}

    /** A connection ended otherwise than by its client's orderly close. Clients do that all the time. */
    static void ended(Throwable cause) {
        LOG.log(Level.DEBUG, "A connection ended: {0}", cause.toString());
    }

    /** A defect of ours ended a connection. */
    static void broke(Throwable cause) {
        LOG.log(Level.WARNING, "A connection broke.", cause);
    }

    /** Something that happens to clients. */
    static void note(String text) {
        LOG.log(Level.DEBUG, text);
    }

    /** Something that whoever started the server should know. */
    static void warn(String text) {
        LOG.log(Level.WARNING, text);
    }
}
