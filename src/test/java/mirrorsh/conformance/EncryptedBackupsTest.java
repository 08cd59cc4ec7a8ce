package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** BACKUP ... WITH ENCRYPTION (tsql.md §8; from 2014 on, and not on Express and Web). */
@Conformance
class EncryptedBackupsTest extends ConformanceTest {
    private static final String ENCRYPTED = " WITH ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = ct_own)";

    private String backup;
    private String full;

    @BeforeEach
    void make() throws Exception {
        assumeTrue(server.version() >= 12, "encrypted backups are from SQL Server 2014");
        assumeTrue(
                !sql.value("SELECT CAST(SERVERPROPERTY('Edition') AS nvarchar(128))")
                        .matches("(Express|Web).*"),
                "the edition does not encrypt backups");
        ownCertificate();
        database();
        full = "'" + file(".bak") + "'";
        backup = "BACKUP DATABASE ct_db TO DISK = " + full;
    }

    @Test
    void headerAndHistoryTellTheCertificate() throws Exception {
        sql.run(backup + ENCRYPTED);

        List<String> header = sql.rows("RESTORE HEADERONLY FROM DISK = " + full).get(0);
        assertThat(header.get(53)).isEqualToIgnoringCase("aes_256");
        assertThat(header.get(55)).isEqualTo("CERTIFICATE");
        assertThat(sql.rows("SELECT TOP 1 LOWER(s.key_algorithm), s.encryptor_type, c.name FROM msdb.dbo.backupset AS s"
                        + " JOIN master.sys.certificates AS c ON c.thumbprint = s.encryptor_thumbprint"
                        + " WHERE s.database_name = N'ct_db' ORDER BY s.backup_set_id DESC"))
                .containsExactly(List.of("aes_256", "CERTIFICATE", "ct_own"));
    }

    @Test
    void withTheCertificateItIsRestored() throws Exception {
        sql.run(backup + ENCRYPTED);

        assertThat(sql.errors("RESTORE DATABASE ct_db FROM DISK = " + full + " WITH REPLACE"))
                .isEmpty();
        assertThat(sql.value("SELECT COUNT(*) FROM ct_db.dbo.t")).isEqualTo("3");
    }

    @Test
    void withoutTheCertificateItIs33111() throws Exception {
        sql.run(backup + ENCRYPTED + "; DROP CERTIFICATE ct_own");

        assertThat(sql.errors("RESTORE DATABASE ct_db FROM DISK = " + full + " WITH REPLACE"))
                .containsExactly(33111, 3013);
        assertThat(sql.errors("RESTORE VERIFYONLY FROM DISK = " + full)).containsExactly(33111, 3013);
    }

    @Test
    void aCertificateWithoutACopyOfItsKeyIsWarnedOf() throws Exception {
        String exported = "BACKUP CERTIFICATE ct_own TO FILE = '" + file(".cer") + "' WITH PRIVATE KEY (FILE = '"
                + file(".pvk") + "', ENCRYPTION BY PASSWORD = '" + PASSWORD + "')";

        assertThat(sql.run(backup + ENCRYPTED).messages()).contains(33091);
        sql.run(exported);
        assertThat(sql.run(backup + ENCRYPTED + ", FORMAT").messages()).doesNotContain(33091);
    }

    @Test
    void anEncryptedSetIsNotAppended() throws Exception {
        sql.run(backup);
        assertThat(sql.errors(backup + ENCRYPTED)).containsExactly(3095, 3013);

        sql.run(backup + ENCRYPTED + ", FORMAT");
        assertThat(sql.errors(backup + ENCRYPTED)).containsExactly(3095, 3013);
    }

    @Test
    void inferredInitKeepsTheFormatOfTheMedia() throws Exception {
        sql.run(backup);
        assertThat(sql.errors(backup + ENCRYPTED + ", INIT")).containsExactly(3095, 3013);

        sql.run(backup + ENCRYPTED + ", FORMAT");
        assertThat(sql.errors(backup + ENCRYPTED + ", INIT")).isEmpty();
    }

    @Test
    void aMissingCertificateIs15151() {
        assertThat(sql.errors(backup + ENCRYPTED.replace("ct_own", "ct_nothing")))
                .containsExactly(15151, 3013);
    }

    @Test
    void anExpiredCertificateIs3096() throws Exception {
        sql.errors("CREATE CERTIFICATE ct_old WITH SUBJECT = 'old', START_DATE = '20200101', EXPIRY_DATE = '20210101'");

        assertThat(sql.errors(backup + ENCRYPTED.replace("ct_own", "ct_old"))).containsExactly(3096, 3013);
    }

    @Test
    void compressedAndPlainSetsDoNotMix() throws Exception {
        sql.run(backup + " WITH COMPRESSION");
        sql.run("BACKUP LOG ct_db TO DISK = " + full);

        assertThat(sql.rows("SELECT TOP 2 has_backup_checksums FROM msdb.dbo.backupset"
                        + " WHERE database_name = N'ct_db' ORDER BY backup_set_id DESC"))
                .containsExactly(List.of("1"), List.of("1"));
        assertThat(sql.errors(backup + " WITH NO_COMPRESSION")).containsExactly(3098, 3013);
        sql.run(backup + " WITH FORMAT, NO_COMPRESSION");
        assertThat(sql.errors(backup + " WITH COMPRESSION")).containsExactly(3098, 3013);
    }

    @Test
    void checksumsThatAreNotThereCannotBeCompared() throws Exception {
        sql.run(backup + " WITH NO_COMPRESSION");

        assertThat(sql.errors("RESTORE VERIFYONLY FROM DISK = " + full + " WITH CHECKSUM"))
                .containsExactly(3187, 3013);
        sql.run(backup + " WITH FORMAT, CHECKSUM");
        assertThat(sql.errors("RESTORE VERIFYONLY FROM DISK = " + full + " WITH CHECKSUM"))
                .isEmpty();
    }
}
