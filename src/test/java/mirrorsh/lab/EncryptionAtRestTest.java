package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transparent data encryption, as far as mirroring meets it (errors.md §2 and §9 P62; procedure.md, table of MIR-5). */
class EncryptionAtRestTest {
    private static final String STATE = "SELECT encryption_state FROM sys.dm_database_encryption_keys"
            + " WHERE database_id = DB_ID('AdventureWorks')";
    private static final String ENCRYPTED = "SELECT is_encrypted FROM sys.databases WHERE name = 'AdventureWorks'";
    private static final String KEY = "USE AdventureWorks; CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256"
            + " ENCRYPTION BY SERVER CERTIFICATE Tde_cert";
    private static final String MASTER_KEY = "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Key#1 of the master'";

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    private void certificate(String host) throws SQLException {
        lab.run(host, "USE master; " + MASTER_KEY + "; CREATE CERTIFICATE Tde_cert WITH SUBJECT = 'tde'");
    }

    private void encrypt() throws SQLException {
        certificate("HOST_A");
        lab.run("HOST_A", DatabasePlants.ENCRYPTING.replaceFirst("CREATE CERTIFICATE [^;]*;", ""));
    }

    private void copyCertificate() throws SQLException, IOException {
        String key = " WITH PRIVATE KEY (FILE = 'C:\\Tde.pvk', %s BY PASSWORD = 'Of#the Certificate1')";
        lab.run(
                "HOST_A",
                "USE master; BACKUP CERTIFICATE Tde_cert TO FILE = 'C:\\Tde.cer'" + String.format(key, "ENCRYPTION"));
        PairScript.copy(lab, "HOST_A", "HOST_B", "Tde.cer", "Tde.cer");
        PairScript.copy(lab, "HOST_A", "HOST_B", "Tde.pvk", "Tde.pvk");
        lab.run(
                "HOST_B",
                "USE master; CREATE CERTIFICATE Tde_cert FROM FILE = 'C:\\Tde.cer'" + String.format(key, "DECRYPTION"));
    }

    @Nested
    class TheKey {
        @Test
        void isShownWithTheThumbprintOfItsCertificate() throws Exception {
            encrypt();

            assertThat(lab.rows(
                            "HOST_A",
                            "SELECT k.encryption_state, k.key_algorithm, k.key_length, k.encryptor_type, k.percent_complete, c.name"
                                    + " FROM sys.dm_database_encryption_keys k JOIN master.sys.certificates c"
                                    + " ON c.thumbprint = k.encryptor_thumbprint"
                                    + " WHERE k.database_id = DB_ID('AdventureWorks')"))
                    .containsExactly(List.of("3", "AES", "256", "CERTIFICATE", "0.0", "Tde_cert"));
            assertThat(lab.value("HOST_A", ENCRYPTED)).isEqualTo("1");
        }

        @Test
        void encryptsTempdbToo() throws Exception {
            encrypt();

            assertThat(
                            lab.value(
                                    "HOST_A",
                                    "SELECT DB_NAME(database_id) FROM sys.dm_database_encryption_keys WHERE encryptor_thumbprint = 0x"))
                    .isEqualTo("tempdb");
        }

        @Test
        void isDroppedOnlyWhenEncryptionIsOff() throws Exception {
            encrypt();

            assertThat(lab.errorOf("HOST_A", "USE AdventureWorks; DROP DATABASE ENCRYPTION KEY"))
                    .isEqualTo(33105);
            lab.run("HOST_A", "USE master; ALTER DATABASE AdventureWorks SET ENCRYPTION OFF");
            assertThat(lab.value("HOST_A", STATE)).isEqualTo("1");
            assertThat(lab.value("HOST_A", ENCRYPTED)).isEqualTo("0");
            lab.run("HOST_A", "USE AdventureWorks; DROP DATABASE ENCRYPTION KEY");
            assertThat(lab.value("HOST_A", "SELECT COUNT(*) FROM sys.dm_database_encryption_keys"))
                    .isEqualTo("0");
        }

