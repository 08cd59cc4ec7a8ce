package mirrorsh.lab.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import mirrorsh.lab.tds.TdsSettings.Encryption;
import mirrorsh.lab.type.SqlType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of every setting meet at instances of every setting (tds.md §4.1). */
class EncryptionTest {
    private static final ServerTls SHARED = Servers.tls();
    private static final String TRUST = ";trustServerCertificate=true";

    private final FakeBackend backend = new FakeBackend();

    @TempDir
    private Path folder;

    @BeforeEach
    void script() {
        String text = "x".repeat(3000);
        backend.on(
                "long",
                (p, sink, c) -> FakeBackend.rows(
                        sink, SqlType.nvarchar(4000), text, text, text, text, text, text, text, text, text, text));
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, encrypt=false, true",
        "OFF, encrypt=true;trustServerCertificate=true, true",
        "ON, encrypt=false;trustServerCertificate=true, true",
        "ON, encrypt=true;trustServerCertificate=true, true",
        "REQUIRED, encrypt=false;trustServerCertificate=true, true",
        "REQUIRED, encrypt=true;trustServerCertificate=true, true",
        "NONE, encrypt=false, false"
    })
    void letsTheMicrosoftDriverIn(Encryption encryption, String options, boolean covered) throws Exception {
        try (TdsServer server = start(encryption, Servers.tls());
                Connection connection = Servers.connect(server, options)) {
            assertThat(lengthOfAll(connection)).isEqualTo(30_000);
            assertThat(backend.logins.get(0).encrypted()).isEqualTo(covered);
        }
    }

    @ParameterizedTest
    @CsvSource({"OFF", "REQUIRED"})
    void speaksTds8WithAPinnedCertificate(Encryption encryption) throws Exception {
        ServerTls tls = Servers.tls();
        try (TdsServer server = start(encryption, tls);
                Connection connection = Servers.connect(server, "encrypt=strict;serverCertificate=" + pem(tls))) {
            assertThat(lengthOfAll(connection)).isEqualTo(30_000);
            assertThat(backend.logins.get(0).encrypted()).isTrue();
        }
    }

    @Test
    void doesNotPassForAnotherInstanceInTds8() throws Exception {
        ServerTls other = ServerTls.selfSigned(ServerTls.newKey(), "HOST_B", List.of());

        try (TdsServer server = start(Encryption.OFF, Servers.tls())) {
            assertThatThrownBy(() -> Servers.connect(server, "encrypt=strict;serverCertificate=" + pem(other))
                            .close())
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void isNotTrustedWithoutBeingAskedTo() throws Exception {
        try (TdsServer server = start(Encryption.OFF, Servers.tls())) {
            assertThatThrownBy(() -> Servers.connect(server, "encrypt=true").close())
                    .hasMessageContaining("PKIX path building failed");
            Servers.until("the server is rid of the client", () -> server.connections() == 0);
        }
    }

    @Test
    void isNotEnoughForAClientThatInsistsOnEncryption() throws Exception {
        try (TdsServer server = start(Encryption.NONE, Servers.tls())) {
            assertThatThrownBy(() ->
                            Servers.connect(server, "encrypt=true" + TRUST).close())
                    .hasMessageContaining("encryption");
        }
    }

    @Test
    void closesATds8ClientWhereThereIsNoCertificate() throws Exception {
        try (TdsServer server = start(Encryption.NONE, null)) {
            assertThatThrownBy(() -> Servers.connect(server, "encrypt=strict;serverCertificate=" + pem(Servers.tls()))
                            .close())
                    .isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesALoginOfTwoPacketsOfWhichOneOrBothAreCovered(boolean both) throws Exception {
        byte[] login = RawClient.login(0x74000004, FakeBackend.USER, FakeBackend.PASSWORD);
        byte[] first = RawClient.packet(PacketType.LOGIN, 0, Arrays.copyOf(login, 50));
        byte[] second = RawClient.packet(PacketType.LOGIN, 1, Arrays.copyOfRange(login, 50, login.length));
        try (TdsServer server = start(Encryption.OFF, SHARED);
                RawClient client = new RawClient(server.address())) {
            client.send(PacketType.PRELOGIN, 1, RawClient.prelogin(Negotiation.OFF));
            client.response();
            TlsChannel tls = client.tunnel(clientEngine());

            tls.output().write(first);
            if (both) {
                tls.output().write(second);
            } else {
                client.send(second);
            }
            assertThat(client.tokens()).contains("LOGINACK 74000004");
            assertThat(client.request("select 1")).contains("ROW [1]");
        }
    }

    @Test
    void sendsEveryFlightOfTheHandshakeAsOneMessage() throws Exception {
        try (TdsServer server = start(Encryption.OFF, SHARED);
                RawClient client = new RawClient(server.address())) {
            client.send(PacketType.PRELOGIN, 1, RawClient.prelogin(Negotiation.ON));
            client.response();
            client.tunnel(clientEngine());

            assertThat(client.handshakeMessages()).isEqualTo(2);
        }
    }

    private static SSLEngine clientEngine() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", SHARED.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        SSLContext context = SSLContext.getInstance("TLS");
        trust.init(trusted);
        context.init(null, trust.getTrustManagers(), null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        return engine;
    }

    private TdsServer start(Encryption encryption, ServerTls tls) throws Exception {
        return Servers.start(backend, new TdsSettings(encryption, tls, TdsSettings.Limits.DEFAULT, false));
    }

    private Path pem(ServerTls tls) throws Exception {
        return Files.writeString(folder.resolve("server.pem"), tls.pem());
    }

    private static int lengthOfAll(Connection connection) throws SQLException {
        int length = 0;
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("long")) {
            while (result.next()) {
                length += result.getString(1).length();
            }
        }
        return length;
    }
}
