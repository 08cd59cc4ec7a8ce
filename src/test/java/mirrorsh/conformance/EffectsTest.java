package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What each effect of stages 1 to 3 changes in the catalog, and that it changes nothing else (catalog.md §11, row by row). The rows of
 * stage 4 are in {@link SessionEffectsTest}.
 */
@Conformance
class EffectsTest extends ConformanceTest {
    /** What the effects touch, with the columns that tell. */
    private static final Map<String, String> VIEWS = Map.ofEntries(
            Map.entry("keys", "SELECT name, algorithm_desc FROM master.sys.symmetric_keys"),
            Map.entry("encryptions", "SELECT key_id, RTRIM(crypt_type) FROM master.sys.key_encryptions"),
            Map.entry(
                    "by server",
                    "SELECT name, is_master_key_encrypted_by_server FROM sys.databases WHERE name = N'master'"),
            Map.entry(
                    "certificates",
                    "SELECT c.name, RTRIM(c.pvt_key_encryption_type), u.name, c.pvt_key_last_backup_date"
                            + " FROM master.sys.certificates AS c JOIN master.sys.database_principals AS u"
                            + " ON u.principal_id = c.principal_id WHERE c.name NOT LIKE N'##%'"),
            Map.entry("endpoints", "SELECT name, type, protocol, state_desc FROM sys.endpoints WHERE type = 4"),
            Map.entry("tcp", "SELECT name, port, ip_address FROM sys.tcp_endpoints WHERE type = 4"),
            Map.entry(
                    "mirroring",
                    "SELECT e.role, e.connection_auth, e.encryption_algorithm, c.name"
                            + " FROM sys.database_mirroring_endpoints AS e LEFT JOIN master.sys.certificates AS c"
                            + " ON c.certificate_id = e.certificate_id"),
            Map.entry("listeners", "SELECT port, is_ipv4 FROM sys.dm_tcp_listener_states WHERE type = 2"),
            Map.entry("logins", "SELECT name, type FROM sys.server_principals WHERE type = 'S'"),
            Map.entry("sql logins", "SELECT name FROM sys.sql_logins"),
            Map.entry(
                    "server permissions",
                    "SELECT p.class, RTRIM(p.type), p.state, l.name, e.name FROM sys.server_permissions AS p"
                            + " JOIN sys.server_principals AS l ON l.principal_id = p.grantee_principal_id"
                            + " LEFT JOIN sys.endpoints AS e ON p.class = 105 AND e.endpoint_id = p.major_id"),
            Map.entry(
                    "users",
                    "SELECT u.name, u.type, u.default_schema_name, l.name FROM master.sys.database_principals AS u"
                            + " LEFT JOIN sys.server_principals AS l ON l.sid = u.sid WHERE u.type = 'S'"),
            Map.entry(
                    "database permissions",
                    "SELECT RTRIM(p.type), u.name FROM master.sys.database_permissions AS p"
                            + " JOIN master.sys.database_principals AS u ON u.principal_id = p.grantee_principal_id"),
            Map.entry("databases", "SELECT name, state_desc, recovery_model FROM sys.databases"),
            Map.entry(
                    "backups",
                    "SELECT type, position, begins_log_chain FROM msdb.dbo.backupset WHERE database_name = N'ct_db'"),
            Map.entry(
                    "restores",
                    "SELECT restore_type, recovery FROM msdb.dbo.restorehistory"
                            + " WHERE destination_database_name = N'ct_db'"));

    private Map<String, List<String>> before;

    @BeforeEach
    void look() throws Exception {
        assumeNoMasterKey();
        assumeNoEndpoint();
        before = seen();
    }

    private Map<String, List<String>> seen() throws Exception {
        Map<String, List<String>> seen = new TreeMap<>();
        for (var view : VIEWS.entrySet()) {
            seen.put(
                    view.getKey(),
                    sql.rows(view.getValue()).stream()
                            .map(row -> String.join(" ", row))
                            .toList());
        }
        return seen;
    }

