package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import mirrorsh.lab.sql.ast.CertificateStatement.CreateCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.PrivateKeySource;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateUser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CREATE CERTIFICATE from a file or from bytes. */
class CertificateImportTest {
    @TempDir
    Path folder;

    private TestHost host;
    private byte[] der = {};

    private static CreateCertificate fromFile(String name, String path, @Nullable PrivateKeySource key) {
        return new CreateCertificate(name, null, new CreateCertificate.FromFile(path, false, key), Optional.empty());
    }

    @BeforeEach
    void configurePeer() throws Exception {
        host = new TestHost(folder);
        host.run(TestHost.masterKey());
        TestHost peer = new TestHost(folder, "HOST_B");
        peer.outbound("HOST_B_cert");
        der = peer.der("HOST_B_cert");
        host.disk.create("C:\\data\\HOST_B_cert.cer", der);
    }

    @Test
    void readsDerFromAFile() {
        host.run(fromFile("HOST_B_cert", "C:\\data\\HOST_B_cert.cer", null));

        assertThat(host.der("HOST_B_cert")).isEqualTo(der);
    }

    @Test
    void aBareNameLiesInTheDataFolder() {
        host.run(fromFile("HOST_B_cert", "HOST_B_cert.cer", null));

        assertThat(host.der("HOST_B_cert")).isEqualTo(der);
    }

    @Test
    void p08RefusesTheOwnCertificateUnderAnotherName() {
        host.run(TestHost.certificate("HOST_A_cert"));

        assertThat(host.refusal(TestHost.imported("HOST_B_cert", null, host.der("HOST_A_cert"))))
                .isEqualTo(15232);
    }

    @Test
    void refusesANameThatIsTaken() {
        host.run(TestHost.certificate("HOST_B_cert"));

        assertThat(host.refusal(TestHost.imported("HOST_B_cert", null, der))).isEqualTo(15232);
    }

    @Test
    void p10RefusesAFileThatIsNotThere() {
        assertThat(host.refusal(fromFile("HOST_B_cert", "C:\\data\\absent.cer", null)))
                .isEqualTo(15208);
        assertThat(host.refusal(fromFile("HOST_B_cert", "\\\\HOST_B\\share\\b.cer", null)))
                .isEqualTo(15208);
    }

    @Test
    void p10RefusesPem() throws Exception {
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
        host.disk.create("C:\\data\\pem.cer", pem.getBytes(StandardCharsets.US_ASCII));

        assertThat(host.refusal(fromFile("HOST_B_cert", "C:\\data\\pem.cer", null)))
                .isEqualTo(15208);
    }

    @Test
    void p10RefusesATruncatedCopy() throws Exception {
        host.disk.create("C:\\data\\short.cer", Arrays.copyOf(der, der.length - 1));

        assertThat(host.refusal(fromFile("HOST_B_cert", "C:\\data\\short.cer", null)))
                .isEqualTo(15208);
    }

    @Test
    void refusesBytesThatAreNoCertificate() {
        assertThat(host.refusal(TestHost.imported("HOST_B_cert", null, new byte[] {1, 2, 3})))
                .isEqualTo(15297);
    }

    @Test
    void refusesAnUnknownOwner() {
        assertThat(host.refusal(TestHost.imported("HOST_B_cert", "nobody", der)))
                .isEqualTo(15151);
    }

    @Test
    void refusesARoleAsOwner() {
        assertThat(host.refusal(TestHost.imported("HOST_B_cert", "db_owner", der)))
                .isEqualTo(15345);
    }

    @Test
    void refusesACertificateMappedUserAsOwner() {
        host.run(TestHost.certificate("HOST_A_cert"));
        host.run(new CreateUser("mapped", null, false, "HOST_A_cert", null));

        assertThat(host.refusal(TestHost.imported("HOST_B_cert", "mapped", der)))
                .isEqualTo(15345);
    }

    @Test
    void p14BelongsToDboWithoutAuthorization() {
        host.run(TestHost.imported("HOST_B_cert", null, der));

        assertThat(host.row("certificates", "name", "HOST_B_cert")).containsEntry("principal_id", 1);
    }

    @Test
    void needsNoMasterKey() {
        TestHost bare = new TestHost(folder, "HOST_C");

        bare.run(TestHost.imported("HOST_B_cert", null, der));

        assertThat(bare.row("certificates", "name", "HOST_B_cert")).containsEntry("pvt_key_encryption_type", "NA");
    }
}
