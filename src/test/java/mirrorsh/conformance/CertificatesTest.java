package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates (tsql.md §3, catalog.md §4.3, §4.4). */
@Conformance
class CertificatesTest extends ConformanceTest {
    private String column(String column, String certificate) throws Exception {
        return sql.value("SELECT " + column + " FROM sys.certificates WHERE name = N'" + certificate + "'");
    }

    private String bytes(String certificate) throws Exception {
        return "0x" + sql.value("SELECT CERTENCODED(CERT_ID(N'" + certificate + "'))");
    }

    private void otherDatabase() throws Exception {
        sql.run("CREATE DATABASE ct_db");
        sql.run("USE ct_db; CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'" + PASSWORD + "'");
    }

    @Test
    void generatingGivesAKeyUnderTheMasterKeyForOneYear() throws Exception {
        ownCertificate();

        List<String> row = sql.rows("SELECT RTRIM(pvt_key_encryption_type), pvt_key_encryption_type_desc,"
                        + " is_active_for_begin_dialog, subject, issuer_name, DATALENGTH(thumbprint),"
                        + " pvt_key_last_backup_date, USER_NAME(principal_id), DATEDIFF(day, start_date, expiry_date),"
                        + " ABS(DATEDIFF(minute, start_date, GETUTCDATE())) FROM sys.certificates"
                        + " WHERE name = N'ct_own'")
                .get(0);
        assertThat(row.subList(0, 8))
                .isEqualTo(List.of("MK", "ENCRYPTED_BY_MASTER_KEY", "1", "ct own", "ct own", "20", "NULL", "dbo"));
        assertThat(row.get(8)).isIn("365", "366");
        assertThat(Integer.parseInt(row.get(9))).isLessThan(2);
    }

