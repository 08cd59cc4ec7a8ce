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
        source.setUser(definition.user());
        source.setPassword(new String(password.reveal()));
        // never a failover partner: a host must not silently be the other machine
        source.setDatabaseName("master");
        source.setApplicationName("mirrorsh");
        source.setLoginTimeout((int) limits.connecting().toSeconds());
        // the login's own limit covers the handshakes only; a server that falls silent later is the socket's
        source.setSocketTimeout((int) limits.reading().toMillis());
        source.setConnectRetryCount(0);
        source.setEncrypt(definition.encryption() == HostDefinition.Encryption.STRICT ? "strict" : "true");
        source.setTrustServerCertificate(definition.encryption() == HostDefinition.Encryption.ANY_CERTIFICATE);
        if (!definition.pin().isEmpty()) {
            accepting(definition.pin(), source);
        }
        return source;
    }

    /** Has it accept one certificate of the server; none when the fingerprint is empty. */
    static void accepting(String fingerprint, SQLServerDataSource source) {
        source.setTrustManagerClass(PinnedTrustManager.class.getName());
        source.setTrustManagerConstructorArg(fingerprint);
    }
}
