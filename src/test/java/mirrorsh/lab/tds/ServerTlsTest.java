package mirrorsh.lab.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerTlsTest {
    private final X509Certificate certificate = ServerTls.selfSigned(
                    Servers.key(), "HOST_A", List.of("a.example.test", "127.0.0.11"))
            .certificate();

    @Test
    void namesTheHostAndEveryAlias() throws Exception {
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=HOST_A");
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactlyInAnyOrder("HOST_A", "localhost", "127.0.0.1", "a.example.test", "127.0.0.11");
    }

    @Test
    void signsItselfAndIsValidNow() {
        assertThatCode(() -> certificate.verify(Servers.key().getPublic())).doesNotThrowAnyException();
        assertThatCode(certificate::checkValidity).doesNotThrowAnyException();
        assertThat(certificate.getVersion()).isEqualTo(3);
    }

    @Test
    void servesTlsServersOnly() throws Exception {
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    }

    @Test
    void isWrittenAsPem() {
        assertThat(Servers.tls().pem())
                .startsWith("-----BEGIN CERTIFICATE-----\nMII")
                .endsWith("-----END CERTIFICATE-----\n");
    }
}