        @Test
        void isMadeOnceAndBeforeItIsUsed() throws Exception {
            certificate("HOST_A");

            assertThat(lab.errorOf("HOST_A", "ALTER DATABASE AdventureWorks SET ENCRYPTION ON"))
                    .isEqualTo(33106);
            assertThat(lab.errorOf("HOST_A", "USE AdventureWorks; DROP DATABASE ENCRYPTION KEY"))
                    .isEqualTo(33104);
            lab.run("HOST_A", KEY);
            assertThat(lab.errorOf("HOST_A", KEY)).isEqualTo(33103);
            assertThat(lab.errorOf("HOST_A", "USE master; ALTER DATABASE AdventureWorks SET ENCRYPTION OFF"))
                    .isEqualTo(33108);
            lab.run("HOST_A", "ALTER DATABASE AdventureWorks SET ENCRYPTION ON");
            assertThat(lab.errorOf("HOST_A", "ALTER DATABASE AdventureWorks SET ENCRYPTION ON"))
                    .isEqualTo(33107);
        }

        @Test
        void needsACertificateWithItsPrivateKeyUnderTheMasterKey() throws Exception {
            lab.run("HOST_A", "USE master; " + MASTER_KEY);

            assertThat(lab.errorOf("HOST_A", KEY)).isEqualTo(15151);
            lab.run(
                    "HOST_A",
                    "USE master; CREATE CERTIFICATE Tde_cert ENCRYPTION BY PASSWORD = 'Of#the Certificate1' WITH SUBJECT = 's'");
            assertThat(lab.errorOf("HOST_A", KEY)).isEqualTo(33101);
        }

        @Test
        void isNotForSystemDatabases() throws Exception {
            certificate("HOST_A");

            assertThat(lab.errorOf("HOST_A", KEY.replace("AdventureWorks", "master")))
                    .isEqualTo(33102);
            assertThat(lab.errorOf("HOST_A", "USE master; ALTER DATABASE msdb SET ENCRYPTION ON"))
                    .isEqualTo(33102);
        }

        @Test
        void movesToAnotherCertificateThatIsInUseFromThenOn() throws Exception {
            encrypt();
            lab.run("HOST_A", "CREATE CERTIFICATE Next_cert WITH SUBJECT = 'next'");

            lab.run(
                    "HOST_A",
                    "USE AdventureWorks; ALTER DATABASE ENCRYPTION KEY ENCRYPTION BY SERVER CERTIFICATE Next_cert");

            assertThat(lab.errorOf("HOST_A", "USE master; DROP CERTIFICATE Next_cert"))
                    .isEqualTo(33127);
            lab.run("HOST_A", "DROP CERTIFICATE Tde_cert");
        }

        @Test
        void whatTheLabHasNotIsRefused() throws Exception {
            encrypt();

            assertThat(lab.errorOf("HOST_A", "ALTER DATABASE AdventureWorks SET ENCRYPTION SUSPEND"))
                    .isEqualTo(49999);
            assertThat(lab.errorOf(
                            "HOST_A",
                            "USE AdventureWorks; ALTER DATABASE ENCRYPTION KEY ENCRYPTION BY SERVER ASYMMETRIC KEY k"))
                    .isEqualTo(49999);
            assertThat(lab.errorOf(
                            "HOST_A",
                            "USE AdventureWorks; ALTER DATABASE ENCRYPTION KEY REGENERATE WITH ALGORITHM = RC4"))
                    .isEqualTo(102);
        }

        @Test
        void isForEnterpriseAndForStandardFrom2019() throws Exception {
            lab.replace(settings -> settings.withHosts(List.of(
                    LabSettings.Host.named("OLD")
                            .running(Version.SQL_2017, Edition.STANDARD)
                            .withSample(),
                    LabSettings.Host.named("NEW")
                            .running(Version.SQL_2019, Edition.STANDARD)
                            .withSample(),
                    LabSettings.Host.named("SMALL")
                            .running(Version.SQL_2022, Edition.EXPRESS)
                            .withSample())));
            for (String host : List.of("OLD", "NEW", "SMALL")) {
                certificate(host);
            }

            assertThat(lab.errorOf("OLD", KEY)).isEqualTo(33117);
            assertThat(lab.errorOf("NEW", KEY)).isZero();
            assertThat(lab.errorOf("SMALL", KEY)).isEqualTo(33117);
        }
    }

    @Nested
    class ItsCertificate {
        @Test
        void isNotDroppedWhileItIsInUse() throws Exception {
            encrypt();

            assertThat(lab.errorOf("HOST_A", "USE master; DROP CERTIFICATE Tde_cert"))
                    .isEqualTo(33127);
            assertThat(lab.errorOf("HOST_A", "ALTER CERTIFICATE Tde_cert REMOVE PRIVATE KEY"))
                    .isEqualTo(49998);
        }

