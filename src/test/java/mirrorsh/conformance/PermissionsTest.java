package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CONNECT on the endpoint, and what rights each statement needs (tsql.md §6, catalog.md §5.4; procedure.md IN-4). */
@Conformance
class PermissionsTest extends ConformanceTest {
    private static final String ROWS = "SELECT RTRIM(p.type), p.permission_name, p.state, p.state_desc, p.class,"
            + " p.class_desc FROM sys.server_permissions AS p JOIN sys.endpoints AS e ON e.endpoint_id = p.major_id"
            + " WHERE p.class = 105 AND e.name = N'ct_endpoint' ORDER BY p.type";

    @BeforeEach
    void endpointAndLogin() throws Exception {
        endpoint("STOPPED");
        sql.run("CREATE LOGIN ct_peer WITH PASSWORD = '" + PASSWORD + "'");
    }

    @Test
    void aNewEndpointHasNoPermissionRows() throws Exception {
        assertThat(sql.rows(ROWS)).isEmpty();
    }

    @Test
    void connectIsOneRowOfClass105() throws Exception {
        sql.run("GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_peer; GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_peer");

        assertThat(sql.rows(ROWS)).containsExactly(List.of("CO", "CONNECT", "G", "GRANT", "105", "ENDPOINT"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER           | AL",
                "CONNECT         | CO",
                "CONTROL         | CL",
                "TAKE OWNERSHIP  | TO",
                "VIEW DEFINITION | VW",
            })
    void eachPermissionHasItsCode(String permission, String code) throws Exception {
        sql.run("GRANT " + permission + " ON ENDPOINT::ct_endpoint TO ct_peer");

        assertThat(sql.rows(ROWS)).containsExactly(List.of(code, permission, "G", "GRANT", "105", "ENDPOINT"));
    }

    @Test
    void denyReplacesTheGrant() throws Exception {
        sql.run("GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_peer; DENY CONNECT ON ENDPOINT::ct_endpoint TO ct_peer");

        assertThat(sql.rows(ROWS)).containsExactly(List.of("CO", "CONNECT", "D", "DENY", "105", "ENDPOINT"));
    }

    @Test
    void withGrantOptionShows() throws Exception {
        sql.run("GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_peer WITH GRANT OPTION");

        assertThat(sql.rows(ROWS).get(0)).contains("W", "GRANT_WITH_GRANT_OPTION");
    }

    @Test
    void revokeTakesTheRowAwayAndMayBeRepeated() throws Exception {
        sql.run("GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_peer");

        sql.run("REVOKE CONNECT ON ENDPOINT::ct_endpoint FROM ct_peer;"
                + " REVOKE CONNECT ON ENDPOINT::ct_endpoint TO ct_peer");

        assertThat(sql.rows(ROWS)).isEmpty();
    }

    @Test
    void publicMayBeGranted() throws Exception {
        sql.run("GRANT CONNECT ON ENDPOINT::ct_endpoint TO public");

        assertThat(sql.rows(ROWS)).hasSize(1);
    }

    @Test
    void anUnknownLoginOrEndpointIs15151() {
        assertThat(sql.errors("GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_nobody"))
                .containsExactly(15151);
        assertThat(sql.errors("GRANT CONNECT ON ENDPOINT::ct_nothing TO ct_peer"))
                .containsExactly(15151);
    }

    @Test
    void aUserOfMasterIsNoGrantee() throws Exception {
        sql.run("CREATE USER ct_user FOR LOGIN ct_peer");

        assertThat(sql.errors("GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_user"))
                .containsExactly(15151);
    }

    @Test
    void unconfirmedOutsideMasterItIs4621() throws Exception {
        assertThat(sql.errors("USE tempdb; GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_peer"))
                .containsExactly(4621);
        sql.run("USE master");
    }

    @Test
    void unconfirmedSaIsNoGranteeWith4613Or4604() {
        assertThat(sql.errors("GRANT CONNECT ON ENDPOINT::ct_endpoint TO sa").get(0))
                .isIn(4613, 4604, 15151);
    }

    @Test
    void aNewOwnerDropsTheEndpointsGrants() throws Exception {
        sql.run("GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_peer; CREATE LOGIN ct_keeper WITH PASSWORD = '" + PASSWORD
                + "'");

        sql.run("ALTER AUTHORIZATION ON ENDPOINT::ct_endpoint TO ct_keeper");

        assertThat(sql.rows(ROWS)).isEmpty();
        sql.run("ALTER AUTHORIZATION ON ENDPOINT::ct_endpoint TO sa");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = '" + PASSWORD + "'",
                "CREATE CERTIFICATE ct_c WITH SUBJECT = 'c'",
                "CREATE CERTIFICATE ct_c FROM FILE = 'ct_nothing.cer'",
                "DROP CERTIFICATE ct_own",
                "BACKUP CERTIFICATE ct_own TO FILE = 'ct_nothing.cer'",
                "CREATE ENDPOINT ct_e AS TCP (LISTENER_PORT = 7998) FOR DATABASE_MIRRORING (ROLE = ALL)",
                "ALTER ENDPOINT ct_endpoint STATE = STARTED",
                "DROP ENDPOINT ct_endpoint",
                "GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_peer",
                "ALTER AUTHORIZATION ON ENDPOINT::ct_endpoint TO ct_peer",
                "CREATE LOGIN ct_x WITH PASSWORD = '" + PASSWORD + "'",
                "CREATE USER ct_x FOR LOGIN ct_peer",
                "ALTER SERVICE MASTER KEY REGENERATE",
                "CREATE DATABASE ct_db",
                "BACKUP DATABASE msdb TO DISK = 'ct_nothing.bak'",
                "RESTORE DATABASE ct_db FROM DISK = 'ct_nothing.bak'",
                "ALTER DATABASE msdb SET RECOVERY FULL",
                "EXEC msdb.dbo.sp_dbmmonitoraddmonitoring",
            })
    void aLoginWithoutRightsMayNot(String statement) throws Exception {
        try (Client plain = plain()) {
            assertThat(plain.errors(statement)).isNotEmpty();
        }
        assertThat(sql.rows("SELECT name FROM sys.databases WHERE name = N'ct_db'"))
                .isEmpty();
        assertThat(sql.rows("SELECT state_desc FROM sys.endpoints WHERE name = N'ct_endpoint'"))
                .containsExactly(List.of("STOPPED"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONTROL ON ENDPOINT::ct_endpoint     | GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_peer",
                "ALTER ANY ENDPOINT                   | GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_peer",
                "ALTER ANY ENDPOINT                   | ALTER ENDPOINT ct_endpoint STATE = DISABLED",
                "ALTER ON ENDPOINT::ct_endpoint       | ALTER ENDPOINT ct_endpoint STATE = DISABLED",
                "CONTROL ON ENDPOINT::ct_endpoint     | DROP ENDPOINT ct_endpoint",
                "ALTER ANY LOGIN                      | CREATE LOGIN ct_made WITH PASSWORD = 'Made#1 password'",
                "CREATE ANY DATABASE                  | CREATE DATABASE ct_made",
                "CONTROL SERVER                       | CREATE CERTIFICATE ct_made WITH SUBJECT = 'made'",
                "VIEW SERVER STATE                    | SELECT * FROM sys.dm_db_mirroring_connections",
                "VIEW SERVER STATE                    | SELECT * FROM sys.dm_tcp_listener_states",
            })
    void theLeastServerPermissionIsEnough(String permission, String statement) throws Exception {
        try (Client plain = plain()) {
            assertThat(plain.errors(statement)).isNotEmpty();

            sql.run("GRANT " + permission + " TO ct_plain");

            assertThat(plain.errors(statement)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE CERTIFICATE | CREATE CERTIFICATE ct_made WITH SUBJECT = 'made'",
                "ALTER ANY USER     | CREATE USER ct_made FOR LOGIN ct_peer",
            })
    void theLeastPermissionInMasterIsEnough(String permission, String statement) throws Exception {
        try (Client plain = plain()) {
            sql.run("CREATE USER ct_plain FOR LOGIN ct_plain");
            assertThat(plain.errors(statement)).isNotEmpty();

            sql.run("GRANT " + permission + " TO ct_plain");

            assertThat(plain.errors(statement)).isEmpty();
        }
    }
}
