package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import mirrorsh.model.LogLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeLineTest {
    private static final Instant THEN = Instant.parse("2026-11-22T14:02:11Z");

    @Test
    void readsARefusalOfAKnownLogin() {
        HandshakeLine line = parse(
                "Database Mirroring login attempt by user 'HOST_A_login.' failed with error: 'Connection handshake "
                        + "failed. The login 'HOST_A_login' does not have CONNECT permission on the endpoint. State 84.'.  [CLIENT: 10.20.0.5]");

        assertThat(line.number()).isEqualTo(28048);
        assertThat(line.inner()).isEqualTo(28034);
        assertThat(line.state()).isEqualTo(84);
        assertThat(line.login()).isEqualTo("HOST_A_login");
        assertThat(line.peer()).isEqualTo("10.20.0.5");
        assertThat(line.accepted()).isTrue();
        assertThat(line.isRefusal()).isTrue();
    }

    @Test
    void readsASuccess() {
        HandshakeLine line =
                parse("Database Mirroring login succeeded for user 'HOST_A_login'. Authentication mode: CERTIFICATE. "
                        + "[SERVER: 10.20.0.7]");

        assertThat(line.isSuccess()).isTrue();
        assertThat(line.login()).isEqualTo("HOST_A_login");
        assertThat(line.accepted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            28035 | 89 | Connection handshake failed. The certificate used by the peer is invalid due to the following reason: Certificate not found. State 89.
            28036 | 85 | Connection handshake failed. The certificate used by this endpoint was not found: Certificate expired. Use DBCC CHECKDB in master database to verify the metadata integrity of the endpoints. State 85.
            28037 | 88 | Connection handshake failed. Error 15581 occurred while initializing the private key corresponding to the certificate. State 88.
            28045 | 0  | Connection handshake failed. The certificate used by the peer does not match the one in MASTER database with same issuer name and serial number.
            28027 | 22 | Connection handshake failed. There is no compatible encryption algorithm. State 22.
            28027 | 21 | Connection handshake failed. There is no compatible authentication protocol. State 21.
            28031 | 56 | Connection handshake failed. An OS call failed: (80090331) 0x80090331(no common algorithm). State 56.
            28038 | 1  | Connection handshake failed. The certificate verification has failed. State 1.
            28080 | 3  | Connection handshake failed. The Database Mirroring endpoint is not configured. State 3.
            0     | 7  | Connection handshake failed. Something that no table knows. State 7.
            """)
    void knowsTheReasonInsideARefusal(int inner, int state, String reason) {
        HandshakeLine line =
                parse("Database Mirroring login attempt failed with error: '" + reason + "'.  [CLIENT: fe80::1]");

        assertThat(line.number()).isEqualTo(28047);
        assertThat(line.inner()).isEqualTo(inner);
        assertThat(line.state()).isEqualTo(state);
        assertThat(line.login()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10054, receiving data",
        "10061, Connection attempt failed",
        "10060, Connection attempt failed",
        "11001, DNS lookup failed"
    })
    void readsAFailedLink(int os, String what) {
        HandshakeLine line = parse("Database mirroring connection error 2 '" + what + " with error: '" + os
                + "(something)'.' for 'TCP://sql2.dmz.example:5022'.");

        assertThat(line.number()).isEqualTo(1474);
        assertThat(line.inner()).isEqualTo(os);
        assertThat(line.peer()).isEqualTo("TCP://sql2.dmz.example:5022");
    }

    @Test
    void takesNumberSeverityAndStateFromTheLineBefore() {
        List<HandshakeLine> lines = HandshakeLine.of(List.of(
                new LogLine(THEN, "spid22s", "Error: 9642, Severity: 16, State: 3."),
                new LogLine(
                        THEN,
                        "spid22s",
                        "An error occurred in a Service Broker/Database Mirroring transport connection endpoint, "
                                + "Error: 8474, State: 11. (Near endpoint role: Target, far endpoint address: '')"),
                new LogLine(THEN, "spid9s", "Starting up database 'master'.")));

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.number()).isEqualTo(9642);
            assertThat(line.severity()).isEqualTo(16);
            assertThat(line.inner()).isEqualTo(8474);
            assertThat(line.state()).isEqualTo(11);
            assertThat(line.peer()).isEmpty();
        });
    }

    @Test
    void doesNotTakeTheLineBeforeOfAnotherSource() {
        List<HandshakeLine> lines = HandshakeLine.of(List.of(
                new LogLine(THEN, "spid51", "Error: 1474, Severity: 16, State: 1."),
                new LogLine(THEN, "spid22s", "Database mirroring connection error 4 'x' for 'TCP://b:7024'.")));

        assertThat(lines).singleElement().extracting(HandshakeLine::severity).isEqualTo(10);
    }

    @Test
    void leavesOutWhatSaysNothingOfLinks() {
        assertThat(HandshakeLine.of(new LogLine(THEN, "Logon", "Login failed for user 'x'.")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            9690  | The Database Mirroring endpoint is now listening for connections.
            9691  | The Database Mirroring endpoint has stopped listening for connections.
            9692  | The Database Mirroring endpoint cannot listen on port 5022 because it is in use by another process.
            26023 | Server TCP provider failed to listen on [ 'any' <ipv4> 5022]. Tcp port is already in use.
            1440  | Database mirroring is active with database 'Orders' as the principal copy. This is an informational message only.
            1441  | Database mirroring is active with database 'Orders' as the mirror copy. This is an informational message only.
            1443  | Database mirroring has been terminated for database 'Orders'. This is an informational message only.
            1479  | The mirroring connection to "TCP://b:5022" has timed out for database "Orders" after 10 seconds without a response.
            1438  | The server instance Partner rejected configure request; read its error log file for more information.
            1453  | 'TCP://b:5022', the remote mirroring partner for database 'Orders', encountered error 5123, status 3, severity 16.
            """)
    void knowsTheMessagesOfSessions(int number, String text) {
        assertThat(parse(text).number()).isEqualTo(number);
    }

    private static HandshakeLine parse(String text) {
        return HandshakeLine.of(new LogLine(THEN, "Logon", text)).orElseThrow();
    }
}