        @Test
        void isNamedByTheBackup() throws Exception {
            encrypt();
            lab.run("HOST_A", "BACKUP DATABASE AdventureWorks TO DISK = 'C:\\AW.bak' WITH FORMAT");

            String thumbprint = lab.value(
                    "HOST_A",
                    "SELECT CONVERT(varchar(50), thumbprint, 2) FROM sys.certificates WHERE name = 'Tde_cert'");
            assertThat(lab.rows("HOST_A", "RESTORE FILELISTONLY FROM DISK = 'C:\\AW.bak'"))
                    .allSatisfy(row -> assertThat(row).contains(thumbprint));
        }

        @Test
        void isWantedByTheRestoreWithItsPrivateKey() throws Exception {
            encrypt();
            lab.run("HOST_B", "USE master; " + MASTER_KEY);
            lab.run("HOST_A", "BACKUP DATABASE AdventureWorks TO DISK = 'C:\\AW.bak' WITH FORMAT");
            lab.run("HOST_A", "BACKUP CERTIFICATE Tde_cert TO FILE = 'C:\\Public.cer'");
            PairScript.copy(lab, "HOST_A", "HOST_B", "AW.bak", "AW.bak");
            PairScript.copy(lab, "HOST_A", "HOST_B", "Public.cer", "Public.cer");
            String restore = "RESTORE DATABASE AdventureWorks FROM DISK = 'C:\\AW.bak' WITH NORECOVERY";

            assertThat(numbers("HOST_B", restore)).containsExactly(33111, 3013);
            assertThat(lab.errorOf("HOST_B", "RESTORE FILELISTONLY FROM DISK = 'C:\\AW.bak'"))
                    .isEqualTo(33111);
            lab.run("HOST_B", "CREATE CERTIFICATE Tde_cert FROM FILE = 'C:\\Public.cer'");
            assertThat(lab.errorOf("HOST_B", restore)).isEqualTo(33111);
            lab.run("HOST_B", "DROP CERTIFICATE Tde_cert");
            copyCertificate();
            assertThat(lab.errorOf("HOST_B", restore)).isZero();
            assertThat(lab.errorOf("HOST_B", "DROP CERTIFICATE Tde_cert")).isEqualTo(33127);
        }

        private List<Integer> numbers(String host, String batch) {
            List<Integer> numbers = new ArrayList<>();
            try {
                lab.run(host, batch);
            } catch (SQLException e) {
                for (SQLException next = e; next != null; next = next.getNextException()) {
                    numbers.add(next.getErrorCode());
                }
            }
            return numbers;
        }
    }

    @Nested
    class AMirror {
        @Test
        void ofAnEncryptedDatabaseTakesOverWithTheCertificate() throws Exception {
            PairScript pair = PairScript.pair()
                    .before("full backup", "HOST_A", DatabasePlants.ENCRYPTING)
                    .before("full restore", lab -> copyCertificate());

            assertThat(pair.perform(lab)).isEmpty();
            lab.run("HOST_A", "ALTER DATABASE AdventureWorks SET PARTNER FAILOVER");

            assertThat(lab.await(
                            "HOST_B", "SELECT state_desc FROM sys.databases WHERE name = 'AdventureWorks'", "ONLINE"))
                    .isEqualTo("ONLINE");
            assertThat(lab.value("HOST_B", ENCRYPTED)).isEqualTo("1");
            assertThat(lab.await("HOST_A", PairScript.STATE, "SYNCHRONIZED")).isEqualTo("SYNCHRONIZED");
        }

        @Test
        void isSuspendedWhenTheDatabaseIsEncryptedByACertificateItHasNot() throws Exception {
            assertThat(PairScript.pair().perform(lab)).isEmpty();

            lab.run("HOST_A", DatabasePlants.ENCRYPTING);

            assertThat(lab.await("HOST_A", PairScript.STATE, "SUSPENDED")).isEqualTo("SUSPENDED");
            assertThat(lab.logs("HOST_B", "33111")).as("%s", lab.log("HOST_B")).isTrue();
            assertThat(lab.errorOf(
                            "HOST_A",
                            "USE AdventureWorks; ALTER DATABASE ENCRYPTION KEY REGENERATE WITH"
                                    + " ALGORITHM = AES_128"))
                    .isEqualTo(33123);
            copyCertificate();
            lab.run("HOST_A", "USE master; ALTER DATABASE AdventureWorks SET PARTNER RESUME");
            assertThat(lab.await("HOST_A", PairScript.STATE, "SYNCHRONIZED")).isEqualTo("SYNCHRONIZED");
        }
    }
}
