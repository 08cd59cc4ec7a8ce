package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.instance.security.TransportSecurity.OwnIdentity;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.AdminStatement.AlterCertificate;
import mirrorsh.lab.sql.ast.AdminStatement.BackupCertificate;
import mirrorsh.lab.sql.ast.AdminStatement.CreateCertificate;
import mirrorsh.lab.sql.ast.AdminStatement.CreateUser;
import mirrorsh.lab.sql.ast.AdminStatement.DropCertificate;
import mirrorsh.lab.sql.ast.AdminStatement.DropEndpoint;
import mirrorsh.lab.sql.ast.AdminStatement.PrivateKeySource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static CreateCertificate fromFile(String name, String path, @Nullable PrivateKeySource key) {
        return new CreateCertificate(name, null, new CreateCertificate.FromFile(path, false, key), Optional.empty());
    }

    private static BackupCertificate backup(String name, String file, @Nullable PrivateKeySource key) {
        return new BackupCertificate(name, file, false, key);
    }

    private static AlterCertificate protect(String name, @Nullable String decryption, @Nullable String encryption) {
        PrivateKeySource change = new PrivateKeySource(null, null, decryption, encryption);
        return new AlterCertificate(name, false, change, Optional.empty());
    }

    private X509Certificate parsed(String name) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(host.der(name)));
    }

    @Nested
    class Generating {
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

            assertThat(host.row("certificates", "name", "HOST_A_cert"))
                    .containsEntry("subject", "Zrcadlení č. 1, „A“ = B");
        }

        @Test
        void takesADistinguishedName() throws Exception {
            host.run(generated("HOST_A_cert", null, "CN=host_a, O=Lab"));

            assertThat(parsed("HOST_A_cert").getSubjectX500Principal().getName())
                    .isEqualTo("CN=host_a,O=Lab");
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
                    assertThat(read.await(5, java.util.concurrent.TimeUnit.SECONDS))
                            .isTrue();
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

    @Nested
    class Importing {
        private byte[] der = {};

        @BeforeEach
        void configurePeer() throws Exception {
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

            assertThat(host.refusal(TestHost.imported("HOST_B_cert", null, der)))
                    .isEqualTo(15232);
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

    @Nested
    class Exporting {
        private static final String FILE_PASSWORD = "F1le&Secret";

        @BeforeEach
        void make() {
            host.run(TestHost.certificate("HOST_A_cert"));
        }

        private PrivateKeySource keyFile() {
            return new PrivateKeySource("C:\\data\\a.pvk", null, null, FILE_PASSWORD);
        }

        @Test
        void p06NeverOverwrites() {
            host.run(backup("HOST_A_cert", "C:\\data\\a.cer", null));

            assertThat(host.refusal(backup("HOST_A_cert", "C:\\data\\a.cer", null)))
                    .isEqualTo(15240);
        }

        @Test
        void refusesAFolderThatIsNotThere() {
            assertThat(host.refusal(backup("HOST_A_cert", "C:\\absent\\a.cer", null)))
                    .isEqualTo(15240);
            assertThat(host.refusal(backup("HOST_A_cert", "D:\\a.cer", null))).isEqualTo(15240);
        }

        @Test
        void aBareNameLandsInTheDataFolder() {
            host.run(backup("HOST_A_cert", "a.cer", null));

            assertThat(host.disk.exists("C:\\data\\a.cer")).isTrue();
        }

        @Test
        void refusesACertificateThatIsNotThere() {
            assertThat(host.refusal(backup("absent", "C:\\data\\a.cer", null))).isEqualTo(15151);
        }

        @Test
        void refusesAPrivateKeyThatIsNotThere() {
            host.run(new AlterCertificate("HOST_A_cert", true, null, Optional.empty()));

            assertThat(host.refusal(backup("HOST_A_cert", "C:\\data\\a.cer", keyFile())))
                    .isEqualTo(15246);
        }

        @Test
        void refusesADecryptionPasswordThatNothingNeeds() {
            PrivateKeySource key = new PrivateKeySource("C:\\data\\a.pvk", null, "whatever", FILE_PASSWORD);

            assertThat(host.refusal(backup("HOST_A_cert", "C:\\data\\a.cer", key)))
                    .isEqualTo(15147);
        }

        @Test
        void movesThePrivateKeyToAnotherHost() throws Exception {
            host.run(backup("HOST_A_cert", "C:\\data\\a.cer", keyFile()));
            TestHost other = new TestHost(folder, "HOST_B");
            other.run(TestHost.masterKey());
            for (String file : List.of("C:\\data\\a.cer", "C:\\data\\a.pvk")) {
                other.disk.create(file, host.disk.read(file));
            }

            other.run(fromFile(
                    "HOST_A_cert",
                    "C:\\data\\a.cer",
                    new PrivateKeySource("C:\\data\\a.pvk", null, FILE_PASSWORD, null)));

            assertThat(host.row("certificates", "name", "HOST_A_cert"))
                    .containsEntry("pvt_key_last_backup_date", LocalDateTime.of(2026, 3, 10, 12, 0));
            other.run(TestHost.endpoint("HOST_A_cert"));
            assertThat(other.security.transport().ownIdentity()).isInstanceOf(OwnIdentity.Usable.class);
        }

        @Test
        void refusesAWrongKeyFilePassword() {
            host.run(backup("HOST_A_cert", "C:\\data\\a.cer", keyFile()));
            host.run(new DropCertificate("HOST_A_cert"));

            assertThat(host.refusal(fromFile(
                            "HOST_A_cert",
                            "C:\\data\\a.cer",
                            new PrivateKeySource("C:\\data\\a.pvk", null, "Wr0ng&Secret", null))))
                    .isEqualTo(15465);
        }

        @Test
        void refusesAKeyOfAnotherCertificate() {
            host.run(backup("HOST_A_cert", "C:\\data\\a.cer", keyFile()));
            host.run(TestHost.certificate("other"));
            PrivateKeySource key = new PrivateKeySource("C:\\data\\a.pvk", null, FILE_PASSWORD, null);

            assertThat(host.refusal(new AlterCertificate("other", false, key, Optional.empty())))
                    .isEqualTo(15474);
        }

        @Test
        void refusesAKeyFileOfAnotherFormat() {
            host.run(backup("HOST_A_cert", "C:\\data\\a.cer", null));
            PrivateKeySource key = new PrivateKeySource("C:\\data\\a.cer", null, FILE_PASSWORD, null);

            assertThat(host.refusal(new AlterCertificate("HOST_A_cert", false, key, Optional.empty())))
                    .isEqualTo(15464);
        }

        @Test
        void pfxHoldsBoth() {
            PrivateKeySource key = new PrivateKeySource(null, null, null, FILE_PASSWORD);
            host.run(new BackupCertificate("HOST_A_cert", "C:\\data\\a.pfx", true, key));
            byte[] der = host.der("HOST_A_cert");
            host.run(new DropCertificate("HOST_A_cert"));
            PrivateKeySource back = new PrivateKeySource(null, null, FILE_PASSWORD, null);

            host.run(new CreateCertificate(
                    "HOST_A_cert",
                    null,
                    new CreateCertificate.FromFile("C:\\data\\a.pfx", true, back),
                    Optional.empty()));

            assertThat(host.der("HOST_A_cert")).isEqualTo(der);
            assertThat(host.row("certificates", "name", "HOST_A_cert")).containsEntry("pvt_key_encryption_type", "MK");
        }

        @Test
        void pfxIsUnknownBeforeTwentyTwentyTwo() {
            TestHost older = new TestHost(folder, "HOST_V", Version.SQL_2019, Edition.DEVELOPER);
            older.run(TestHost.masterKey());
            older.run(TestHost.certificate("cert"));
            PrivateKeySource key = new PrivateKeySource(null, null, null, FILE_PASSWORD);

            assertThat(older.refusal(new BackupCertificate("cert", "C:\\data\\a.pfx", true, key)))
                    .isEqualTo(102);
        }
    }

    @Nested
    class Altering {
        @BeforeEach
        void make() {
            host.run(TestHost.certificate("HOST_A_cert"));
        }

        @Test
        void movesTheKeyUnderAPasswordAndBack() {
            host.run(TestHost.endpoint("HOST_A_cert"));

            host.run(protect("HOST_A_cert", null, TestHost.PASSWORD));
            assertThat(host.row("certificates", "name", "HOST_A_cert")).containsEntry("pvt_key_encryption_type", "PW");
            OwnIdentity.Unusable broken =
                    (OwnIdentity.Unusable) host.security.transport().ownIdentity();
            assertThat(broken.reason().number()).isEqualTo(28037);

            host.run(protect("HOST_A_cert", TestHost.PASSWORD, null));
            assertThat(host.security.transport().ownIdentity()).isInstanceOf(OwnIdentity.Usable.class);
        }

        @Test
        void refusesTheWrongPassword() {
            host.run(protect("HOST_A_cert", null, TestHost.PASSWORD));

            assertThat(host.refusal(protect("HOST_A_cert", "Wr0ng&Secret", null)))
                    .isEqualTo(15465);
            assertThat(host.refusal(protect("HOST_A_cert", null, null))).isEqualTo(15334);
        }

        @Test
        void refusesToProtectAKeyThatIsNotThere() {
            host.run(new AlterCertificate("HOST_A_cert", true, null, Optional.empty()));

            assertThat(host.refusal(protect("HOST_A_cert", null, TestHost.PASSWORD)))
                    .isEqualTo(15342);
            assertThat(host.refusal(new AlterCertificate("HOST_A_cert", true, null, Optional.empty())))
                    .isEqualTo(15342);
        }

        @Test
        void switchesTheDialogFlag() {
            host.run(new AlterCertificate("HOST_A_cert", false, null, Optional.of(false)));

            assertThat(host.row("certificates", "name", "HOST_A_cert"))
                    .containsEntry("is_active_for_begin_dialog", false);
        }
    }

    @Nested
    class Dropping {
        @Test
        void isRefusedWhileTheEndpointUsesIt() {
            host.run(TestHost.certificate("HOST_A_cert"));
            host.run(TestHost.endpoint("HOST_A_cert"));

            // 15352, 15187, 15559 or 3716 is unconfirmed
            assertThat(host.refusal(new DropCertificate("HOST_A_cert"))).isEqualTo(15559);
            host.run(new DropEndpoint("Mirroring"));
            host.run(new DropCertificate("HOST_A_cert"));
        }

        @Test
        void isRefusedWhileAUserIsMappedToIt() {
            host.run(TestHost.certificate("HOST_A_cert"));
            host.run(new CreateUser("mapped", null, false, "HOST_A_cert", null));

            assertThat(host.refusal(new DropCertificate("HOST_A_cert"))).isEqualTo(15559);
        }

        @Test
        void refusesWhatIsNotThere() {
            assertThat(host.refusal(new DropCertificate("absent"))).isEqualTo(15151);
        }
    }
}
