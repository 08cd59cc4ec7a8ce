package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mirrorsh.lab.instance.security.KeySource;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every row of the version table (tsql.md §12), by the real driver; the method is named after the row. */
class VersionTest {
    private static final String KEY = "CREATE MASTER KEY ENCRYPTION BY PASSWORD = '1_Strong_Password!';";
    private static final String CERTIFICATE = KEY + "CREATE CERTIFICATE c WITH SUBJECT = 's';";
    private static final String ENDPOINT = CERTIFICATE + """
            CREATE ENDPOINT e STATE = STARTED AS TCP (LISTENER_PORT = 7024)
                FOR DATABASE_MIRRORING (AUTHENTICATION = CERTIFICATE c, ROLE = ALL);""";

    @RegisterExtension
    static final SharedLab lab = new SharedLab(settings -> settings.withKeys(oneOfEachLength())
            .withHosts(Arrays.stream(Version.values())
                    .map(version -> LabSettings.Host.named("V" + version.year()).running(version, Edition.DEVELOPER))
                    .toList()));

    private static KeySource oneOfEachLength() {
        KeySource made = KeySource.generating(new SecureRandom());
        Map<Integer, KeyPair> keys = new ConcurrentHashMap<>();
        return bits -> keys.computeIfAbsent(bits, made::rsa);
    }

    @ParameterizedTest
    @CsvSource({"2012, 11", "2014, 12", "2016, 13", "2017, 14", "2019, 15", "2022, 16"})
    void internalMajorVersion(String year, String major) throws Exception {
        String host = "V" + year;

        assertThat(lab.value(host, "SELECT SERVERPROPERTY('ProductMajorVersion')"))
                .isEqualTo(major);
        assertThat(lab.value(host, "SELECT SERVERPROPERTY('ProductVersion')")).startsWith(major + ".");
        assertThat(lab.value(host, "SELECT @@VERSION"))
                .contains("SQL Server " + year)
                .contains(" " + major + ".");
        assertThat(lab.connection(host).getMetaData().getDatabaseMajorVersion()).isEqualTo(Integer.parseInt(major));
        assertThat(lab.value(host, "SELECT compatibility_level FROM sys.databases WHERE name = 'master'"))
                .isEqualTo(major + "0");
    }

