package mirrorsh.lab.mirroring;

import static mirrorsh.lab.mirroring.TestLab.error;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import mirrorsh.lab.instance.security.TransportSecurity.OwnIdentity;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionAlgorithm;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionMode;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointRole;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;
import mirrorsh.lab.type.SqlMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every refusal of a handshake: the caller sees 1418, the refusing side's error log has the reason (errors.md §5.1, §6.1). */
class HandshakeRefusalTest {
    private final TestLab lab = new TestLab();
    private final TestHost a = lab.a;
    private final TestHost b = lab.b;

    @BeforeEach
    void waitOnTheMirror() {
        b.partner(a);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private void assertRefusedBy(TestHost refusing, String... parts) {
        assertThat(error(() -> a.partner(b))).isEqualTo(1418);
        assertThat(a.shows()).isEqualTo("-");
        assertThat(b.shows()).isEqualTo("2/1");
        lab.until("reason in the log", () -> refusing.logged("login attempt"));
        String end = refusing == a ? "[SERVER: 127.0.0.1]" : "[CLIENT: 127.0.0.1]";
        assertThat(refusing.lines())
                .anySatisfy(line -> assertThat(line)
                        .contains(parts)
                        .contains("failed with error")
                        .endsWith(end));
        assertThat(a.logged("Error: 1474, Severity: 16, State: 1.")).isTrue();
        assertThat(a.logged("connection error 4") && a.logged("10054")).isTrue();
    }

    @Test
    void logsBothSidesOfASuccess() {
        a.partner(b);

        assertThat(a.lines())
                .anySatisfy(line ->
                        assertThat(line).contains("login succeeded for user 'HOST_B_login'", "[SERVER: 127.0.0.1]"));
        lab.until("B too", () -> b.logged("login succeeded for user 'HOST_A_login'"));
    }

    @Test
    void p07ForeignCertificateOfTheOpener() {
        b.security.refuse(
                a.identity, new SqlMessage(28035, 10, 89, "The certificate was not found.", "", 0), Optional.empty());

        assertRefusedBy(b, "login attempt failed", "not found. State 89.");
    }

    @Test
    void p07ForeignCertificateOfTheAcceptor() {
        a.security.refuse(
                b.identity, new SqlMessage(28035, 10, 89, "The certificate was not found.", "", 0), Optional.empty());

        assertRefusedBy(a, "login attempt failed", "not found. State 89.");
    }

    @Test
    void p09OtherContentUnderTheSameSerialNumber() {
        b.security.refuse(
                a.identity, new SqlMessage(28045, 10, 1, "The certificate differs.", "", 0), Optional.empty());

        assertRefusedBy(b, "The certificate differs. State 1.");
    }

    @Test
    void p13OwnCertificateExpired() {
        b.security.own = new OwnIdentity.Unusable(new SqlMessage(28036, 10, 85, "It expired.", "", 0));

        assertRefusedBy(b, "It expired. State 85.");
    }

    @Test
    void p02OwnKeyCannotBeOpened() {
        a.security.own = new OwnIdentity.Unusable(new SqlMessage(28037, 10, 88, "Error 15581.", "", 0));

        assertRefusedBy(a, "Error 15581. State 88.");
    }

    @Test
    void p18NoConnectPermission() {
        b.security.refuse(
                a.identity,
                new SqlMessage(28034, 10, 84, "The login has no CONNECT.", "", 0),
                Optional.of("HOST_A_login"));

        assertRefusedBy(b, "by user 'HOST_A_login'", "no CONNECT. State 84.");
    }

    @Test
    void refusesACertificateWhoseKeyThePeerDoesNotHold() {
        a.security.own = new OwnIdentity.Usable(
                a.identity.certificate(), TestIdentity.make("HOST_A", 1).key());

        assertRefusedBy(b, "verification");
    }

    @Test
    void p23WindowsOnOneSide() {
        a.security.windows();

        assertRefusedBy(b, "authentication protocol", "State 21.");
    }

    @Test
    void refusesWindowsOnBothSidesBecauseTheLabHasNoDomain() {
        a.security.windows();
        b.security.windows();

        assertRefusedBy(b, "no Windows domain");
    }

    @Test
    void p24PartnerWithTheRoleWitness() {
        b.security.role(EndpointRole.WITNESS);

        assertRefusedBy(b, "ROLE is WITNESS");
    }

    @Test
    void p26EncryptionDisabledAgainstRequired() {
        b.security.encryption(EncryptionMode.DISABLED);

        assertRefusedBy(b, "encryption algorithm", "State 22.");
    }

    @Test
    void p27AlgorithmsWithoutACommonOne() {
        b.security.encryption(EncryptionMode.REQUIRED, EncryptionAlgorithm.RC4);

        assertRefusedBy(b, "encryption algorithm", "State 22.");
    }

    @Test
    void p22StoppedEndpointIsRefusedByTheSystem() {
        b.security.state(EndpointState.STOPPED);
        b.service.endpointChanged();

        assertThat(error(() -> a.partner(b))).isEqualTo(1418);
        assertThat(a.logged("10061")).isTrue();
        assertThat(b.logged("stopped listening")).isTrue();
    }

    @Test
    void p28WrongPort() {
        assertThat(error(() -> a.partner("TCP://HOST_B:7025"))).isEqualTo(1418);
        assertThat(a.logged("10061")).isTrue();
    }

    @Test
    void p32NameMissingOnTheCaller() {
        lab.network.forgetName("HOST_A", "HOST_B");

        assertThat(error(() -> a.partner(b))).isEqualTo(1418);
        assertThat(a.logged("DNS lookup failed") && a.logged("11001")).isTrue();
    }

    @Test
    void firewallOnTheWayThere() {
        lab.network.cut("HOST_A", "HOST_B");

        assertThat(error(() -> a.partner(b))).isEqualTo(1418);
        assertThat(a.logged("10060")).isTrue();
    }

    @Test
    void p59StrangerOnThePortHarmsNothing() throws Exception {
        InetSocketAddress real = lab.network.realAddress("HOST_B", 7024).orElseThrow();
        try (Socket stranger = new Socket(real.getAddress(), real.getPort())) {
            OutputStream out = stranger.getOutputStream();
            out.write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(stranger.getInputStream().readNBytes(1)).isEmpty();
        } catch (java.net.SocketException e) {
            assertThat(e).hasMessageContaining("reset"); // dropped before it had read everything: as good
        }

        lab.until("logged", () -> b.logged("Error: 9642, Severity: 16, State: 3.") && b.logged("Error: 8474"));
        a.partner(b);
        lab.until("works all the same", () -> a.shows().equals("1/4"));
    }

    @Test
    void probeOfThePortLeavesNoTrace() throws Exception {
        InetSocketAddress real = lab.network.realAddress("HOST_B", 7024).orElseThrow();
        try (Socket probe = new Socket(real.getAddress(), real.getPort())) {
            assertThat(probe.isConnected()).isTrue();
        }

        a.partner(b);
        assertThat(b.logged("9642")).isFalse();
    }
}
