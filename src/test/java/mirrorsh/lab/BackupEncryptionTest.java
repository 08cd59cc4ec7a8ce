package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Encrypted backups between hosts (tsql.md §8, ENCRYPTION). */
class BackupEncryptionTest {
    private static final String MASTER_KEY = "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Key#1 of the master'";
    private static final String FILE = "'C:\\secret.bak'";
    private static final String BACKUP = "BACKUP DATABASE AdventureWorks TO DISK = " + FILE + " WITH FORMAT,"
            + " ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = Backup_cert)";

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @BeforeEach
    void certificate() throws Exception {
        lab.replace(settings -> settings.withHosts(List.of(
                LabSettings.Host.named("HOST_A").withSample(),
                LabSettings.Host.named("SMALL").running(Version.SQL_2022, Edition.EXPRESS),
                LabSettings.Host.named("OLD").running(Version.SQL_2012, Edition.ENTERPRISE))));
        lab.run(
                "HOST_A",
                "USE master; " + MASTER_KEY + "; CREATE CERTIFICATE Backup_cert WITH SUBJECT = 'backups';"
                        + " BACKUP CERTIFICATE Backup_cert TO FILE = 'C:\\b.cer' WITH PRIVATE KEY"
                        + " (FILE = 'C:\\b.pvk', ENCRYPTION BY PASSWORD = 'Of#the Certificate1')");
    }

    @Test
    void anotherHostNeedsTheCertificateWhateverItsEdition() throws Exception {
        lab.run("HOST_A", BACKUP);
        for (String file : List.of("secret.bak", "b.cer", "b.pvk")) {
            PairScript.copy(lab, "HOST_A", "SMALL", file, file);
        }
        String restore = "RESTORE DATABASE AdventureWorks FROM DISK = " + FILE;

        assertThat(lab.errorOf("SMALL", restore)).isEqualTo(33111);
        assertThat(lab.errorOf("SMALL", "RESTORE FILELISTONLY FROM DISK = " + FILE))
                .isEqualTo(33111);
        assertThat(lab.errorOf("SMALL", "RESTORE VERIFYONLY FROM DISK = " + FILE))
                .isEqualTo(33111);
        assertThat(lab.value("SMALL", "SELECT COUNT(*) FROM sys.databases WHERE name = 'AdventureWorks'"))
                .isEqualTo("0");
        lab.run(
                "SMALL",
                "USE master; " + MASTER_KEY + "; CREATE CERTIFICATE Other_name FROM FILE = 'C:\\b.cer' WITH PRIVATE KEY"
                        + " (FILE = 'C:\\b.pvk', DECRYPTION BY PASSWORD = 'Of#the Certificate1')");
        assertThat(lab.errorOf("SMALL", restore)).isZero();
    }

    @Test
    void unconfirmedHeadersAreReadWithoutTheCertificate() throws Exception {
        lab.run("HOST_A", BACKUP);
        PairScript.copy(lab, "HOST_A", "SMALL", "secret.bak", "secret.bak");

        assertThat(lab.rows("SMALL", "RESTORE HEADERONLY FROM DISK = " + FILE).get(0))
                .contains("aes_256", "CERTIFICATE");
    }

    @Test
    void sql2012DoesNotKnowTheOption() {
        assertThat(lab.errorOf("OLD", BACKUP.replace("AdventureWorks", "model")))
                .isEqualTo(155);
    }
}
