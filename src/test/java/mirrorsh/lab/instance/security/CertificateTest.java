package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.LocalDateTime;
import java.util.Optional;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.CertificateStatement.CreateCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that the instance generates. */
class CertificateTest {
    @TempDir
    Path folder;

    private TestHost host;

    @BeforeEach
    void install() {
        host = new TestHost(folder);
        host.run(TestHost.masterKey());
    }

    private static CreateCertificate generated(String name, @Nullable String password, @Nullable String subject) {
        return new CreateCertificate(
                name, null, new CreateCertificate.Generated(password, subject, null, null), Optional.empty());
    }

    private X509Certificate parsed(String name) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(host.der(name)));
    }

    @Test
    void signsItselfAsVersionOne() throws Exception {
        host.run(TestHost.certificate("HOST_A_cert"));

        X509Certificate certificate = parsed("HOST_A_cert");

        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getVersion()).isEqualTo(1);
        assertThat(certificate.getSubjectX500Principal()).isEqualTo(certificate.getIssuerX500Principal());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=HOST_A_cert of mirroring");
        assertThat(certificate.getSerialNumber().toByteArray()).hasSize(16);
    }

    @ParameterizedTest
    @CsvSource({
        "SQL_2012, 1024, SHA1withRSA",
        "SQL_2014, 1024, SHA1withRSA",
        "SQL_2016, 2048, SHA1withRSA",
        "SQL_2017, 2048, SHA256withRSA",
        "SQL_2019, 2048, SHA256withRSA",
        "SQL_2022, 3072, SHA256withRSA"
    })
    void keyAndHashDependOnTheVersion(Version version, int bits, String algorithm) throws Exception {
        host = new TestHost(folder, "HOST_V", version, Edition.DEVELOPER);
        host.run(TestHost.masterKey());

        host.run(TestHost.certificate("HOST_V_cert"));

        assertThat(host.keys.asked).containsExactly(bits);
        assertThat(parsed("HOST_V_cert").getSigAlgName()).isEqualTo(algorithm);
    }

    @Test
    void realKeysHaveTheSizeThatIsAskedFor() {
        var keys = KeySource.generating(new SecureRandom()).rsa(2048);

        SelfSigned wanted =
                new SelfSigned("subject", LocalDateTime.of(2026, 1, 1, 0, 0), LocalDateTime.of(2027, 1, 1, 0, 0));

        byte[] der = X509.selfSigned(Version.SQL_2019, keys, wanted, java.math.BigInteger.TEN);

        assertThat(X509.keyBits(X509.parse(der).orElseThrow())).isEqualTo(2048);
    }

    @Test
    void theThumbprintIsTheHashOfTheBytes() throws Exception {
        host.run(TestHost.certificate("HOST_A_cert"));

        byte[] hash = java.security.MessageDigest.getInstance("SHA-1").digest(host.der("HOST_A_cert"));

        assertThat(host.row("certificates", "name", "HOST_A_cert").get("thumbprint"))
                .isEqualTo(hash);
    }

    @Test
    void showsTheSerialNumberAsBlankSeparatedBytes() throws Exception {
        host.run(TestHost.certificate("HOST_A_cert"));

        assertThat((String) host.row("certificates", "name", "HOST_A_cert").get("cert_serial_number"))
                .matches("([0-9a-f]{2} ){15}[0-9a-f]{2}");
    }

    @Test
    void takesDatesInUtc() {
        host.run(TestHost.certificate("dated", "20260309", "03/10/2030"));

        assertThat(host.row("certificates", "name", "dated"))
                .containsEntry("start_date", LocalDateTime.of(2026, 3, 9, 0, 0))
                .containsEntry("expiry_date", LocalDateTime.of(2030, 3, 10, 0, 0));
    }

    @Test
    void livesOneYearFromItsStart() {
        host.run(TestHost.certificate("dated", "2026-03-09T08:30:00", null));

        assertThat(host.row("certificates", "name", "dated"))
                .containsEntry("expiry_date", LocalDateTime.of(2027, 3, 9, 8, 30));
    }

    @Test
    void writesDatesBehindTwentyFiftyToo() {
        host.run(TestHost.certificate("dated", null, "20991231"));

        assertThat(host.row("certificates", "name", "dated"))
                .containsEntry("expiry_date", LocalDateTime.of(2099, 12, 31, 0, 0));
    }

    @Test
    void refusesWhatIsNoDate() {
        assertThat(host.refusal(TestHost.certificate("dated", null, "next year")))
                .isEqualTo(241);
        assertThat(host.refusal(TestHost.certificate("dated", null, "20261301")))
                .isEqualTo(242);
    }

    @Test
    void refusesAReversedPeriod() {
        assertThat(host.refusal(TestHost.certificate("dated", "20270101", "20260101")))
                .isEqualTo(15213);
    }

    @Test
    void warnsOfAnExpiredOneInTheLogAndMakesIt() {
        host.run(TestHost.certificate("old", "20200101", "20210101"));

        assertThat(host.column("certificates", "name")).contains("old");
        assertThat(host.errorLog.lines()).anyMatch(line -> line.text().contains("15214"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void refusesAnEmptySubject(String subject) {
        assertThat(host.refusal(generated("HOST_A_cert", null, subject))).isEqualTo(15212);
    }

    @Test
    void refusesAMissingSubject() {
        assertThat(host.refusal(generated("HOST_A_cert", null, null))).isEqualTo(15212);
    }

    @Test
    void cutsALongSubjectInTheCatalog() {
        host.run(generated("HOST_A_cert", null, "x".repeat(200)));

        assertThat((String) host.row("certificates", "name", "HOST_A_cert").get("subject"))
                .hasSize(128);
    }

    @Test
    void keepsLettersOfOtherLanguages() {
        host.run(generated("HOST_A_cert", null, "Zrcadlení č. 1, „A“ = B"));

        assertThat(host.row("certificates", "name", "HOST_A_cert")).containsEntry("subject", "Zrcadlení č. 1, „A“ = B");
    }

    @Test
    void takesADistinguishedName() throws Exception {
        host.run(generated("HOST_A_cert", null, "CN=host_a, O=Lab"));

        assertThat(parsed("HOST_A_cert").getSubjectX500Principal().getName()).isEqualTo("CN=host_a,O=Lab");
    }

    @Test
    void refusesANameThatIsTakenWhateverItsCase() {
        host.run(TestHost.certificate("HOST_A_cert"));

        assertThat(host.refusal(TestHost.certificate("host_a_CERT"))).isEqualTo(15232);
    }

    @Test
    void aPasswordTakesThePlaceOfTheMasterKey() {
        host.run(generated("by password", TestHost.PASSWORD, "subject"));

        assertThat(host.row("certificates", "name", "by password"))
                .containsEntry("pvt_key_encryption_type", "PW")
                .containsEntry("pvt_key_encryption_type_desc", "ENCRYPTED_BY_PASSWORD");
        assertThat(host.refusal(generated("weak", "weak", "subject"))).isEqualTo(15116);
    }

    @Test
    void aKeyGeneratorMayTakeLongWithoutHoldingTheLock() throws Exception {
        TestHost slow = new TestHost(folder, "HOST_S");
        java.util.concurrent.CountDownLatch read = new java.util.concurrent.CountDownLatch(1);
        Thread reader = new Thread(() -> {
            slow.view("certificates");
            read.countDown();
        });
        KeySource waiting = bits -> {
            reader.start();
            try {
                assertThat(read.await(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return slow.keys.rsa(bits);
        };
        InstanceSecurity security = new InstanceSecurity(
                new mirrorsh.lab.machine.Installation(
                        "HOST_S",
                        Version.SQL_2022,
                        Edition.DEVELOPER,
                        new mirrorsh.lab.machine.Machine("HOST_S", slow.clock, slow.disk, slow.errorLog)),
                slow.master,
                new SecureRandom(),
                new SecuritySetup("sa", waiting, TestHost.DATA));
        security.execute(TestHost.masterKey(), TestHost.sa(), slow.master);

        security.execute(TestHost.certificate("HOST_S_cert"), TestHost.sa(), slow.master);

        reader.join(5_000);
        assertThat(reader.isAlive()).isFalse();
    }
}