    @Test
    void datesAreUtcAndExpiryFollowsTheStart() throws Exception {
        masterKey();

        sql.run(
                "CREATE CERTIFICATE ct_a WITH SUBJECT = 'a', START_DATE = '20200101', EXPIRY_DATE = '2098-12-31T10:00:00'");

        assertThat(column("CONVERT(varchar(19), start_date, 120)", "ct_a")).isEqualTo("2020-01-01 00:00:00");
        assertThat(column("CONVERT(varchar(19), expiry_date, 120)", "ct_a")).isEqualTo("2098-12-31 10:00:00");
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "SUBJECT = ''                                                    | 15212",
                "SUBJECT = 'a', START_DATE = '20300101', EXPIRY_DATE = '20290101' | 15213",
                "SUBJECT = 'a', EXPIRY_DATE = 'never'                            | 241",
                "SUBJECT = 'a', EXPIRY_DATE = '20300231'                         | 242",
            })
    void generatingRefuses(String options, int number) throws Exception {
        masterKey();

        assertThat(sql.errors("CREATE CERTIFICATE ct_a WITH " + options).get(0)).isEqualTo(number);
    }

    @Test
    void unconfirmedAnExpiredCertificateIsMadeWithWarning15214() throws Exception {
        masterKey();

        sql.errors("CREATE CERTIFICATE ct_a WITH SUBJECT = 'a', START_DATE = '20100101', EXPIRY_DATE = '20110101'");

        assertThat(sql.rows("SELECT 1 FROM sys.certificates WHERE name = N'ct_a'"))
                .hasSize(1);
    }

    @Test
    void withoutAMasterKeyItIsRefusedUnlessAPasswordProtectsIt() throws Exception {
        sql.run("CREATE DATABASE ct_db");
        sql.run("USE ct_db");

        assertThat(sql.errors("CREATE CERTIFICATE ct_a WITH SUBJECT = 'a'")).containsExactly(15581);
        sql.run("CREATE CERTIFICATE ct_a ENCRYPTION BY PASSWORD = N'" + PASSWORD + "' WITH SUBJECT = 'a'");
        assertThat(column("RTRIM(pvt_key_encryption_type)", "ct_a")).isEqualTo("PW");
        sql.run("USE master");
    }

    @Test
    void theNameIsTakenOnce() throws Exception {
        ownCertificate();

        assertThat(sql.errors("CREATE CERTIFICATE ct_own WITH SUBJECT = 'again'"))
                .containsExactly(15232);
    }

    @Test
    void travelsAsBytesAndKeepsItsThumbprint() throws Exception {
        ownCertificate();
        String bytes = bytes("ct_own");
        String thumbprint = column("thumbprint", "ct_own");
        otherDatabase();

        sql.run("CREATE CERTIFICATE ct_peer FROM BINARY = " + bytes);

        assertThat(column("thumbprint", "ct_peer")).isEqualTo(thumbprint);
        assertThat(column("RTRIM(pvt_key_encryption_type) + ' ' + pvt_key_encryption_type_desc", "ct_peer"))
                .isEqualTo("NA NO_PRIVATE_KEY");
        sql.run("USE master");
    }

    @Test
    void travelsAsAFileOfDerBytes() throws Exception {
        ownCertificate();
        String thumbprint = column("thumbprint", "ct_own");
        String file = file(".cer");

        sql.run("BACKUP CERTIFICATE ct_own TO FILE = '" + file + "'");
        otherDatabase();
        sql.run("CREATE CERTIFICATE ct_peer FROM FILE = '" + file + "'");

        assertThat(column("thumbprint", "ct_peer")).isEqualTo(thumbprint);
        sql.run("USE master");
        assertThat(column("ISNULL(CONVERT(varchar(20), pvt_key_last_backup_date), 'never')", "ct_own"))
                .isEqualTo("never");
    }

    @Test
    void theSameCertificateIsRefusedUnderAnyName() throws Exception {
        ownCertificate();

        assertThat(sql.errors("CREATE CERTIFICATE ct_again FROM BINARY = " + bytes("ct_own")))
                .containsExactly(15232);
    }

    @Test
    void anExistingFileIsNeverOverwritten() throws Exception {
        ownCertificate();
        String file = file(".cer");
        sql.run("BACKUP CERTIFICATE ct_own TO FILE = '" + file + "'");

        assertThat(sql.errors("BACKUP CERTIFICATE ct_own TO FILE = '" + file + "'"))
                .containsExactly(15240);
    }

    @Test
    void aMissingFileIs15208() throws Exception {
        assertThat(sql.errors("CREATE CERTIFICATE ct_a FROM FILE = '" + file(".cer") + "'"))
                .containsExactly(15208);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x", "0x00", "0x308203"})
    void bytesThatAreNoCertificateAreRefused(String bytes) {
        assertThat(sql.errors("CREATE CERTIFICATE ct_a FROM BINARY = " + bytes).get(0))
                .isIn(15297, 15208, 15468);
    }

    @Test
    void anImportTakesNoVariable() throws Exception {
        assertThat(sql.errors("DECLARE @b varbinary(10) = 0x30; CREATE CERTIFICATE ct_a FROM BINARY = @b")
                        .get(0))
                .isIn(102, 156);
    }

    @Test
    void authorizationNamesTheOwner() throws Exception {
        ownCertificate();
        sql.run("CREATE LOGIN ct_peer WITH PASSWORD = '" + PASSWORD + "'; CREATE USER ct_peer FOR LOGIN ct_peer");

        sql.run("CREATE CERTIFICATE ct_theirs AUTHORIZATION ct_peer WITH SUBJECT = 'theirs'");

        assertThat(column("USER_NAME(principal_id)", "ct_theirs")).isEqualTo("ct_peer");
        assertThat(sql.errors("CREATE CERTIFICATE ct_x AUTHORIZATION ct_nobody WITH SUBJECT = 'x'"))
                .containsExactly(15151);
        assertThat(sql.errors("CREATE CERTIFICATE ct_x AUTHORIZATION db_owner WITH SUBJECT = 'x'")
                        .get(0))
                .isIn(15345, 15353);
    }

    @Test
    void theOwnerChangesByAlterAuthorization() throws Exception {
        ownCertificate();
        sql.run("CREATE LOGIN ct_peer WITH PASSWORD = '" + PASSWORD + "'; CREATE USER ct_peer FOR LOGIN ct_peer");

        sql.run("ALTER AUTHORIZATION ON CERTIFICATE::ct_own TO ct_peer");

        assertThat(column("USER_NAME(principal_id)", "ct_own")).isEqualTo("ct_peer");
        assertThat(sql.errors("DROP USER ct_peer").get(0)).isIn(15138, 15154, 15155);
    }

    @Test
    void aPrivateKeyChangesItsProtection() throws Exception {
        ownCertificate();

        sql.run("ALTER CERTIFICATE ct_own WITH PRIVATE KEY (ENCRYPTION BY PASSWORD = N'Own#1 password')");
        assertThat(column("RTRIM(pvt_key_encryption_type)", "ct_own")).isEqualTo("PW");
        sql.run("ALTER CERTIFICATE ct_own WITH PRIVATE KEY (DECRYPTION BY PASSWORD = N'Own#1 password')");
        assertThat(column("RTRIM(pvt_key_encryption_type)", "ct_own")).isEqualTo("MK");
        sql.run("ALTER CERTIFICATE ct_own REMOVE PRIVATE KEY");
        assertThat(column("RTRIM(pvt_key_encryption_type)", "ct_own")).isEqualTo("NA");
    }

    @Test
    void thePrivateKeyTravelsWithAPasswordAndSetsItsBackupDate() throws Exception {
        ownCertificate();
        String file = file(".cer");
        String key = file(".pvk");

        sql.run("BACKUP CERTIFICATE ct_own TO FILE = '" + file + "' WITH PRIVATE KEY (FILE = '" + key
                + "', ENCRYPTION BY PASSWORD = N'File#1 password')");
        assertThat(column("pvt_key_last_backup_date", "ct_own")).isNotEqualTo("NULL");
        otherDatabase();
        String read = "CREATE CERTIFICATE ct_back FROM FILE = '" + file + "' WITH PRIVATE KEY (FILE = '" + key
                + "', DECRYPTION BY PASSWORD = N'";
        assertThat(sql.errors(read + "Wrong#1 password')")).containsExactly(15465);
        sql.run(read + "File#1 password')");

        assertThat(column("RTRIM(pvt_key_encryption_type)", "ct_back")).isEqualTo("MK");
        sql.run("USE master");
    }

    @Test
    void aPublicCertificateHasNoPrivateKeyToExport() throws Exception {
        ownCertificate();
        sql.run("ALTER CERTIFICATE ct_own REMOVE PRIVATE KEY");

        assertThat(sql.errors("BACKUP CERTIFICATE ct_own TO FILE = '" + file(".cer") + "' WITH PRIVATE KEY (FILE = '"
                        + file(".pvk") + "', ENCRYPTION BY PASSWORD = N'File#1 password')"))
                .containsExactly(15246);
    }

    @Test
    void dropNeedsOneThatIsThereAndUnused() throws Exception {
        assertThat(sql.errors("DROP CERTIFICATE ct_nothing")).containsExactly(15151);
        assertThat(sql.errors("DROP CERTIFICATE IF EXISTS ct_nothing").get(0)).isIn(102, 156);
        assertThat(sql.errors("BACKUP CERTIFICATE ct_nothing TO FILE = '" + file(".cer") + "'"))
                .containsExactly(15151);
    }

    @Test
    void unconfirmedDroppingTheEndpointsCertificateIs15352Or15187Or15559Or3716() throws Exception {
        endpoint("STOPPED");

        assertThat(sql.errors("DROP CERTIFICATE ct_own").get(0)).isIn(15352, 15187, 15559, 3716);
    }

    @Test
    void functionsTellAboutIt() throws Exception {
        ownCertificate();

        assertThat(sql.value("SELECT CERT_ID(N'ct_nothing')")).isEqualTo("NULL");
        assertThat(sql.value("SELECT CERTENCODED(0)")).isEqualTo("NULL");
        assertThat(sql.value("SELECT CAST(CERTPROPERTY(CERT_ID(N'ct_own'), 'Subject') AS nvarchar(100))"))
                .isEqualTo("ct own");
        assertThat(sql.value("SELECT CAST(CERTPROPERTY(CERT_ID(N'ct_own'), 'Nothing') AS nvarchar(100))"))
                .isEqualTo("NULL");
        String expiry = sql.value(
                "SELECT CONVERT(varchar(19), CAST(CERTPROPERTY(CERT_ID(N'ct_own'), 'Expiry_Date') AS datetime), 126)");
        assertThat(LocalDateTime.parse(expiry)).isAfter(LocalDateTime.now().plusDays(300));
        assertThat(sql.value("SELECT CERTENCODED(CERT_ID(N'ct_own'))")).startsWith("30");
        assertThat(sql.value("SELECT SQL_VARIANT_PROPERTY(CERTPROPERTY(CERT_ID(N'ct_own'), 'Start_Date'), 'BaseType')"))
                .isEqualTo("datetime");
    }

    @Test
    void itIsSeenByThumbprintInEveryQueryOfThePair() throws Exception {
        ownCertificate();
        String thumbprint = column("thumbprint", "ct_own");

        assertThat(sql.rows("SELECT name FROM master.sys.certificates WHERE thumbprint = 0x" + thumbprint))
                .containsExactly(List.of("ct_own"));
    }
}
