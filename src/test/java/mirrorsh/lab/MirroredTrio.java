package mirrorsh.lab;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import mirrorsh.lab.instance.Mirroring;
import mirrorsh.lab.mirroring.Network;
import mirrorsh.lab.mirroring.TestPacer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * HOST_A, HOST_B and HOST_W of one lab, each trusting the others, made once for a test class by T-SQL over JDBC; every test has a
 * database of its own, and time passes when the test says so.
 */
public final class MirroredTrio implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    public static final String A = "HOST_A";
    public static final String B = "HOST_B";
    public static final String W = "HOST_W";
    private static final List<String> HOSTS = List.of(A, B, W);
    private static final long DEADLINE_NANOS = 10_000_000_000L;
    private static final long PING_NANOS = 400_000_000L;
    private static final int ALREADY_GONE = 1416;

    private final TestPacer pacer = new TestPacer();
    private final LabConnections connections = new LabConnections(this::url, connection -> !connection.isClosed());
    private final UnaryOperator<LabSettings> change;
    private Lab lab;
    /** The driver remembers for its whole life which database had which partner: no two trios may share a name. */
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    private String database = "";
    private Set<UUID> silent = Set.of();
    private int made;
    private int classes;

    public MirroredTrio() {
        this(UnaryOperator.identity());
    }

    /** @param change what is different from three hosts of the newest version */
    public MirroredTrio(UnaryOperator<LabSettings> change) {
        this.change = change;
    }

    /** A condition that may ask the server. */
    @FunctionalInterface
    public interface Check {
        boolean holds() throws SQLException;
    }

    /** Something that a test does. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (classes++ > 0) {
            return; // a nested class shares the lab of the class around it
        }
        LabSettings settings = LabSettings.standard(Optional.empty())
                .withKeys(new PreparedKeys())
                .withPacer(() -> pacer)
                .withHosts(HOSTS.stream().map(LabSettings.Host::named).toList());
        lab = Lab.start(change.apply(settings));
        for (String host : HOSTS) {
            run(host, """
                    CREATE MASTER KEY ENCRYPTION BY PASSWORD = '1_Strong_Password!';
                    CREATE CERTIFICATE %1$s_cert WITH SUBJECT = '%1$s';
                    CREATE ENDPOINT Mirroring STATE = STARTED AS TCP (LISTENER_PORT = 7024)
                        FOR DATABASE_MIRRORING (AUTHENTICATION = CERTIFICATE %1$s_cert, ROLE = ALL);
                    BACKUP CERTIFICATE %1$s_cert TO FILE = 'C:\\%1$s.cer';""".formatted(host));
        }
        for (String host : HOSTS) {
            for (String peer : HOSTS) {
                if (!host.equals(peer)) {
                    trust(host, peer);
                }
            }
        }
    }

    private void trust(String host, String peer) throws SQLException, IOException {
        lab.copy(peer, "C:\\" + peer + ".cer", host, "C:\\" + peer + ".cer");
        run(host, """
                CREATE LOGIN %1$s_login WITH PASSWORD = '1_Strong_Password!';
                CREATE USER %1$s_user FOR LOGIN %1$s_login;
                CREATE CERTIFICATE %1$s_cert AUTHORIZATION %1$s_user FROM FILE = 'C:\\%1$s.cer';
                GRANT CONNECT ON ENDPOINT::Mirroring TO %1$s_login;""".formatted(peer));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        network().healAll();
        for (String host : HOSTS) {
            start(host);
        }
        for (String host : List.of(A, B)) {
            if (!"-".equals(role(host)) && errorOf(host, set("PARTNER OFF")) != ALREADY_GONE) {
                until("the row gone on " + host, () -> "-".equals(role(host)));
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        if (--classes > 0) {
            return;
        }
        connections.close();
        lab.close();
    }

    public Lab lab() {
        return lab;
    }

    public Network network() {
        return lab.network();
    }

    public TestPacer pacer() {
        return pacer;
    }

    // ---------------------------------------------------------------- the database

    /** A new database of this test on A, restoring on B, no session. */
    public String prepared() throws SQLException, IOException {
        database = "Sales" + ++made + "_" + mark;
        run(A, """
                CREATE DATABASE %1$s ON (NAME = %1$s, FILENAME = 'C:\\%1$s.mdf')
                    LOG ON (NAME = %1$s_log, FILENAME = 'C:\\%1$s_log.ldf');
                ALTER DATABASE %1$s SET RECOVERY FULL;
                CREATE TABLE %1$s.dbo.Notes (Note nvarchar(60) NOT NULL);
                BACKUP DATABASE %1$s TO DISK = 'C:\\%1$s.bak';
                BACKUP LOG %1$s TO DISK = 'C:\\%1$s.trn';""".formatted(database));
        lab.copy(A, "C:\\" + database + ".bak", B, "C:\\" + database + ".bak");
        lab.copy(A, "C:\\" + database + ".trn", B, "C:\\" + database + ".trn");
        run(B, """
                RESTORE DATABASE %1$s FROM DISK = 'C:\\%1$s.bak' WITH NORECOVERY;
                RESTORE LOG %1$s FROM DISK = 'C:\\%1$s.trn' WITH NORECOVERY;""".formatted(database));
        return database;
    }

    /** A is principal, B mirror, SYNCHRONIZED. */
    public void pair() throws SQLException, IOException {
        prepared();
        run(B, set("PARTNER = 'TCP://HOST_A:7024'"));
        run(A, set("PARTNER = 'TCP://HOST_B:7024'"));
        shows(A, "PRINCIPAL/SYNCHRONIZED/ONLINE");
        shows(B, "MIRROR/SYNCHRONIZED/RESTORING");
    }

    /** The same with W as witness, CONNECTED on both. */
    public void witnessed() throws SQLException, IOException {
        pair();
        run(A, set("WITNESS = 'TCP://HOST_W:7024'"));
        until(
                "both see the witness",
                () -> witness(A).equals("CONNECTED") && witness(B).equals("CONNECTED"));
        until("the witness sees both", () -> witnessRow().equals("HOST_A/HOST_B/SYNCHRONIZED/0"));
    }

    public String database() {
        return database;
    }

    /** ALTER DATABASE of this test's database. */
    public String set(String what) {
        return "ALTER DATABASE " + database + " SET " + what;
    }

    /** Commits a row on a host. */
    public void write(String host, String note) throws SQLException {
        run(host, "INSERT INTO " + database + ".dbo.Notes (Note) VALUES (N'" + note + "')");
    }

    /** The rows, where the database is open. */
    public List<String> notes(String host) throws SQLException {
        return rows(host, "SELECT Note FROM " + database + ".dbo.Notes ORDER BY Note").stream()
                .map(row -> row.get(0))
                .toList();
    }

    /** What using the database there comes to: 0, 927, 954, 955... */
    public int opening(String host) {
        return errorOf(host, "SELECT COUNT(*) FROM " + database + ".dbo.Notes");
    }

    // ---------------------------------------------------------------- what the catalog says

    /** Role, mirroring state and database state, for example PRINCIPAL/SYNCHRONIZED/ONLINE; "-/-/ONLINE" when not mirrored. */
    public String shown(String host) throws SQLException {
        return value(host, """
                SELECT CONCAT(ISNULL(m.mirroring_role_desc, '-'), '/', ISNULL(m.mirroring_state_desc, '-'), '/', d.state_desc)
                FROM sys.database_mirroring AS m JOIN sys.databases AS d ON d.database_id = m.database_id
                WHERE d.name = '%s'""".formatted(database));
    }

    private String role(String host) throws SQLException {
        String all = database.isEmpty()
                        || rows(host, "SELECT 1 FROM sys.databases WHERE name = '" + database + "'")
                                .isEmpty()
                ? "-"
                : shown(host);
        return all.substring(0, all.indexOf('/') < 0 ? all.length() : all.indexOf('/'));
    }

    /** A column of sys.database_mirroring as text. */
    public String column(String host, String name) throws SQLException {
        return value(
                host, "SELECT " + name + " FROM sys.database_mirroring WHERE database_id = DB_ID('" + database + "')");
    }

    /** CONNECTED, DISCONNECTED, UNKNOWN, or null. */
    public String witness(String host) throws SQLException {
        return column(host, "mirroring_witness_state_desc");
    }

    /** Principal, mirror, their state and whether suspended, as the witness has it; "-" without a row. */
    public String witnessRow() throws SQLException {
        List<List<String>> rows = rows(W, """
                SELECT CONCAT(principal_server_name, '/', mirror_server_name, '/', partner_sync_state_desc, '/',
                    CAST(is_suspended AS int))
                FROM sys.database_mirroring_witnesses WHERE database_name = '%s'""".formatted(database));
        return rows.isEmpty() ? "-" : rows.get(0).get(0);
    }

    /** Whether a host's error log has a line with all of these about this test's database, or about none. */
    public boolean logged(String host, String part) throws SQLException {
        return !rows(host, "EXEC master.dbo.xp_readerrorlog 0, 1, N'" + part + "', N'" + database + "'")
                .isEmpty();
    }

    // ---------------------------------------------------------------- what happens to hosts

    public void stop(String host) throws SQLException {
        disconnect(host);
        lab.stop(host);
    }

    /** Closes the connection to a host; the next use opens another. */
    public void disconnect(String host) throws SQLException {
        connections.disconnect(host);
    }

    public void start(String host) throws IOException {
        lab.start(host);
    }

    public void sever(String one, String other) {
        network().sever(one, other);
    }

    public void join(String one, String other) {
        network().join(one, other);
    }

    // ---------------------------------------------------------------- time

    /** Waits, while time passes, until a host shows role, state and database state. */
    public void shows(String host, String wanted) throws SQLException {
        until(host + " shows " + wanted, () -> shown(host).equals(wanted));
    }

    /** Waits, while time passes. */
    public void until(String what, Check check) throws SQLException {
        poll(what, true, check);
    }

    /** Waits, while no time passes: nothing that needs a ping or a time-out helps. */
    public void soon(String what, Check check) throws SQLException {
        poll(what, false, check);
    }

    private void poll(String what, boolean passing, Check check) throws SQLException {
        long end = System.nanoTime() + DEADLINE_NANOS;
        for (int i = 0; !check.holds(); i++) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Never came: " + what + ".\n" + picture());
            }
            if (passing && i > 2) {
                pass(1);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    private String picture() throws SQLException {
        StringBuilder picture = new StringBuilder();
        for (String host : HOSTS) {
            if (lab.isUp(host)) {
                picture.append(host).append(' ');
                picture.append(host.equals(W) ? witnessRow() : shown(host) + " witness " + witness(host));
                for (List<String> line : rows(host, "EXEC master.dbo.xp_readerrorlog 0, 1, N'" + database + "'")) {
                    picture.append("\n    ").append(line.get(2));
                }
                picture.append('\n');
            }
        }
        return picture.toString();
    }

    /**
     * So many seconds, in steps of a ping, with real time for the pings to arrive: a slow machine must not look like a lost link.
     * A link that was silent once is not waited for again until it speaks.
     */
    public void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            Map<UUID, Long> before = received();
            pacer.advance(Duration.ofSeconds(1));
            long end = System.nanoTime() + PING_NANOS;
            while (System.nanoTime() < end && !silent.containsAll(silentSince(before))) {
                LockSupport.parkNanos(300_000);
            }
            silent = silentSince(before);
        }
    }

    private Set<UUID> silentSince(Map<UUID, Long> before) {
        return received().entrySet().stream()
                .filter(link -> link.getValue().equals(before.get(link.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Lets time pass and sees that something stays as it is. */
    public void stays(int seconds, String what, Check check) throws SQLException {
        for (int i = 0; i < seconds; i++) {
            pass(1);
            if (!check.holds()) {
                throw new AssertionError("Did not stay: " + what + ".\n" + picture());
            }
        }
    }

    private Map<UUID, Long> received() {
        return HOSTS.stream()
                .filter(lab::isUp)
                .flatMap(host -> lab.instance(host).mirroring().links().stream())
                .collect(Collectors.toMap(Mirroring.Link::connectionId, Mirroring.Link::bytesReceived));
    }

    // ---------------------------------------------------------------- connections

    /** The address of a host's SQL connections for the Microsoft driver, without database. */
    public String url(String host) {
        return LabConnections.url(lab.host(host).orElseThrow(), "encrypt=false;loginTimeout=40;connectRetryInterval=1");
    }

    /** Runs one batch; every error of it is thrown. */
    public void run(String host, String batch) throws SQLException {
        connections.run(host, batch);
    }

    /** The number of the first error that a batch raises, 0 when it raises none. */
    public int errorOf(String host, String batch) {
        return connections.errorOf(host, batch);
    }

    /** The rows of a query as text, NULL as "null". */
    public List<List<String>> rows(String host, String query) throws SQLException {
        return connections.rows(host, query);
    }

    /** The single value of a query. */
    public String value(String host, String query) throws SQLException {
        return rows(host, query).get(0).get(0);
    }
}
