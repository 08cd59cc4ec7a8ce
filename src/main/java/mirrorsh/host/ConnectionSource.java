package mirrorsh.host;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import mirrorsh.tsql.Secret;

/** The driver's settings for a host. */
final class ConnectionSource {
    private static final int DEFAULT_PORT = 1433;

    private ConnectionSource() {}

    /** @throws mirrorsh.model.UsageException when its server is no address */
    static SQLServerDataSource of(HostDefinition definition, Secret password, Limits limits) {
        ServerAddress address = ServerAddress.parse(definition.server());
        SQLServerDataSource source = new SQLServerDataSource();
        source.setServerName(address.host());
        address.instance().ifPresent(source::setInstanceName);
        if (address.instance().isEmpty()) {
            source.setPortNumber(address.port().orElse(DEFAULT_PORT));
        }
        identify(definition, password, source);
        // never a failover partner: a host must not silently be the other machine
        source.setDatabaseName("master");
        source.setApplicationName("mirrorsh");
        source.setLoginTimeout((int) limits.connecting().toSeconds());
        // the login's own limit covers the handshakes only; a server that falls silent later is the socket's
        source.setSocketTimeout((int) limits.reading().toMillis());
        source.setConnectRetryCount(0);
        source.setSocketFactoryClass(InterruptibleSockets.class.getName());
        source.setEncrypt(definition.encryption() == HostDefinition.Encryption.STRICT ? "strict" : "true");
        source.setTrustServerCertificate(definition.encryption() == HostDefinition.Encryption.ANY_CERTIFICATE);
        if (!definition.pin().isEmpty()) {
            accepting(definition.pin(), source);
        }
        return source;
    }

    /** Who we say that we are, in the driver's words. */
    private static void identify(HostDefinition definition, Secret password, SQLServerDataSource source) {
        Authentication how = definition.authentication();
        String secret = new String(password.reveal());
        if (how.method() == Authentication.Method.ENTRA_TOKEN) {
            source.setAccessToken(secret);
            return;
        }
        if (!definition.user().isEmpty()) {
            source.setUser(definition.user());
            source.setPassword(secret);
        }
        switch (how.method()) {
            case NTLM -> {
                asWindows("NTLM", source);
                splitDomain(definition, source);
            }
            case KERBEROS -> {
                asWindows("JavaKerberos", source);
                if (!how.spn().isEmpty()) {
                    source.setServerSpn(how.spn());
                }
            }
            case WINDOWS -> asWindows("NativeAuthentication", source);
            default -> {
                if (how.method().needsLibrary()) {
                    source.setAuthentication(how.method().driverWord());
                }
            }
        }
    }

    private static void asWindows(String scheme, SQLServerDataSource source) {
        source.setIntegratedSecurity(true);
        source.setAuthenticationScheme(scheme);
    }

    /** The driver wants an account that is written with its domain in two parts. */
    private static void splitDomain(HostDefinition definition, SQLServerDataSource source) {
        String user = definition.user();
        int slash = user.indexOf('\\');
        String domain = slash < 0 ? definition.authentication().domain() : user.substring(0, slash);
        source.setUser(user.substring(slash + 1));
        if (!domain.isEmpty()) {
            source.setDomain(domain);
        }
    }

    /** Has it accept one certificate of the server; none when the fingerprint is empty. */
    static void accepting(String fingerprint, SQLServerDataSource source) {
        source.setTrustManagerClass(PinnedTrustManager.class.getName());
        source.setTrustManagerConstructorArg(fingerprint);
    }
}