    /** Rows that came (+) and went (-) since the last look, sorted; the look is renewed. */
    private List<String> changes() throws Exception {
        Map<String, List<String>> after = seen();
        List<String> changes = new ArrayList<>();
        for (String view : VIEWS.keySet()) {
            List<String> gone = new ArrayList<>(before.get(view));
            after.get(view).forEach(gone::remove);
            List<String> come = new ArrayList<>(after.get(view));
            before.get(view).forEach(come::remove);
            gone.forEach(row -> changes.add("- " + view + ": " + row));
            come.forEach(row -> changes.add("+ " + view + ": " + row));
        }
        before = after;
        return changes.stream().sorted().toList();
    }

    private List<String> changesOf(String statement) throws Exception {
        sql.run(statement);
        return changes();
    }

    private String key() {
        return "CREATE MASTER KEY ENCRYPTION BY PASSWORD = '" + PASSWORD + "'";
    }

    @Test
    void out1MakesTheMasterKey() throws Exception {
        assertThat(changesOf(key()))
                .anyMatch(row -> row.matches("\\+ encryptions: 101 ES(KP|P2|P3)"))
                .contains(
                        "+ by server: master 1",
                        "+ encryptions: 101 ESKM",
                        "+ keys: ##MS_DatabaseMasterKey## AES_256",
                        "- by server: master 0")
                .hasSize(5);
    }

    @Test
    void out2MakesACertificateUnderTheMasterKey() throws Exception {
        changesOf(key());

        assertThat(changesOf("CREATE CERTIFICATE ct_own WITH SUBJECT = 'own'"))
                .containsExactly("+ certificates: ct_own MK dbo NULL");
        assertThat(sql.value("SELECT DATEDIFF(minute, DATEADD(year, 1, start_date), expiry_date) FROM sys.certificates"
                        + " WHERE name = N'ct_own'"))
                .isEqualTo("0");
    }

    @Test
    void out3MakesTheEndpointAndItsListeners() throws Exception {
        changesOf(key() + "; CREATE CERTIFICATE ct_own WITH SUBJECT = 'own'");

        List<String> changes = changesOf("CREATE ENDPOINT ct_ep STATE = STARTED AS TCP (LISTENER_PORT = 7999,"
                + " LISTENER_IP = ALL) FOR DATABASE_MIRRORING (AUTHENTICATION = CERTIFICATE ct_own,"
                + " ENCRYPTION = REQUIRED ALGORITHM AES, ROLE = ALL)");

        assertThat(changes)
                .contains(
                        "+ endpoints: ct_ep 4 2 STARTED",
                        "+ mirroring: 3 4 2 ct_own",
                        "+ tcp: ct_ep 7999 NULL",
                        "+ listeners: 7999 1");
        assertThat(changes).allMatch(row -> row.matches("\\+ (endpoints|mirroring|tcp|listeners): .*"));
    }

    @Test
    void out4ChangesNothing() throws Exception {
        changesOf(key() + "; CREATE CERTIFICATE ct_own WITH SUBJECT = 'own'");
        String file = file(".cer");

        assertThat(changesOf("SELECT CERTENCODED(CERT_ID(N'ct_own'))")).isEmpty();
        assertThat(changesOf("BACKUP CERTIFICATE ct_own TO FILE = '" + file + "'"))
                .isEmpty();
    }

    @Test
    void in1MakesALogin() throws Exception {
        assertThat(changesOf("CREATE LOGIN ct_peer WITH PASSWORD = '" + PASSWORD + "'"))
                .containsExactly(
                        "+ logins: ct_peer S",
                        "+ server permissions: 100 COSQ G ct_peer NULL",
                        "+ sql logins: ct_peer");
    }

    @Test
    void in2MakesAUser() throws Exception {
        changesOf("CREATE LOGIN ct_peer WITH PASSWORD = '" + PASSWORD + "'");

        assertThat(changesOf("CREATE USER ct_user FOR LOGIN ct_peer"))
                .containsExactly("+ database permissions: CO ct_user", "+ users: ct_user S dbo ct_peer");
    }

