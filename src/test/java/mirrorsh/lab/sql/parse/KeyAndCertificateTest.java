package mirrorsh.lab.sql.parse;

import static mirrorsh.lab.sql.parse.Parsing.action;
import static mirrorsh.lab.sql.parse.Parsing.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import mirrorsh.lab.sql.ast.CertificateStatement;
import mirrorsh.lab.sql.ast.CertificateStatement.CreateCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.PrivateKeySource;
import mirrorsh.lab.sql.ast.KeyStatement;
import mirrorsh.lab.sql.ast.KeyStatement.AlterMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.AlterMasterKey.Change;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** tsql.md §2 and §3. */
class KeyAndCertificateTest {
    @Nested
    class Keys {
        @Test
        void areCreated() {
            assertThat(action("CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'p''w';"))
                    .isEqualTo(new KeyStatement.CreateMasterKey("p'w"));
            assertThat(action("CREATE MASTER KEY")).isEqualTo(new KeyStatement.CreateMasterKey(null));
        }

        @ParameterizedTest
        @CsvSource({
            "REGENERATE WITH ENCRYPTION BY PASSWORD = 'p',REGENERATE,p",
            "FORCE REGENERATE WITH ENCRYPTION BY PASSWORD = 'p',FORCE_REGENERATE,p",
            "ADD ENCRYPTION BY SERVICE MASTER KEY,ADD_SERVICE_MASTER_KEY,",
            "DROP ENCRYPTION BY SERVICE MASTER KEY,DROP_SERVICE_MASTER_KEY,",
            "ADD ENCRYPTION BY PASSWORD = 'p',ADD_PASSWORD,p",
            "DROP ENCRYPTION BY PASSWORD = 'p',DROP_PASSWORD,p",
        })
        void areAltered(String text, Change change, String password) {
            assertThat(action("ALTER MASTER KEY " + text)).isEqualTo(new AlterMasterKey(change, password));
        }

        @Test
        void areOpenedClosedAndDropped() {
            assertThat(action("OPEN MASTER KEY DECRYPTION BY PASSWORD = 'p'"))
                    .isEqualTo(new KeyStatement.OpenMasterKey("p"));
            assertThat(action("CLOSE MASTER KEY")).isEqualTo(new KeyStatement.CloseMasterKey());
            assertThat(action("DROP MASTER KEY")).isEqualTo(new KeyStatement.DropMasterKey());
        }

        @Test
        void areBackedUpAndRestored() {
            assertThat(action("BACKUP MASTER KEY TO FILE = 'f' ENCRYPTION BY PASSWORD = 'p'"))
                    .isEqualTo(new KeyStatement.BackupMasterKey("f", "p"));
            assertThat(action("RESTORE MASTER KEY FROM FILE = 'f' DECRYPTION BY PASSWORD = 'd'"
                            + " ENCRYPTION BY PASSWORD = 'e' FORCE"))
                    .isEqualTo(new KeyStatement.RestoreMasterKey("f", "d", "e", true));
        }

        @Test
        void ofTheServiceAreRegenerated() {
            assertThat(action("ALTER SERVICE MASTER KEY FORCE REGENERATE"))
                    .isEqualTo(new KeyStatement.AlterServiceMasterKey(true));
            assertThat(action("ALTER SERVICE MASTER KEY REGENERATE"))
                    .isEqualTo(new KeyStatement.AlterServiceMasterKey(false));
        }

        @Test
        void takeNoVariables() {
            assertThat(number("CREATE MASTER KEY ENCRYPTION BY PASSWORD = @p")).isEqualTo(102);
        }
    }

    @Nested
    class Certificates {
        @Test
        void areGeneratedWithOptionsInAnyOrder() {
            assertThat(action("CREATE CERTIFICATE c AUTHORIZATION u ENCRYPTION BY PASSWORD = 'p'"
                            + " WITH EXPIRY_DATE = '20300101', SUBJECT = N's', START_DATE = '20200101'"
                            + " ACTIVE FOR BEGIN_DIALOG = OFF"))
                    .isEqualTo(new CreateCertificate(
                            "c",
                            "u",
                            new CreateCertificate.Generated("p", "s", "20200101", "20300101"),
                            Optional.of(false)));
            assertThat(action("CREATE CERTIFICATE [c d] WITH START_DATE = 'x'"))
                    .isEqualTo(new CreateCertificate(
                            "c d", null, new CreateCertificate.Generated(null, null, "x", null), Optional.empty()));
        }