    @ParameterizedTest
    @CsvSource({
        "2012, 1024, SHA1",
        "2014, 1024, SHA1",
        "2016, 2048, SHA1",
        "2017, 2048, SHA256",
        "2019, 2048, SHA256",
        "2022, 3072, SHA256"
    })
    void selfSignedKeyLengthAndSignatureHash(String year, int bits, String hash) throws Exception {
        lab.fresh("V" + year, CERTIFICATE);

        X509Certificate certificate = certificate("V" + year);

        assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength())
                .isEqualTo(bits);
        assertThat(certificate.getSigAlgName()).isEqualTo(hash + "withRSA");
    }

    private static X509Certificate certificate(String host) throws Exception {
        try (Statement statement = lab.connection(host).createStatement();
                ResultSet row = statement.executeQuery("SELECT CERTENCODED(CERT_ID('c'))")) {
            row.next();
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(row.getBytes(1)));
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void masterKeyAlgorithmIsAes256(Version version) throws Exception {
        lab.fresh("V" + version.year(), KEY);

        assertThat(lab.value("V" + version.year(), """
                        SELECT MIN(algorithm_desc) FROM sys.symmetric_keys""")).isEqualTo("AES_256");
    }

    @ParameterizedTest
    @CsvSource({"2012, RC4", "2014, RC4", "2016, AES", "2017, AES", "2019, AES", "2022, AES"})
    void endpointDefaultAlgorithm(String year, String algorithm) throws Exception {
        lab.fresh("V" + year, ENDPOINT);

        assertThat(lab.value("V" + year, "SELECT encryption_algorithm_desc FROM sys.database_mirroring_endpoints"))
                .isEqualTo(algorithm);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void certificateFromBinaryAndCertEncodedAreThere(Version version) throws Exception {
        String host = "V" + version.year();
        lab.fresh(host, CERTIFICATE);
        String der = lab.value(host, "SELECT CONVERT(varchar(max), CERTENCODED(CERT_ID('c')), 1)");

        lab.run(host, "DROP CERTIFICATE c; CREATE CERTIFICATE again FROM BINARY = " + der);

        assertThat(lab.value(host, "SELECT pvt_key_encryption_type FROM sys.certificates WHERE name = 'again'"))
                .isEqualTo("NA");
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void certificateFormatPfxFrom2022(Version version) throws Exception {
        String host = "V" + version.year();
        lab.fresh(host, CERTIFICATE);
        String backup = """
                BACKUP CERTIFICATE c TO FILE = 'C:\\c.pfx'
                WITH FORMAT = 'PFX', PRIVATE KEY (ENCRYPTION BY PASSWORD = '1_Strong_Password!')""";

        assertThat(lab.errorOf(host, backup)).isEqualTo(version == Version.SQL_2022 ? 0 : 102);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void certificateDatesAreAnyDatetimeTextInUtc(Version version) throws Exception {
        String host = "V" + version.year();
        lab.fresh(host, KEY + """
                CREATE CERTIFICATE c WITH SUBJECT = 's', START_DATE = '20200102', EXPIRY_DATE = '2040-01-02T03:04:05';""");

        assertThat(lab.value(host, """
                        SELECT CONVERT(varchar(19), start_date, 126) + ' ' + CONVERT(varchar(19), expiry_date, 126)
                        FROM sys.certificates WHERE name = 'c'""")).isEqualTo("2020-01-02T00:00:00 2040-01-02T03:04:05");
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void loginPasswordHashIsSha512From2012(Version version) throws Exception {
        assertThat(lab.value(
                        "V" + version.year(),
                        "SELECT CONVERT(varchar(6), password_hash, 1) + ' ' + CAST(DATALENGTH(password_hash) AS varchar)"
                                + " FROM sys.sql_logins WHERE name = 'sa'"))
                .isEqualTo("0x0200 70");
    }

    @ParameterizedTest
    @CsvSource({"2012, 156", "2014, 156", "2016, 0", "2017, 0", "2019, 0", "2022, 0"})
    void dropIfExistsFrom2016(String year, int error) {
        assertThat(lab.errorOf("V" + year, "DROP USER IF EXISTS nobody")).isEqualTo(error);
        assertThat(lab.errorOf("V" + year, "DROP DATABASE IF EXISTS nothing")).isEqualTo(error);
        assertThat(lab.errorOf("V" + year, "DROP TABLE IF EXISTS nothing")).isEqualTo(error);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void instanceDefaultDataPathAndLogPath(Version version) throws Exception {
        String host = "V" + version.year();

        assertThat(lab.value(host, "SELECT SERVERPROPERTY('InstanceDefaultDataPath')"))
                .startsWith("C:\\");
        assertThat(lab.value(host, "SELECT SERVERPROPERTY('InstanceDefaultLogPath')"))
                .startsWith("C:\\");
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void instanceDefaultBackupPathFrom2019(Version version) throws Exception {
        String path = lab.value("V" + version.year(), "SELECT SERVERPROPERTY('InstanceDefaultBackupPath')");

        assertThat(path.startsWith("C:\\")).isEqualTo(version.atLeast(Version.SQL_2019));
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT STRING_AGG(name; '') FROM sys.databases, 195, 2017",
        "SELECT TRIM(' a '), 195, 2017",
        "SELECT CONCAT_WS('-'; 1; 2), 195, 2017",
        "SELECT value FROM STRING_SPLIT('a b'; ' '), 208, 2016",
        "SELECT DATEDIFF_BIG(second; '2020'; '2021'), 195, 2016"
    })
    void functionsAreUnknownToReleasesBeforeTheirs(String query, int error, int since) {
        String text = query.replace(';', ',');
        for (Version version : Version.values()) {
            boolean known = Integer.parseInt(version.year()) >= since;

            assertThat(lab.errorOf("V" + version.year(), text))
                    .as(version + " " + text)
                    .isEqualTo(known ? 0 : error);
        }
    }

    @Test
    void aNewerBackupCannotBeRestored() throws Exception {
        lab.run("V2019", "CREATE DATABASE Newer; BACKUP DATABASE Newer TO DISK = 'C:\\newer.bak'");
        lab.lab().copy("V2019", "C:\\newer.bak", "V2017", "C:\\newer.bak");
        lab.lab().copy("V2019", "C:\\newer.bak", "V2022", "C:\\newer.bak");

        assertThat(lab.errorOf("V2017", "RESTORE DATABASE Newer FROM DISK = 'C:\\newer.bak' WITH NORECOVERY"))
                .isEqualTo(3169);
        assertThat(lab.errorOf(
                        "V2022",
                        "RESTORE DATABASE Newer FROM DISK = 'C:\\newer.bak' WITH NORECOVERY, "
                                + "MOVE 'Newer' TO 'C:\\newer.mdf', MOVE 'Newer_log' TO 'C:\\newer.ldf'"))
                .isZero();
    }

    @Test
    void viewColumnsComeWithTheirVersion() {
        assertThat(lab.errorOf("V2017", "SELECT is_accelerated_database_recovery_on FROM sys.databases"))
                .isEqualTo(207);
        assertThat(lab.errorOf("V2019", "SELECT is_accelerated_database_recovery_on FROM sys.databases"))
                .isZero();
        assertThat(lab.errorOf("V2019", "SELECT last_valid_restore_time FROM msdb.dbo.backupset"))
                .isEqualTo(207);
        assertThat(lab.errorOf("V2022", "SELECT last_valid_restore_time FROM msdb.dbo.backupset"))
                .isZero();
        assertThat(lab.errorOf("V2012", "SELECT encryptor_type FROM msdb.dbo.backupset"))
                .isEqualTo(207);
        assertThat(lab.errorOf("V2014", "SELECT encryptor_type FROM msdb.dbo.backupset"))
                .isZero();
        assertThat(lab.errorOf("V2012", "SELECT containment FROM sys.databases"))
                .isZero();
        assertThat(lab.errorOf("V2012", "SELECT 1 FROM sys.dm_tcp_listener_states"))
                .isZero();
    }
}
