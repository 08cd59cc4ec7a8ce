package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.instance.security.TransportSecurity.OwnIdentity;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.CertificateStatement.AlterCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.BackupCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.CreateCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.DropCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.PrivateKeySource;
import mirrorsh.lab.sql.ast.EndpointStatement.DropEndpoint;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateUser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Private keys that leave, come, and change their protection; certificates that are dropped. */
class PrivateKeyTest {
    @TempDir
    Path folder;

    private TestHost host;

    @BeforeEach
    void install() {
        host = new TestHost(folder);
        host.run(TestHost.masterKey());
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
