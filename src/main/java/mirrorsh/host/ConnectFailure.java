package mirrorsh.host;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a failed or lost connection means, in words. */
final class ConnectFailure {
    private static final int LOGIN_FAILED = 18456;
    private static final int CANNOT_OPEN_DATABASE = 4060;
    private static final String ENTRA = "com/microsoft/aad/msal4j/PublicClientApplication.class";
    private static final int UNTRUSTED_DOMAIN = 18452;

    private ConnectFailure() {}

    static HostException of(HostDefinition definition, SQLException e) {
        String host = definition.name();
        String server = definition.server();
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (definition.authentication().method() != Authentication.Method.SQL) {
            Optional<HostException> identity = ofIdentity(definition, e, text);
            if (identity.isPresent()) {
                return identity.get();
            }
        }
        if (e.getErrorCode() == LOGIN_FAILED || e.getErrorCode() == CANNOT_OPEN_DATABASE) {
            return new HostException(
                    host,
                    host + " refused the login [" + definition.user() + "] (error " + e.getErrorCode() + ").",
                    "the password is wrong, the login is disabled, or the instance allows Windows logins only.",
                    "connect " + host + " " + server + " --user " + definition.user(),
                    e);
        }
        if (isUnknownName(e, text)) {
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

    /** The driver keeps what the resolver said in its text only, and that is the system's own (Linux, macOS, Windows). */
    private static boolean isUnknownName(SQLException e, String text) {
        return caused(e, UnknownHostException.class)
                || text.contains("unknownhost")
                || text.contains("name or service not known")
                || text.contains("nodename nor servname provided")
                || text.contains("no such host is known");
    }

    /** What only a connection without a SQL login can fail of. */
    private static Optional<HostException> ofIdentity(HostDefinition definition, SQLException e, String text) {
        String host = definition.name();
        String how = definition.authentication().method().word();
        if (text.contains("msal4j") || caused(e, NoClassDefFoundError.class)) {
            return Optional.of(withoutLibrary(definition, e));
        }
        if (text.contains("not configured for integrated authentication")) {
            return Optional.of(new HostException(
                    host,
                    host + " was not connected: this machine cannot prove who its Windows user is.",
                    "that needs Windows and the driver's file mssql-jdbc_auth-*.dll in a folder of PATH.",
                    "--auth ntlm with an account and its password, or --auth kerberos",
                    e));
        }
        if (definition.authentication().method() == Authentication.Method.KERBEROS
                && (text.contains("kerberos") || text.contains("integrated authentication failed"))) {
            return Optional.of(new HostException(
                    host,
                    host + " was not connected: there is no Kerberos ticket for it. " + firstSentence(e) + ".",
                    "kinit was not run, /etc/krb5.conf does not know the realm, or the server has no service principal"
                            + " name for that address.",
                    "connect " + host + " " + definition.server()
                            + " --auth kerberos, after kinit USER@REALM; or with --spn",
                    e));
        }
        if (e.getErrorCode() == UNTRUSTED_DOMAIN || e.getErrorCode() == LOGIN_FAILED) {
            return Optional.of(new HostException(
                    host,
                    host + " refused us with " + how + " (error " + e.getErrorCode() + "): " + firstSentence(e) + ".",
                    "the account has no login there, its domain is not trusted, or the password is wrong.",
                    "connect " + host + " " + definition.server() + " --user LOGIN, with a SQL login",
                    e));
        }
        return Optional.empty();
    }

    /** The driver would find out only after it has talked to the server. */
    static void refuseWithoutLibrary(HostDefinition definition) {
        if (definition.authentication().method().needsLibrary() && ClassLoader.getSystemResource(ENTRA) == null) {
            throw withoutLibrary(definition, null);
        }
    }

    private static HostException withoutLibrary(HostDefinition definition, @Nullable SQLException e) {
        String host = definition.name();
        return new HostException(
                host,
                host + " was not connected: "
                        + definition.authentication().method().word()
                        + " needs a library that is not part of mirrorsh.",
                "msal4j (and azure-identity for entra-machine) with what they need are not in the folder lib. A token needs neither: az account"
                        + " get-access-token --resource https://database.windows.net --query accessToken -o tsv",
                "connect " + host + " " + definition.server() + " --auth entra-token --password-command COMMAND",
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
