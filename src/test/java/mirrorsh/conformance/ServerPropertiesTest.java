package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server says of itself (catalog.md §10). */
@Conformance
class ServerPropertiesTest extends ConformanceTest {
    @ParameterizedTest
    @CsvSource({
        "ServerName, nvarchar",
        "MachineName, nvarchar",
        "ComputerNamePhysicalNetBIOS, nvarchar",
        "Edition, nvarchar",
        "EditionID, bigint",
        "EngineEdition, int",
        "ProductVersion, nvarchar",
        "ProductLevel, nvarchar",
        "ProductMajorVersion, nvarchar",
        "ProductBuild, nvarchar",
        "Collation, nvarchar",
        "IsHadrEnabled, int",
        "IsClustered, int",
        "IsSingleUser, int",
        "IsIntegratedSecurityOnly, int",
        "IsLocalDB, int",
        "IsFullTextInstalled, int",
        "ProcessID, int",
        "InstanceDefaultDataPath, nvarchar",
        "InstanceDefaultLogPath, nvarchar",
        "InstanceDefaultBackupPath, nvarchar",
        "PathSeparator, nvarchar",
    })
    void propertyHasItsType(String property, String type) throws Exception {
        assertThat(sql.value("SELECT SQL_VARIANT_PROPERTY(SERVERPROPERTY('" + property + "'), 'BaseType')"))
                .isEqualTo(type);
    }

    @Test
    void editionsHaveTheirNumbers() throws Exception {
        List<String> row = sql.rows("SELECT CAST(SERVERPROPERTY('EditionID') AS bigint),"
                        + " CAST(SERVERPROPERTY('EngineEdition') AS int),"
                        + " CAST(SERVERPROPERTY('Edition') AS nvarchar(128))")
                .get(0);

        if (row.get(2).startsWith("Developer")) {
            assertThat(row.subList(0, 2)).containsExactly("-2117995310", "3");
        } else {
            assertThat(row.get(1)).isIn("2", "3", "4");
        }
    }

    @Test
    void namesAgree() throws Exception {
        assertThat(sql.value("SELECT CASE WHEN @@SERVERNAME = CAST(SERVERPROPERTY('ServerName') AS nvarchar(128))"
                        + " THEN 'same' ELSE 'other' END"))
                .isEqualTo("same");
        assertThat(sql.value("SELECT @@VERSION")).startsWith("Microsoft SQL Server 20");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CAST(DATABASEPROPERTYEX('ct_db', 'Status') AS nvarchar(60))        | ONLINE",
                "CAST(DATABASEPROPERTYEX('ct_db', 'Recovery') AS nvarchar(60))      | FULL",
                "CAST(DATABASEPROPERTYEX('ct_db', 'Updateability') AS nvarchar(60)) | READ_WRITE",
                "CAST(DATABASEPROPERTYEX('ct_db', 'IsInStandBy') AS int)            | 0",
                "DATABASEPROPERTYEX('ct_nothing', 'Status')                         | NULL",
                "DB_NAME(DB_ID('ct_db'))                                            | ct_db",
                "DB_ID('ct_nothing')                                                | NULL",
                "SUSER_ID('ct_nobody')                                              | NULL",
                "SUSER_ID('sa')                                                     | 1",
                "USER_ID('dbo')                                                     | 1",
                "IS_MEMBER('db_owner')                                              | 1",
                "HAS_PERMS_BY_NAME(NULL, NULL, 'CONTROL SERVER')                    | 1",
            })
    void functionsKnowNames(String expression, String value) throws Exception {
        database();

        assertThat(sql.value("SELECT " + expression)).isEqualTo(value);
    }

    @Test
    void utcIsNearTheClientsClock() throws Exception {
        String now = sql.value("SELECT CONVERT(varchar(19), SYSUTCDATETIME(), 126)");

        assertThat(java.time.LocalDateTime.parse(now))
                .isCloseTo(
                        java.time.LocalDateTime.now(java.time.ZoneOffset.UTC),
                        new org.assertj.core.data.TemporalUnitWithinOffset(5, java.time.temporal.ChronoUnit.MINUTES));
    }
}
