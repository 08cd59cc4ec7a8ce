package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The database mirroring endpoint (tsql.md §4, catalog.md §2.2, §3). */
@Conformance
class EndpointsTest extends ConformanceTest {
    @BeforeEach
    void certificate() throws Exception {
        assumeNoEndpoint();
        ownCertificate();
    }

    private static String create(String head, String tcp, String payload) {
        return "CREATE ENDPOINT ct_endpoint " + head + " AS TCP (" + tcp + ") FOR DATABASE_MIRRORING (" + payload + ")";
    }

    private List<String> row() throws Exception {
        return sql.rows("SELECT state_desc, role_desc, is_encryption_enabled, connection_auth_desc,"
                        + " encryption_algorithm_desc FROM sys.database_mirroring_endpoints")
                .get(0);
    }

    @Test
    void defaultsAreStoppedWindowsRequiredAes() throws Exception {
        sql.run(create("", "LISTENER_PORT = 7999", "ROLE = ALL"));

        assertThat(row()).containsExactly("STOPPED", "ALL", "1", "NEGOTIATE", "AES");
        assertThat(sql.rows("SELECT port, is_dynamic_port, ip_address, protocol_desc, type_desc FROM sys.tcp_endpoints"
                        + " WHERE name = N'ct_endpoint'"))
                .containsExactly(List.of("7999", "0", "NULL", "TCP", "DATABASE_MIRRORING"));
        assertThat(Integer.parseInt(sql.value("SELECT endpoint_id FROM sys.endpoints WHERE name = N'ct_endpoint'")))
                .isGreaterThanOrEqualTo(65536);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WINDOWS                          | NEGOTIATE",
                "WINDOWS NTLM                     | NTLM",
                "WINDOWS KERBEROS                 | KERBEROS",
                "CERTIFICATE ct_own               | CERTIFICATE",
                "WINDOWS CERTIFICATE ct_own       | NEGOTIATE, CERTIFICATE",
                "WINDOWS NTLM CERTIFICATE ct_own  | NTLM, CERTIFICATE",
                "WINDOWS KERBEROS CERTIFICATE ct_own | KERBEROS, CERTIFICATE",
                "CERTIFICATE ct_own WINDOWS       | CERTIFICATE, NEGOTIATE",
                "CERTIFICATE ct_own WINDOWS NTLM  | CERTIFICATE, NTLM",
                "CERTIFICATE ct_own WINDOWS KERBEROS | CERTIFICATE, KERBEROS",
            })
    void authenticates(String clause, String description) throws Exception {
        sql.run(create("", "LISTENER_PORT = 7999", "AUTHENTICATION = " + clause + ", ROLE = PARTNER"));

        assertThat(row().get(3)).isEqualTo(description);
        assertThat(sql.value("SELECT CASE WHEN certificate_id = ISNULL(CERT_ID(N'ct_own'), 0) THEN 'own'"
                        + " WHEN certificate_id = 0 THEN 'none' END FROM sys.database_mirroring_endpoints"))
                .isEqualTo(clause.contains("CERTIFICATE") ? "own" : "none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DISABLED                    | 0 | NONE",
                "REQUIRED                    | 1 | AES",
                "REQUIRED ALGORITHM AES      | 1 | AES",
                "REQUIRED ALGORITHM RC4      | 1 | RC4",
                "REQUIRED ALGORITHM AES RC4  | 1 | AES, RC4",
                "REQUIRED ALGORITHM RC4 AES  | 1 | RC4, AES",
                "SUPPORTED ALGORITHM AES     | 1 | NONE, AES",
                "SUPPORTED ALGORITHM RC4     | 1 | NONE, RC4",
                "SUPPORTED ALGORITHM AES RC4 | 1 | NONE, AES, RC4",
                "SUPPORTED ALGORITHM RC4 AES | 1 | NONE, RC4, AES",
            })
    void encrypts(String clause, String enabled, String description) throws Exception {
        sql.run(create("", "LISTENER_PORT = 7999", "ENCRYPTION = " + clause + ", ROLE = WITNESS"));

        assertThat(row().subList(2, 5)).containsExactly(enabled, "NEGOTIATE", description);
    }

    @ParameterizedTest(name = "{0} ({1}) ({2}) gives {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | LISTENER_PORT = 7999 | AUTHENTICATION = WINDOWS | 102",
                "`` | LISTENER_PORT = 7999 | ROLE = NOBODY | 102",
                "`` | LISTENER_PORT = 7999 | ROLE = ALL, ROLE = ALL | 102",
                "`` | LISTENER_IP = ALL | ROLE = ALL | 102",
                "`` | LISTENER_PORT = 7999 | ENCRYPTION = DISABLED ALGORITHM AES, ROLE = ALL | 102",
                "`` | LISTENER_PORT = 7999 | AUTHENTICATION = CERTIFICATE ct_nothing, ROLE = ALL | 15151",
                "AUTHORIZATION ct_nobody | LISTENER_PORT = 7999 | ROLE = ALL | 15151",
            })
    void createRefuses(String head, String tcp, String payload, int number) {
        assertThat(sql.errors(create(head, tcp, payload)).get(0)).isEqualTo(number);
    }

    @Test
    void unconfirmedAPortOutside1024To32767IsRefused() {
        assertThat(sql.errors(create("", "LISTENER_PORT = 80", "ROLE = ALL"))).isNotEmpty();
        assertThat(sql.errors(create("", "LISTENER_PORT = 40000", "ROLE = ALL")))
                .isNotEmpty();
    }

    @Test
    void thereIsOnePerInstance() throws Exception {
        sql.run(create("", "LISTENER_PORT = 7999", "ROLE = ALL"));

        assertThat(sql.errors(
                        "CREATE ENDPOINT ct_other AS TCP (LISTENER_PORT = 7998) FOR DATABASE_MIRRORING (ROLE = ALL)"))
                .containsExactly(7862);
    }

    @Test
    void unconfirmedTheSameNameAgainIs7862Or15530() throws Exception {
        sql.run(create("", "LISTENER_PORT = 7999", "ROLE = ALL"));

        assertThat(sql.errors(create("", "LISTENER_PORT = 7999", "ROLE = ALL")).get(0))
                .isIn(7862, 15530);
    }

    @Test
    void theCertificateNeedsAKeyUnderTheMasterKey() throws Exception {
        sql.run("CREATE CERTIFICATE ct_pw ENCRYPTION BY PASSWORD = N'" + PASSWORD + "' WITH SUBJECT = 'pw'");

        assertThat(sql.errors(create("", "LISTENER_PORT = 7999", "AUTHENTICATION = CERTIFICATE ct_pw, ROLE = ALL")))
                .containsExactly(28055);
    }

    @Test
    void theCertificateMustBeValidNow() throws Exception {
        sql.errors(
                "CREATE CERTIFICATE ct_late WITH SUBJECT = 'late', START_DATE = '20970101', EXPIRY_DATE = '20980101'");

        assertThat(sql.errors(create("", "LISTENER_PORT = 7999", "AUTHENTICATION = CERTIFICATE ct_late, ROLE = ALL")))
                .containsExactly(28055);
    }

    @Test
    void startedItListens() throws Exception {
        sql.run(create("STATE = STARTED", "LISTENER_PORT = 7999, LISTENER_IP = ALL", "ROLE = ALL"));

        assertThat(sql.rows("SELECT DISTINCT type_desc, state_desc FROM sys.dm_tcp_listener_states WHERE port = 7999"))
                .containsExactly(List.of("DATABASE_MIRRORING", "ONLINE"));
        sql.run("ALTER ENDPOINT ct_endpoint STATE = STOPPED");
        assertThat(row().get(0)).isEqualTo("STOPPED");
        assertThat(sql.rows("SELECT 1 FROM sys.dm_tcp_listener_states WHERE port = 7999"))
                .isEmpty();
    }

    @Test
    void alterChangesWhatItNamesOnly() throws Exception {
        sql.run(create(
                "STATE = STARTED",
                "LISTENER_PORT = 7999",
                "AUTHENTICATION = CERTIFICATE ct_own, ENCRYPTION = REQUIRED ALGORITHM RC4, ROLE = PARTNER"));

        sql.run("ALTER ENDPOINT ct_endpoint FOR DATABASE_MIRRORING (ENCRYPTION = SUPPORTED ALGORITHM AES, ROLE = ALL)");

        assertThat(row()).containsExactly("STARTED", "ALL", "1", "CERTIFICATE", "NONE, AES");
        sql.run("ALTER ENDPOINT ct_endpoint AS TCP (LISTENER_PORT = 7997)");
        assertThat(sql.value("SELECT port FROM sys.tcp_endpoints WHERE name = N'ct_endpoint'"))
                .isEqualTo("7997");
        assertThat(row().get(1)).isEqualTo("ALL");
    }

    @Test
    void alterRefuses() throws Exception {
        assertThat(sql.errors("ALTER ENDPOINT ct_endpoint STATE = STARTED").get(0))
                .isEqualTo(15151);
        sql.run(create("", "LISTENER_PORT = 7999", "ROLE = ALL"));
        assertThat(sql.errors("ALTER ENDPOINT ct_endpoint").get(0)).isIn(7863, 102);
    }

    @Test
    void dropTakesItsPermissionsWithIt() throws Exception {
        sql.run(create("", "LISTENER_PORT = 7999", "ROLE = ALL"));
        sql.run("CREATE LOGIN ct_peer WITH PASSWORD = '" + PASSWORD + "';"
                + " GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_peer");

        sql.run("DROP ENDPOINT ct_endpoint");

        assertThat(sql.rows("SELECT 1 FROM sys.server_permissions WHERE class = 105 AND major_id >= 65536"))
                .isEmpty();
        assertThat(sql.errors("DROP ENDPOINT ct_endpoint")).containsExactly(15151);
    }

    @Test
    void systemEndpointsStay() {
        assertThat(sql.errors("DROP ENDPOINT [TSQL Default TCP]")).isNotEmpty();
    }

    @Test
    void aListenersAddressIsShown() throws Exception {
        sql.run(create("", "LISTENER_PORT = 7999, LISTENER_IP = (127.0.0.1)", "ROLE = ALL"));

        assertThat(sql.value("SELECT ip_address FROM sys.tcp_endpoints WHERE name = N'ct_endpoint'"))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void theOwnerIsTheCallerOrNamed() throws Exception {
        sql.run("CREATE LOGIN ct_keeper WITH PASSWORD = '" + PASSWORD + "'");

        sql.run(create("AUTHORIZATION ct_keeper", "LISTENER_PORT = 7999", "ROLE = ALL"));

        assertThat(sql.value("SELECT SUSER_NAME(principal_id) FROM sys.endpoints WHERE name = N'ct_endpoint'"))
                .isEqualTo("ct_keeper");
        assertThat(sql.errors("DROP LOGIN ct_keeper").get(0)).isIn(15141, 15173, 15174, 15175);
        sql.run("ALTER AUTHORIZATION ON ENDPOINT::ct_endpoint TO sa; DROP LOGIN ct_keeper");
    }
}
