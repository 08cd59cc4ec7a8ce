package mirrorsh.lab.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import mirrorsh.lab.tds.TdsSettings.Encryption;
import mirrorsh.lab.type.SqlType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients of every setting meet at instances of every setting (tds.md §4.1). */
class EncryptionTest {
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

    @Test
    void takesALoginOverSeveralPacketsOfWhichOnlyTheFirstIsCovered() throws Exception {
        String name = URLEncoder.encode("n".repeat(100), StandardCharsets.UTF_8);
        try (TdsServer server = start(Encryption.OFF, Servers.tls());
                Connection connection = Servers.connect(
                        server, "encrypt=false;packetSize=512;applicationName=" + name + ";workstationID=" + name)) {
            assertThat(lengthOfAll(connection)).isEqualTo(30_000);
            assertThat(backend.logins.get(0).application()).isEqualTo(name);
        }
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