    @Test
    void in3MakesACertificateOfTheUser() throws Exception {
        changesOf(key() + "; CREATE CERTIFICATE ct_own WITH SUBJECT = 'own'");
        String bytes = sql.value("SELECT CERTENCODED(CERT_ID(N'ct_own'))");
        sql.run("DROP CERTIFICATE ct_own; CREATE LOGIN ct_peer WITH PASSWORD = '" + PASSWORD
                + "'; CREATE USER ct_user FOR LOGIN ct_peer");
        changes();

        assertThat(changesOf("CREATE CERTIFICATE ct_theirs AUTHORIZATION ct_user FROM BINARY = 0x" + bytes))
                .containsExactly("+ certificates: ct_theirs NA ct_user NULL");
    }

    @Test
    void in4GrantsConnect() throws Exception {
        endpoint("STOPPED");
        changesOf("CREATE LOGIN ct_peer WITH PASSWORD = '" + PASSWORD + "'");

        assertThat(changesOf("GRANT CONNECT ON ENDPOINT::ct_endpoint TO ct_peer"))
                .containsExactly("+ server permissions: 105 CO G ct_peer ct_endpoint");
    }

    @Test
    void mir1SetsTheModel() throws Exception {
        database();
        sql.run("ALTER DATABASE ct_db SET RECOVERY SIMPLE");
        changes();

        assertThat(changesOf("ALTER DATABASE ct_db SET RECOVERY FULL"))
                .containsExactly("+ databases: ct_db ONLINE 1", "- databases: ct_db ONLINE 3");
    }

    private String nextBackup() throws Exception {
        return sql.value("SELECT last_log_backup_lsn FROM sys.database_recovery_status"
                + " WHERE database_id = DB_ID(N'ct_db')");
    }

    @Test
    void mir2BeginsTheLogChain() throws Exception {
        database();
        changes();
        assertThat(nextBackup()).isEqualTo("NULL");

        assertThat(changesOf("BACKUP DATABASE ct_db TO DISK = '" + file(".bak") + "'"))
                .containsExactly("+ backups: D 1 0");
        assertThat(nextBackup()).isNotEqualTo("NULL");
    }

    @Test
    void mir3BacksUpTheLog() throws Exception {
        database();
        sql.run("BACKUP DATABASE ct_db TO DISK = '" + file(".bak") + "'");
        changes();
        String next = nextBackup();
        sql.run("INSERT INTO ct_db.dbo.t VALUES (4)");

        assertThat(changesOf("BACKUP LOG ct_db TO DISK = '" + file(".trn") + "'"))
                .containsExactly("+ backups: L 1 1");
        assertThat(new java.math.BigDecimal(nextBackup())).isGreaterThan(new java.math.BigDecimal(next));
        assertThat(changesOf("BACKUP LOG ct_db TO DISK = '" + file(".trn") + "'"))
                .containsExactly("+ backups: L 1 0");
    }

    @Test
    void mir5And6RestoreTheCopy() throws Exception {
        database();
        String full = file(".bak");
        String log = file(".trn");
        sql.run("BACKUP DATABASE ct_db TO DISK = '" + full + "'; INSERT INTO ct_db.dbo.t VALUES (4);");
        sql.run("BACKUP LOG ct_db TO DISK = '" + log + "'; DROP DATABASE ct_db");
        changes();

        assertThat(changesOf("RESTORE DATABASE ct_db FROM DISK = '" + full + "' WITH NORECOVERY"))
                .contains("+ databases: ct_db RESTORING 1", "+ restores: D 0");
        String redo = redo();
        assertThat(sql.rows("SELECT DISTINCT state_desc FROM sys.master_files WHERE database_id = DB_ID(N'ct_db')"))
                .containsExactly(List.of("RESTORING"));
        assertThat(changesOf("RESTORE LOG ct_db FROM DISK = '" + log + "' WITH NORECOVERY"))
                .contains("+ restores: L 0")
                .allMatch(row -> row.matches("\\+ (restores|backups): .*"));
        assertThat(new java.math.BigDecimal(redo())).isGreaterThan(new java.math.BigDecimal(redo));
    }

    private String redo() throws Exception {
        return sql.value("SELECT MAX(redo_start_lsn) FROM sys.master_files WHERE database_id = DB_ID(N'ct_db')");
    }
}
