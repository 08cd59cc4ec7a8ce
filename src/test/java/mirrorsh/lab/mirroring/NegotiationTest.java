package mirrorsh.lab.mirroring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.instance.security.EndpointSettings;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.mirroring.Negotiation.Method;
import mirrorsh.lab.mirroring.Negotiation.Offer;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionAlgorithm;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionMode;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointRole;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;
import mirrorsh.lab.sql.ast.EndpointStatement.WindowsMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of procedure.md §8.2 to §8.4. */
class NegotiationTest {
    private static Offer offer(EncryptionMode mode, String algorithms) {
        List<EncryptionAlgorithm> list = Arrays.stream(algorithms.split(" "))
                .map(EncryptionAlgorithm::valueOf)
                .toList();
        return new Offer(List.of(Method.CERTIFICATE), mode, list);
    }

    private static String result(Offer opener, Offer acceptor) {
        return Negotiation.encryption(opener, acceptor)
                .map(Negotiation.Encryption::text)
                .orElse("refused");
    }

    @ParameterizedTest
    @CsvSource({
        "DISABLED,DISABLED,NONE",
        "DISABLED,SUPPORTED,NONE",
        "DISABLED,REQUIRED,refused",
        "SUPPORTED,DISABLED,NONE",
        "SUPPORTED,SUPPORTED,AES",
        "SUPPORTED,REQUIRED,AES",
        "REQUIRED,DISABLED,refused",
        "REQUIRED,SUPPORTED,AES",
        "REQUIRED,REQUIRED,AES"
    })
    void encryptionModes(EncryptionMode opener, EncryptionMode acceptor, String expected) {
        assertThat(result(offer(opener, "AES"), offer(acceptor, "AES"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "AES,AES,AES",
        "RC4,RC4,RC4",
        "AES,RC4,refused",
        "AES,RC4 AES,AES",
        "RC4,AES RC4,RC4",
        "AES RC4,RC4 AES,RC4",
        "RC4 AES,AES RC4,AES",
        "AES RC4,AES RC4,AES"
    })
    void algorithmsInTheOrderOfTheAcceptor(String opener, String acceptor, String expected) {
        assertThat(result(offer(EncryptionMode.REQUIRED, opener), offer(EncryptionMode.REQUIRED, acceptor)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"SQL_2014,RC4", "SQL_2016,AES", "SQL_2022,AES"})
    void defaultAlgorithmByVersion(Version version, EncryptionAlgorithm expected) {
        assertThat(Negotiation.offer(endpoint(false), version).algorithms()).containsExactly(expected);
    }

    @Test
    void methodsInTheOrderOfTheEndpoint() {
        assertThat(Negotiation.offer(endpoint(false), Version.SQL_2022).methods())
                .containsExactly(Method.WINDOWS, Method.CERTIFICATE);
        assertThat(Negotiation.offer(endpoint(true), Version.SQL_2022).methods())
                .containsExactly(Method.CERTIFICATE, Method.WINDOWS);
    }

    private static EndpointSettings endpoint(boolean certificateFirst) {
        return new EndpointSettings(
                65536,
                "e",
                EndpointState.STARTED,
                7024,
                Optional.empty(),
                EndpointRole.ALL,
                Optional.of(WindowsMethod.NEGOTIATE),
                256,
                certificateFirst,
                EncryptionMode.REQUIRED,
                List.of());
    }
}
