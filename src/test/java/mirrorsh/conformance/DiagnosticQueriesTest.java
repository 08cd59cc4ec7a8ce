package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mirrorsh.conformance.OrdinaryClient.Answer;
import mirrorsh.lab.MirroredTrio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a DBA's usual client sees of a mirrored trio: jTDS browses every view of catalog.md and asks every diagnostic query of the
 * references, word for word.
 */
class DiagnosticQueriesTest {
    @RegisterExtension
    static final MirroredTrio TRIO = new MirroredTrio();

    private static final String DATE = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+";
    private static final String PRINT = "[0-9A-F]{40}";
    private static final String LSN = "\\d{14,25}";
    private static final String GUID = "[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}";

    private final Map<String, OrdinaryClient> clients = new HashMap<>();
    private final List<DynamicTest> tests = new ArrayList<>();
    private DiagnosticQueries queries;

    private OrdinaryClient client(String host) throws Exception {
        if (!clients.containsKey(host)) {
            clients.put(host, new OrdinaryClient(TRIO.lab().host(host).orElseThrow()));
        }
        return clients.get(host);
    }

    @AfterEach
    void leave() throws Exception {
        for (OrdinaryClient client : clients.values()) {
            client.close();
        }
    }

    /** A query must give these columns and, in any order, a row for each of these patterns; cells are joined by bars. */
    private void expect(String name, String host, String columns, String... rows) {
        tests.add(DynamicTest.dynamicTest(name + " on " + host, () -> {
            Answer answer = client(host).ask(queries.texts().get(name));

            assertThat(String.join(", ", answer.columns())).isEqualTo(columns);
            List<String> found =
                    answer.rows().stream().map(row -> String.join(" | ", row)).toList();
            assertThat(found).hasSize(rows.length);
            for (String row : rows) {
                assertThat(found).anyMatch(text -> text.matches(row.replace(" | ", " \\| ")));
            }
        }));
    }

    private void onEach(String name, String columns, String row) {
        for (String host : List.of("HOST_A", "HOST_B", "HOST_W")) {
            expect(name, host, columns, row.replace("HOST", host));
        }
    }

    /** Two rows on each host, for its two peers. */
    private void forPeers(String name, String columns, String row, String... others) {
        for (String host : List.of("HOST_A", "HOST_B", "HOST_W")) {
            List<String> rows = new ArrayList<>(List.of(others));
            for (String peer : List.of("HOST_A", "HOST_B", "HOST_W")) {
                if (!peer.equals(host)) {
                    rows.add(row.replace("PEER", peer));
                }
            }
            expect(name, host, columns, rows.toArray(String[]::new));
        }
    }

