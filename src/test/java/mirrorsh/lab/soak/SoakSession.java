package mirrorsh.lab.soak;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.lab.Lab;

/** Two partners and a witness with one mirrored database between them, and the ledger of what they confirmed. */
final class SoakSession implements AutoCloseable {
    private static final String DATABASE = "Sales";

    private final Lab lab;
    private final SoakHost a;
    private final SoakHost b;
    private final SoakHost w;
    private final Ledger ledger = new Ledger();

    SoakSession(Lab lab, int number) {
        this.lab = lab;
        this.a = new SoakHost(lab, "A" + number);
        this.b = new SoakHost(lab, "B" + number);
        this.w = new SoakHost(lab, "W" + number);
    }

    List<SoakHost> hosts() {
        return List.of(a, b, w);
    }

    SoakHost a() {
        return a;
    }

    SoakHost b() {
        return b;
    }

    SoakHost w() {
        return w;
    }

    Ledger ledger() {
        return ledger;
    }

    static String set(String what) {
        return "ALTER DATABASE " + DATABASE + " SET " + what;
    }

    static String url(SoakHost host) {
        return "'TCP://" + host.name() + ":5022'";
    }

    // ---------------------------------------------------------------- making

    void make(boolean witnessed) throws SQLException, IOException {
        for (SoakHost host : hosts()) {
            host.must("""
                    CREATE MASTER KEY ENCRYPTION BY PASSWORD = '1_Strong_Password!';
                    CREATE CERTIFICATE own WITH SUBJECT = '%1$s';
                    CREATE ENDPOINT Mirroring STATE = STARTED AS TCP (LISTENER_PORT = 5022)
                        FOR DATABASE_MIRRORING (AUTHENTICATION = CERTIFICATE own, ROLE = ALL);
                    BACKUP CERTIFICATE own TO FILE = 'C:\\%1$s.cer';""".formatted(host.name()));
        }
        for (SoakHost host : hosts()) {
            for (SoakHost peer : hosts()) {
                if (host != peer) {
                    trust(host, peer.name());
                }
            }
        }
        copyDatabase();
        b.must(set("PARTNER = " + url(a)));
        a.must(set("PARTNER = " + url(b)));
        awaitSynchronized();
        if (witnessed) {
            a.must(set("WITNESS = " + url(w)));
        }
        for (SoakHost host : hosts()) {
            host.connect();
        }
    }

    private void trust(SoakHost host, String peer) throws SQLException, IOException {
        lab.copy(peer, "C:\\" + peer + ".cer", host.name(), "C:\\" + peer + ".cer");
        host.must("""
                CREATE LOGIN %1$s_login WITH PASSWORD = '1_Strong_Password!';
                CREATE USER %1$s_user FOR LOGIN %1$s_login;
                CREATE CERTIFICATE %1$s_cert AUTHORIZATION %1$s_user FROM FILE = 'C:\\%1$s.cer';
                GRANT CONNECT ON ENDPOINT::Mirroring TO %1$s_login;""".formatted(peer));
    }

    private void copyDatabase() throws SQLException, IOException {
        a.must("""
                CREATE DATABASE Sales;
                ALTER DATABASE Sales SET RECOVERY FULL;
                CREATE TABLE Sales.dbo.Ledger (Id int NOT NULL);
                BACKUP DATABASE Sales TO DISK = 'C:\\Sales.bak';
                BACKUP LOG Sales TO DISK = 'C:\\Sales.trn';""");
        for (String file : List.of("C:\\Sales.bak", "C:\\Sales.trn")) {
            lab.copy(a.name(), file, b.name(), file);
        }
        b.must("""
                RESTORE DATABASE Sales FROM DISK = 'C:\\Sales.bak' WITH NORECOVERY;
                RESTORE LOG Sales FROM DISK = 'C:\\Sales.trn' WITH NORECOVERY;""");
    }

    // ---------------------------------------------------------------- writing

    /**
     * What one write was confirmed with.
     *
     * @param roleSequence before and after it
     */
    private record Confirmed(int roleSequence) {}

    /** Writes here, there and here again: all three confirmed in one role sequence means two principals at a time. */
    void write() {
        Optional<Confirmed> first = write(a);
        Optional<Confirmed> second = write(b);
        if (first.isEmpty() || second.isEmpty()) {
            return;
        }
        Optional<Confirmed> third = write(a);
        if (third.isPresent() && third.get().equals(first.get()) && !ledger.wasForced()) {
            ledger.violated(a.name() + " and " + b.name() + " both accepted writes: " + first + second + third);
        }
    }

    private Optional<Confirmed> write(SoakHost host) {
        int row = ledger.nextRow();
        String state = "SELECT mirroring_role_sequence, mirroring_state, mirroring_safety_level"
                + " FROM sys.database_mirroring WHERE database_id = DB_ID('Sales');";
        try {
            return host.with(statement -> {
                statement.execute(state + " INSERT INTO Sales.dbo.Ledger (Id) VALUES (" + row + "); " + state);
                int[] before = state(statement);
                boolean more = statement.getMoreResults();
                while (!more && statement.getUpdateCount() != -1) {
                    more = statement.getMoreResults();
                }
                int[] after = state(statement);
                boolean steady = java.util.Arrays.equals(before, after);
                ledger.confirmed(row, steady && after[1] == 4 && after[2] == 2);
                return steady ? Optional.of(new Confirmed(after[0])) : Optional.empty();
            });
        } catch (SQLException e) {
            Refusals.check(e, "writing to " + host.name());
            return Optional.empty();
        }
    }