        @Test
        void takeEachOptionOnce() {
            assertThat(number("CREATE CERTIFICATE c WITH SUBJECT = 'a', SUBJECT = 'b'"))
                    .isEqualTo(102);
            assertThat(number("CREATE CERTIFICATE c WITH SUBJECT = @s")).isEqualTo(102);
            assertThat(number("CREATE CERTIFICATE c")).isEqualTo(102);
        }

        @Test
        void comeFromFiles() {
            assertThat(action("CREATE CERTIFICATE c AUTHORIZATION u FROM FILE = 'C:\\c.cer'"))
                    .isEqualTo(new CreateCertificate(
                            "c", "u", new CreateCertificate.FromFile("C:\\c.cer", false, null), Optional.empty()));
            assertThat(action("CREATE CERTIFICATE c FROM FILE = 'c.pfx' WITH FORMAT = 'PFX',"
                            + " PRIVATE KEY (DECRYPTION BY PASSWORD = 'd', ENCRYPTION BY PASSWORD = 'e')"))
                    .isEqualTo(new CreateCertificate(
                            "c",
                            null,
                            new CreateCertificate.FromFile("c.pfx", true, new PrivateKeySource(null, null, "d", "e")),
                            Optional.empty()));
            assertThat(number("CREATE CERTIFICATE c FROM FILE = 'c' WITH FORMAT = 'PEM', PRIVATE KEY (FILE = 'k')"))
                    .isEqualTo(102);
        }

        @Test
        void comeFromBytes() {
            CreateCertificate read = (CreateCertificate) action("CREATE CERTIFICATE c FROM BINARY = 0x3082"
                    + " WITH PRIVATE KEY (BINARY = 0x01, DECRYPTION BY PASSWORD = 'd')");
            CreateCertificate.FromBinary source = (CreateCertificate.FromBinary) read.source();

            assertThat(source.der()).containsExactly(0x30, 0x82);
            assertThat(source.privateKey().binary()).containsExactly(1);
            assertThat(number("CREATE CERTIFICATE c FROM BINARY = @b")).isEqualTo(102);
            assertThat(number("CREATE CERTIFICATE c FROM BINARY = 0x01 WITH PRIVATE KEY (FILE = 'a', BINARY = 0x02)"))
                    .isEqualTo(102);
        }

        @Test
        void areAltered() {
            assertThat(action("ALTER CERTIFICATE c REMOVE PRIVATE KEY"))
                    .isEqualTo(new CertificateStatement.AlterCertificate("c", true, null, Optional.empty()));
            assertThat(action("ALTER CERTIFICATE c WITH PRIVATE KEY (DECRYPTION BY PASSWORD = 'd', FILE = 'f')"))
                    .isEqualTo(new CertificateStatement.AlterCertificate(
                            "c", false, new PrivateKeySource("f", null, "d", null), Optional.empty()));
            assertThat(action("ALTER CERTIFICATE c WITH ACTIVE FOR BEGIN_DIALOG = ON"))
                    .isEqualTo(new CertificateStatement.AlterCertificate("c", false, null, Optional.of(true)));
        }

        @Test
        void areDroppedAndNeverIfTheyExist() {
            assertThat(action("DROP CERTIFICATE c")).isEqualTo(new CertificateStatement.DropCertificate("c"));
            assertThat(number("DROP CERTIFICATE IF EXISTS c")).isEqualTo(156);
        }

        @Test
        void areBackedUp() {
            assertThat(action("BACKUP CERTIFICATE c TO FILE = 'c.cer'"))
                    .isEqualTo(new CertificateStatement.BackupCertificate("c", "c.cer", false, null));
            assertThat(action("BACKUP CERTIFICATE c TO FILE = 'c.cer' WITH PRIVATE KEY (FILE = 'c.pvk',"
                            + " ENCRYPTION BY PASSWORD = 'e', DECRYPTION BY PASSWORD = 'd')"))
                    .isEqualTo(new CertificateStatement.BackupCertificate(
                            "c", "c.cer", false, new PrivateKeySource("c.pvk", null, "d", "e")));
        }
    }
}
