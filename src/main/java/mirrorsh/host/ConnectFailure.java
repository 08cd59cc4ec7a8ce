package mirrorsh.host;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** What a failed or lost connection means, in words. */
final class ConnectFailure {
    private static final int LOGIN_FAILED = 18456;
    private static final int CANNOT_OPEN_DATABASE = 4060;

    private ConnectFailure() {}

    static HostException of(HostDefinition definition, SQLException e) {
        String host = definition.name();
        String server = definition.server();
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e.getErrorCode() == LOGIN_FAILED || e.getErrorCode() == CANNOT_OPEN_DATABASE) {
            return new HostException(
                    host,
                    host + " refused the login [" + definition.user() + "] (error " + e.getErrorCode() + ").",
                    "the password is wrong, the login is disabled, or the instance allows Windows logins only.",
                    "connect " + host + " " + server + " --user " + definition.user(),
                    e);
        }
        if (caused(e, UnknownHostException.class) || text.contains("unknownhost")) {
            return new HostException(
                    host,
                    "The name of " + host + "'s server " + server + " is not known here.",
                    "a typing error, or DNS on this machine does not know the name.",
                    "the server's IP address instead of its name",
                    e);
        }
        // before TLS is suspected: a handshake that takes too long is one, too
        if (caused(e, SocketTimeoutException.class) || text.contains("timed out")) {
            return new HostException(
                    host,
                    host + " at " + server + " did not answer in time.",
                    "a firewall drops the connection, or the address is wrong.",
                    "another address or port; the default port is 1433",
                    e);
        }
        boolean brokenOff = text.contains("did not return a response");
        if (!brokenOff && (caused(e, SSLException.class) || text.contains("ssl") || text.contains("pkix"))) {
            return new HostException(
                    host,
                    host + " at " + server + " showed a TLS certificate that is not trusted here.",
                    "the instance uses a self-signed certificate.",
                    "connect " + host + " " + server
                            + " --trust-certificate   (if you know that it is the right server)",
                    e);
        }
        if (caused(e, ConnectException.class) || text.contains("refused")) {
            return new HostException(
                    host,
                    "Nothing listens for " + host + " at " + server + ".",
                    "the instance is stopped, has TCP/IP disabled, or uses another port.",
                    "the instance's port, for example " + server.replaceAll("[:,].*", "") + ":1433",
                    e);
        }
        return new HostException(
                host,
                host + " at " + server + " could not be connected: " + firstSentence(e) + ".",
                "the server on that port is not a SQL Server instance, or it broke the connection off.",
                "connect " + host + " SERVER with another address",
                e);
    }

    static HostException lost(HostDefinition definition, SQLException e) {
        String host = definition.name();
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("timed out") && "HY008".equals(e.getSQLState()) || text.contains("query has timed out")) {
            return new HostException(
                    host,
                    host + " did not finish the statement in the time allowed; it was cancelled.",
                    "the instance is busy, or another session holds a lock.",
                    "status",
                    e);
        }
        if ("HY008".equals(e.getSQLState())) {
            return new HostException(host, "The statement on " + host + " was cancelled.", "", "status", e);
        }
        if (isSilence(e)) {
            return new HostException(
                    host,
                    host + " did not answer in the time allowed; the connection was closed.",
                    "the instance hangs, or the network drops what is sent.",
                    "the same again; MIRRORSH_READ_SECONDS and MIRRORSH_STATEMENT_SECONDS allow more time",
                    e);
        }
        return new HostException(
                host,
                "The connection to " + host + " was lost: " + firstSentence(e) + ".",
                "the instance was restarted, or the network broke.",
                "the same again; the connection is opened anew",
                e);
    }

    /** Whether the server did not answer in time. */
    static boolean isSilence(SQLException e) {
        return caused(e, SocketTimeoutException.class)
                || String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("timed out");
    }

    private static boolean caused(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String firstSentence(SQLException e) {
        String text = String.valueOf(e.getMessage());
        int end = text.indexOf(". ");
        String sentence = end < 0 ? text : text.substring(0, end);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