    private static int[] state(Statement statement) throws SQLException {
        try (ResultSet row = statement.getResultSet()) {
            row.next();
            return new int[] {row.getInt(1), row.getInt(2), row.getInt(3)};
        }
    }

    // ---------------------------------------------------------------- the end

    /** Role, state, role sequence, safety and partnership of one partner. */
    private static List<String> shown(SoakHost host, String columns) throws SQLException {
        return host.column("SELECT CONCAT('', " + columns + ") FROM sys.database_mirroring AS m"
                + " JOIN sys.databases AS d ON d.database_id = m.database_id WHERE d.name = 'Sales'");
    }

    private static boolean isPrincipal(SoakHost host) throws SQLException {
        return shown(host, "mirroring_role, d.state").equals(List.of("10"));
    }

    private boolean isSynchronized() throws SQLException {
        return shown(a, "mirroring_state").equals(List.of("4"))
                && shown(b, "mirroring_state").equals(List.of("4"))
                && isPrincipal(a) != isPrincipal(b);
    }

    private void awaitSynchronized() throws SQLException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!isSynchronized()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Never synchronized again: " + picture());
            }
            for (SoakHost host : List.of(a, b)) {
                host.run(
                        "IF EXISTS (SELECT 1 FROM sys.database_mirroring WHERE mirroring_state = 0 AND mirroring_role = 1) "
                                + set("PARTNER RESUME"));
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    String picture() throws SQLException {
        StringBuilder picture = new StringBuilder();
        for (SoakHost host : List.of(a, b)) {
            picture.append('\n').append(host.name()).append(' ');
            picture.append(shown(
                    host,
                    "m.mirroring_role_desc, '/', m.mirroring_state_desc, '/', d.state_desc, ' seq ', "
                            + "m.mirroring_role_sequence, ' witness ', m.mirroring_witness_name, ' ', "
                            + "m.mirroring_witness_state_desc, ' failover lsn ', m.mirroring_failover_lsn, ' end ', "
                            + "m.mirroring_end_of_log_lsn"));
            List<String> log = host.with(statement -> {
                List<String> lines = new java.util.ArrayList<>();
                try (ResultSet rows = statement.executeQuery("EXEC xp_readerrorlog")) {
                    while (rows.next()) {
                        lines.add(rows.getString(1) + " " + rows.getString(3));
                    }
                }
                return lines;
            });
            log.subList(Math.max(0, log.size() - 25), log.size())
                    .forEach(line -> picture.append("\n    ").append(line));
        }
        return picture.toString();
    }

    /** Everything is healed and up: the partners agree, what was confirmed is there, on either of them. */
    void settle() throws SQLException {
        for (SoakHost host : hosts()) {
            host.close(); // connections that a stop cut
            host.must("ALTER ENDPOINT Mirroring STATE = STARTED");
        }
        awaitSynchronized();
        checkCatalog();
        checkRows();
        SoakHost principal = isPrincipal(a) ? a : b;
        principal.must(set("PARTNER SAFETY FULL"));
        awaitSynchronized();
        principal.must(set("PARTNER FAILOVER"));
        awaitSynchronized();
        checkCatalog();
        checkRows();
    }

    private void checkCatalog() throws SQLException {
        String common = "m.mirroring_guid, '/', m.mirroring_state, '/', m.mirroring_role_sequence, '/',"
                + " m.mirroring_safety_level, '/', m.mirroring_safety_sequence, '/', m.mirroring_witness_name, '/',"
                + " m.mirroring_connection_timeout";
        long end = System.nanoTime() + 5_000_000_000L;
        while (!shown(a, common).equals(shown(b, common))) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "The partners' catalogs differ: " + shown(a, common) + shown(b, common) + picture());
            }
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
    }

    private void checkRows() throws SQLException {
        SoakHost principal = isPrincipal(a) ? a : b;
        Set<Integer> present = new HashSet<>();
        for (String id : principal.column("SELECT Id FROM Sales.dbo.Ledger")) {
            if (!present.add(Integer.valueOf(id))) {
                throw new AssertionError("Row " + id + " of " + principal.name() + " is there twice.");
            }
        }
        List<Integer> missing = ledger.missing(present);
        if (!missing.isEmpty()) {
            throw new AssertionError("Confirmed rows are lost on " + principal.name() + ": " + missing + picture());
        }
    }

    int roleSwitches() throws SQLException {
        return Integer.parseInt(shown(a, "mirroring_role_sequence").get(0)) - 1;
    }

    /** Lines of the error logs that only a mistake of our own writes. */
    List<String> mistakes() throws SQLException {
        List<String> mistakes = new java.util.ArrayList<>();
        for (SoakHost host : hosts()) {
            for (String line : host.with(statement -> {
                List<String> lines = new java.util.ArrayList<>();
                try (ResultSet rows = statement.executeQuery("EXEC xp_readerrorlog")) {
                    while (rows.next()) {
                        lines.add(rows.getString(3));
                    }
                }
                return lines;
            })) {
                if (line.contains("Exception") || line.contains("Error: 1499")) {
                    mistakes.add(host.name() + ": " + line);
                }
            }
        }
        return mistakes;
    }

    @Override
    public void close() throws SQLException {
        for (SoakHost host : hosts()) {
            host.close();
        }
    }
}
