package mirrorsh.lab.sql.parse;

import static mirrorsh.lab.sql.parse.Parsing.action;
import static mirrorsh.lab.sql.parse.Parsing.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.lab.sql.ast.EndpointStatement.AlterEndpoint;
import mirrorsh.lab.sql.ast.EndpointStatement.Authentication;
import mirrorsh.lab.sql.ast.EndpointStatement.CreateEndpoint;
import mirrorsh.lab.sql.ast.EndpointStatement.DropEndpoint;
import mirrorsh.lab.sql.ast.EndpointStatement.Encryption;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionAlgorithm;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionMode;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointRole;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;
import mirrorsh.lab.sql.ast.EndpointStatement.MirroringOptions;
import mirrorsh.lab.sql.ast.EndpointStatement.TcpOptions;
import mirrorsh.lab.sql.ast.EndpointStatement.WindowsMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** tsql.md §4. */
class EndpointReaderTest {
    private static MirroringOptions mirroring(String options) {
        return ((CreateEndpoint) action(
                        "CREATE ENDPOINT e AS TCP (LISTENER_PORT = 5022) FOR DATABASE_MIRRORING (" + options + ")"))
                .mirroring();
    }

    private static TcpOptions tcp(String options) {
        return ((CreateEndpoint)
                        action("CREATE ENDPOINT e AS TCP (" + options + ") FOR DATABASE_MIRRORING (ROLE = ALL)"))
                .tcp();
    }

    @Test
    void areCreatedWithEveryOption() {
        assertThat(action("CREATE ENDPOINT [e p] AUTHORIZATION l STATE = STARTED"
                        + " AS TCP (LISTENER_IP = ALL, LISTENER_PORT = 7024)"
                        + " FOR DATABASE_MIRRORING (ROLE = PARTNER, ENCRYPTION = REQUIRED ALGORITHM AES,"
                        + " AUTHENTICATION = CERTIFICATE c)"))
                .isEqualTo(new CreateEndpoint(
                        "e p",
                        "l",
                        EndpointState.STARTED,
                        new TcpOptions(7024, "ALL"),
                        new MirroringOptions(
                                new Authentication(null, "c", true),
                                new Encryption(EncryptionMode.REQUIRED, List.of(EncryptionAlgorithm.AES)),
                                EndpointRole.PARTNER)));
    }

    @Test
    void leaveOutWhatIsNotWritten() {
        assertThat(action("CREATE ENDPOINT e AS TCP (LISTENER_PORT = 5022) FOR DATA_MIRRORING (ROLE = WITNESS)"))
                .isEqualTo(new CreateEndpoint(
                        "e",
                        null,
                        null,
                        new TcpOptions(5022, null),
                        new MirroringOptions(null, null, EndpointRole.WITNESS)));
    }

    @Test
    void authenticateByOneMethodOrTwo() {
        assertThat(mirroring("ROLE = ALL, AUTHENTICATION = WINDOWS").authentication())
                .isEqualTo(new Authentication(WindowsMethod.NEGOTIATE, null, false));
        assertThat(mirroring("ROLE = ALL, AUTHENTICATION = WINDOWS KERBEROS CERTIFICATE c")
                        .authentication())
                .isEqualTo(new Authentication(WindowsMethod.KERBEROS, "c", false));
        assertThat(mirroring("ROLE = ALL, AUTHENTICATION = CERTIFICATE c WINDOWS NTLM")
                        .authentication())
                .isEqualTo(new Authentication(WindowsMethod.NTLM, "c", true));
    }

    @Test
    void encryptInOrderOfPreference() {
        assertThat(mirroring("ROLE = ALL, ENCRYPTION = SUPPORTED ALGORITHM RC4 AES")
                        .encryption())
                .isEqualTo(new Encryption(
                        EncryptionMode.SUPPORTED, List.of(EncryptionAlgorithm.RC4, EncryptionAlgorithm.AES)));
        assertThat(mirroring("ROLE = ALL, ENCRYPTION = REQUIRED").encryption())
                .isEqualTo(new Encryption(EncryptionMode.REQUIRED, List.of()));
        assertThat(mirroring("ROLE = ALL, ENCRYPTION = DISABLED").encryption())
                .isEqualTo(new Encryption(EncryptionMode.DISABLED, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "ALL,ALL",
        "(10.0.0.1),10.0.0.1",
        "(192.168.10.255),192.168.10.255",
        "( 127 . 0 . 0 . 1 ),127.0.0.1",
        "('::1'),::1",
        "('fe80::1'),fe80::1"
    })
    void listenOnAllAddressesOrOne(String written, String ip) {
        assertThat(tcp("LISTENER_PORT = 5022, LISTENER_IP = " + written)).isEqualTo(new TcpOptions(5022, ip));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AS TCP (LISTENER_IP = ALL) FOR DATABASE_MIRRORING (ROLE = ALL)",
                "AS TCP (LISTENER_PORT = 5022) FOR DATABASE_MIRRORING (ENCRYPTION = REQUIRED)",
                "AS TCP (LISTENER_PORT = 1023) FOR DATABASE_MIRRORING (ROLE = ALL)",
                "AS TCP (LISTENER_PORT = 32768) FOR DATABASE_MIRRORING (ROLE = ALL)",
                "AS TCP (LISTENER_PORT = 99999999999) FOR DATABASE_MIRRORING (ROLE = ALL)",
                "AS TCP (LISTENER_PORT = 5022, LISTENER_PORT = 5022) FOR DATABASE_MIRRORING (ROLE = ALL)",
                "AS TCP (LISTENER_PORT = 5022, LISTENER_IP = (300.0.0.1)) FOR DATABASE_MIRRORING (ROLE = ALL)",
                "AS TCP (LISTENER_PORT = 5022) FOR DATABASE_MIRRORING (ROLE = ALL, ROLE = ALL)",
                "AS TCP (LISTENER_PORT = 5022) FOR DATABASE_MIRRORING (ROLE = ALL, ENCRYPTION = DISABLED ALGORITHM AES)",
                "AS TCP (LISTENER_PORT = 5022) FOR DATABASE_MIRRORING (ROLE = ALL, ENCRYPTION = REQUIRED ALGORITHM AES AES)",
                "STATE = RUNNING AS TCP (LISTENER_PORT = 5022) FOR DATABASE_MIRRORING (ROLE = ALL)",
                "AS TCP (LISTENER_PORT = 5022)",
            })
    void refuseWrongOptions(String text) {
        assertThat(number("CREATE ENDPOINT e " + text)).isEqualTo(102);
    }

    @Test
    void areAlteredInPart() {
        assertThat(action("ALTER ENDPOINT e STATE = STOPPED"))
                .isEqualTo(new AlterEndpoint("e", EndpointState.STOPPED, null, null));
        assertThat(action("ALTER ENDPOINT e AS TCP (LISTENER_IP = ALL)"))
                .isEqualTo(new AlterEndpoint("e", null, new TcpOptions(null, "ALL"), null));
        assertThat(action("ALTER ENDPOINT e FOR DATABASE_MIRRORING (AUTHENTICATION = CERTIFICATE c2)"))
                .isEqualTo(new AlterEndpoint(
                        "e", null, null, new MirroringOptions(new Authentication(null, "c2", true), null, null)));
        assertThat(action("ALTER ENDPOINT e")).isEqualTo(new AlterEndpoint("e", null, null, null));
    }

    @Test
    void areDropped() {
        assertThat(action("DROP ENDPOINT e;")).isEqualTo(new DropEndpoint("e"));
        assertThat(number("DROP ENDPOINT IF EXISTS e")).isEqualTo(156);
    }
}