    @TestFactory
    Stream<DynamicTest> queriesOfSecurity() throws Exception {
        queries = DiagnosticQueries.read("-");
        onEach(
                "P1 caller",
                "is_sysadmin int, v sql_variant, e sql_variant, srv sql_variant",
                "1 | 16\\.0\\.\\d+\\.\\d+ | Developer Edition \\(64-bit\\) | HOST");
        onEach(
                "P2 master key (context master)",
                "name nvarchar, algorithm_desc nvarchar, is_master_key_encrypted_by_server bit",
                "##MS_DatabaseMasterKey## | AES_256 | 1");
        onEach(
                "P3 endpoint with own certificate (context master)",
                "name nvarchar, state_desc nvarchar, role_desc nvarchar, port int, ip_address nvarchar,"
                        + " connection_auth_desc nvarchar, encryption_algorithm_desc nvarchar, cert_name nvarchar,"
                        + " thumbprint varbinary, start_date datetime, expiry_date datetime,"
                        + " pvt_key_encryption_type char",
                "Mirroring | STARTED | ALL | 7024 | null | CERTIFICATE | AES | HOST_cert | " + PRINT + " | " + DATE
                        + " | " + DATE + " | MK");
        forPeers(
                "P4 inbound trust table (context master): who may connect, and with which certificate",
                "login_name nvarchar, is_disabled int, cert_name nvarchar, thumbprint varbinary, expiry_date datetime,"
                        + " connect_state nvarchar",
                "PEER_login | 0 | PEER_cert | " + PRINT + " | " + DATE + " | GRANT");
        for (String host : List.of("HOST_A", "HOST_B", "HOST_W")) {
            expect("P9 expiring certificates that matter (30 days)", host, "name nvarchar, expiry_date datetime");
        }
        onEach("E key", "dmk int, by_smk bit", "1 | 1");
        onEach(
                "E endpoint + own certificate in one row",
                "name nvarchar, state_desc nvarchar, role_desc nvarchar, connection_auth_desc nvarchar,"
                        + " encryption_algorithm_desc nvarchar, port int, ip_address nvarchar, cert nvarchar,"
                        + " pvt_key_encryption_type_desc nvarchar, thumbprint varbinary, validity varchar",
                "Mirroring | STARTED | ALL | CERTIFICATE | AES | 7024 | null | HOST_cert | ENCRYPTED_BY_MASTER_KEY | "
                        + PRINT + " | OK");
        forPeers(
                "E owner chain of imported certificates",
                "name nvarchar, thumbprint varbinary, usr nvarchar, login nvarchar, connect_perm nvarchar",
                "PEER_cert | " + PRINT + " | PEER_user | PEER_login | GRANT",
                "##MS_\\w+## | " + PRINT + " | dbo | sa | null");
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> queriesOfTheSession() throws Exception {
        TRIO.witnessed();
        queries = DiagnosticQueries.read(TRIO.database());
        String name = "P5 database state on a host";
        String columns = "name nvarchar, state_desc nvarchar, recovery_model_desc nvarchar, is_in_standby bit,"
                + " is_trustworthy_on bit, is_encrypted bit, log_reuse_wait_desc nvarchar, mirroring_role_desc nvarchar,"
                + " mirroring_state_desc nvarchar, mirroring_safety_level_desc nvarchar, mirroring_partner_name nvarchar,"
                + " mirroring_partner_instance nvarchar, mirroring_witness_name nvarchar,"
                + " mirroring_witness_state_desc nvarchar, mirroring_guid uniqueidentifier";
        String row = TRIO.database() + " | %s | FULL | 0 | 0 | 0 | NOTHING | %s | SYNCHRONIZED | FULL |"
                + " TCP://%s:7024 | %s | TCP://HOST_W:7024 | CONNECTED | " + GUID;
        expect(name, "HOST_A", columns, row.formatted("ONLINE", "PRINCIPAL", "HOST_B", "HOST_B"));
        expect(name, "HOST_B", columns, row.formatted("RESTORING", "MIRROR", "HOST_A", "HOST_A"));
        expect(name, "HOST_W", columns);
        links();
        log();
        name = "P8 witness";
        columns = "database_name nvarchar, principal_server_name nvarchar, mirror_server_name nvarchar,"
                + " partner_sync_state_desc nvarchar, safety_level_desc nvarchar, is_suspended bit";
        expect(name, "HOST_A", columns);
        expect(name, "HOST_W", columns, TRIO.database() + " | .*HOST_A.* | .*HOST_B.* | SYNCHRONIZED | FULL | 0");
        return tests.stream();
    }

    private void links() {
        String name = "P6 links (VIEW SERVER STATE)";
        String columns = "state_desc nvarchar, login_state_desc nvarchar, is_accept bit, principal_name nvarchar,"
                + " encryption_algorithm_desc nvarchar, peer_cert nvarchar, connect_time datetime";
        String link = "LOGGED_IN | ONLINE | [01] | %1$s_login | AES | %1$s_cert | " + DATE;
        expect(name, "HOST_A", columns, link.formatted("HOST_B"), link.formatted("HOST_B"), link.formatted("HOST_W"));
        expect(name, "HOST_W", columns, link.formatted("HOST_A"), link.formatted("HOST_B"));
        name = "E live links";
        columns = "state_desc nvarchar, login_state_desc nvarchar, is_accept bit, principal_name nvarchar,"
                + " peer_certificate_id int, encryption_algorithm_desc nvarchar";
        link = "LOGGED_IN | ONLINE | [01] | %1$s_login | \\d+ | AES";
        expect(name, "HOST_B", columns, link.formatted("HOST_A"), link.formatted("HOST_A"), link.formatted("HOST_W"));
    }

    private void log() {
        expect(
                "P7 gap check on A",
                "HOST_A",
                "last_log_backup_lsn numeric, family_guid uniqueidentifier",
                LSN + " | " + GUID);
        expect("P7 gap check on B", "HOST_B", " numeric", LSN);
        String columns = "type char, first_lsn numeric, last_lsn numeric, backup_finish_date datetime";
        String row = " | " + LSN + " | " + LSN + " | " + DATE;
        expect("E backups", "HOST_A", columns, "L" + row, "D" + row);
        columns = "restore_type char, restore_date datetime, recovery bit";
        expect("E restores", "HOST_A", columns);
        expect("E restores", "HOST_B", columns, "L | " + DATE + " | 0", "D | " + DATE + " | 0");
    }

    /** The references' P7: the mirror is far enough when its redo start is not below the principal's next log backup. */
    @TestFactory
    Stream<DynamicTest> numbersCompareBetweenHosts() throws Exception {
        TRIO.witnessed();
        queries = DiagnosticQueries.read(TRIO.database());
        return Stream.of(DynamicTest.dynamicTest("the mirror is past the principal's last log backup", () -> {
            String backed = client("HOST_A")
                    .ask(queries.texts().get("P7 gap check on A"))
                    .value(0, "last_log_backup_lsn");
            String redone = client("HOST_B")
                    .ask(queries.texts().get("P7 gap check on B"))
                    .rows()
                    .get(0)
                    .get(0);

            assertThat(new java.math.BigDecimal(redone)).isGreaterThanOrEqualTo(new java.math.BigDecimal(backed));
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyViewIsBrowsedOnEveryHost() throws Exception {
        TRIO.witnessed();
        CatalogColumns catalog = CatalogColumns.read();
        for (String view : catalog.selectable()) {
            for (String host : List.of("HOST_A", "HOST_B", "HOST_W")) {
                tests.add(DynamicTest.dynamicTest(view + " on " + host, () -> {
                    Answer all = client(host).ask("SELECT * FROM " + view);
                    Answer count = client(host).ask("SELECT COUNT(*) FROM " + view);

                    assertThat(all.columns())
                            .hasSizeGreaterThanOrEqualTo(catalog.of(view, 13).size());
                    assertThat(all.rows().size() == 0)
                            .isEqualTo(count.rows().get(0).get(0).equals("0"));
                }));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> whatToolsAskAtTheirStart() {
        for (String query : List.of(
                "SELECT @@VERSION",
                "SELECT @@SERVERNAME",
                "SELECT SERVERPROPERTY('MachineName'), SERVERPROPERTY('InstanceName'), SERVERPROPERTY('EngineEdition')",
                "SELECT @@SPID, @@TRANCOUNT, ORIGINAL_LOGIN(), SUSER_SNAME(), DB_NAME(), HOST_NAME()",
                "SELECT message_id, language_id, severity, is_event_logged, text FROM sys.messages"
                        + " WHERE message_id = 1418 AND language_id = 1033",
                "EXEC master.dbo.xp_readerrorlog 0, 1, N'irroring'")) {
            tests.add(DynamicTest.dynamicTest(
                    query, () -> assertThat(client("HOST_A").ask(query).rows()).isNotEmpty()));
        }
        return tests.stream();
    }
}
