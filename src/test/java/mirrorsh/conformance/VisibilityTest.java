package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalog rows that a login may not see are not there (catalog.md §0), and what rights the answering functions tell. */
@Conformance
class VisibilityTest extends ConformanceTest {
    private Client plain;

    @BeforeEach
    void objects() throws Exception {
        endpoint("STOPPED");
        sql.run("CREATE LOGIN ct_peer WITH PASSWORD = '" + PASSWORD + "'; CREATE USER ct_peer FOR LOGIN ct_peer;"
                + " GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_peer");
        plain = plain();
    }

    @org.junit.jupiter.api.AfterEach
    void leave() throws Exception {
        plain.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sys.certificates WHERE name = N'ct_own'",
                "sys.endpoints WHERE name = N'ct_endpoint'",
                "sys.tcp_endpoints WHERE name = N'ct_endpoint'",
                "sys.database_mirroring_endpoints",
                "sys.server_principals WHERE name = N'ct_peer'",
                "sys.sql_logins WHERE name = N'ct_peer'",
                "sys.database_principals WHERE name = N'ct_peer'",
                "sys.server_permissions WHERE class = 105 AND major_id >= 65536",
                "sys.symmetric_keys WHERE symmetric_key_id = 101",
                "sys.key_encryptions",
            })
    void aPlainLoginDoesNotSee(String rows) throws Exception {
        assertThat(sql.rows("SELECT 1 FROM " + rows)).isNotEmpty();
        assertThat(plain.rows("SELECT 1 FROM " + rows)).isEmpty();
    }

    @Test
    void itSeesItselfSaAndTheRoles() throws Exception {
        assertThat(plain.rows("SELECT name FROM sys.server_principals WHERE name = N'ct_plain' OR sid = 0x01"
                        + " OR name = N'sysadmin'"))
                .hasSize(3);
        assertThat(plain.rows("SELECT RTRIM(type) FROM sys.server_permissions WHERE grantee_principal_id ="
                        + " SUSER_ID(N'ct_plain')"))
                .containsExactly(List.of("COSQ"));
    }

    @Test
    void viewAnyDefinitionShowsThem() throws Exception {
        sql.run("GRANT VIEW ANY DEFINITION TO ct_plain");

        assertThat(plain.rows("SELECT 1 FROM sys.endpoints WHERE name = N'ct_endpoint'"))
                .hasSize(1);
        assertThat(plain.rows("SELECT 1 FROM sys.server_principals WHERE name = N'ct_peer'"))
                .hasSize(1);
        assertThat(plain.rows("SELECT 1 FROM sys.certificates WHERE name = N'ct_own'"))
                .hasSize(1);
    }

    @Test
    void anyPermissionOnTheEndpointShowsIt() throws Exception {
        sql.run("GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_plain");

        assertThat(plain.rows("SELECT name FROM sys.database_mirroring_endpoints"))
                .containsExactly(List.of("ct_endpoint"));
    }

    @Test
    void functionsAreNullForWhatIsHidden() throws Exception {
        assertThat(plain.value("SELECT CERT_ID(N'ct_own')")).isEqualTo("NULL");
        assertThat(sql.value("SELECT CERT_ID(N'ct_own')")).isNotEqualTo("NULL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sys.dm_db_mirroring_connections",
                "sys.dm_tcp_listener_states",
                "sys.dm_exec_connections",
                "sys.dm_os_performance_counters"
            })
    void dynamicViewsWantViewServerState(String view) {
        assertThat(plain.errors("SELECT * FROM " + view).get(0)).isEqualTo(300);
    }

    @Test
    void thePasswordHashIsHidden() throws Exception {
        assertThat(plain.value("SELECT password_hash FROM sys.sql_logins WHERE name = N'ct_plain'"))
                .isEqualTo("NULL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NULL, 'SERVER', 'ALTER ANY ENDPOINT'                   | 1 | 0",
                "NULL, 'SERVER', 'VIEW SERVER STATE'                    | 1 | 0",
                "NULL, 'SERVER', 'CONNECT SQL'                          | 1 | 1",
                "'ct_endpoint', 'ENDPOINT', 'CONNECT'                   | 1 | 0",
                "'ct_own', 'CERTIFICATE', 'CONTROL'                     | 1 | 0",
                "'master', 'DATABASE', 'CREATE CERTIFICATE'             | 1 | 0",
            })
    void hasPermsByNameTells(String arguments, String administrator, String nobody) throws Exception {
        String query = "SELECT ISNULL(HAS_PERMS_BY_NAME(" + arguments + "), 0)";

        assertThat(sql.value(query)).isEqualTo(administrator);
        assertThat(plain.value(query)).isEqualTo(nobody);
    }

    @Test
    void isSrvrolememberTellsOfOthers() throws Exception {
        assertThat(sql.value("SELECT IS_SRVROLEMEMBER('sysadmin', 'ct_plain')")).isEqualTo("0");
        sql.run("ALTER SERVER ROLE securityadmin ADD MEMBER ct_plain");
        assertThat(plain.value("SELECT IS_SRVROLEMEMBER('securityadmin')")).isEqualTo("1");
        assertThat(
                        plain.rows(
                                "SELECT r.name FROM sys.server_role_members AS m JOIN sys.server_principals AS r"
                                        + " ON r.principal_id = m.role_principal_id WHERE m.member_principal_id = SUSER_ID(N'ct_plain')"))
                .containsExactly(List.of("securityadmin"));
    }
}
