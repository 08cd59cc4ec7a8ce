package mirrorsh.lab.soak;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import mirrorsh.lab.Lab;
import mirrorsh.lab.soak.Ledger.Confirmation;

/** Two partners and a witness with one mirrored database between them, and the ledger of what they confirmed. */
final class SoakSession implements AutoCloseable {
    static final int PORT = 5022;
    private static final int ATTEMPTS = 20;
    private static final long PATIENCE_NANOS = 90_000_000_000L;
    private static final String DATABASE = "Sales";

    private final Lab lab;
    private final SoakHost a;
    private final SoakHost b;
    private final SoakHost w;
    private final Ledger ledger = new Ledger();
    private final ReadWriteLock writing = new ReentrantReadWriteLock();
    private final SoakCatalog catalog;
    private final Collection<String> diary = new ConcurrentLinkedQueue<>();

    SoakSession(Lab lab, int number) {
        this.lab = lab;
        this.a = new SoakHost(lab, "A" + number);
        this.b = new SoakHost(lab, "B" + number);
        this.w = new SoakHost(lab, "W" + number);
        this.catalog = new SoakCatalog(a, b, w);
    }

    List<SoakHost> hosts() {
        return List.of(a, b, w);
    }

    SoakHost host(String name) {
        return hosts().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
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

    static String address(SoakHost host) {
        return "TCP://" + host.name() + ":" + PORT;
    }

    static String url(SoakHost host) {
        return "'" + address(host) + "'";
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
            onPrincipal(set("WITNESS = " + url(w)));
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

    /** Writes here, there and here again: all three confirmed in one role sequence means two principals at a time. */
    void write() {
        writing.readLock().lock();
        try {
            writeThrice();
        } finally {
            writing.readLock().unlock();
        }
    }

    private void writeThrice() {
        Optional<Confirmation> first = write(a);
        Optional<Confirmation> second = write(b);
        if (first.isEmpty() || second.isEmpty()) {
            return;
        }
        Optional<Confirmation> third = write(a);
        if (third.isPresent()
                && third.get().roleSequence() == first.get().roleSequence()
                && first.get().roleSequence() != 0
                && !ledger.wasForced()) {
            ledger.violated(a.name() + " and " + b.name() + " both accepted writes: " + first + second + third);
        }
    }

    private Optional<Confirmation> write(SoakHost host) {
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
                boolean steady = Arrays.equals(before, after);
                Confirmation how = new Confirmation(
                        host.name(), steady ? after[0] : 0, steady && after[1] == 4 && after[2] == 2, Instant.now());
                ledger.confirmed(row, how);
                return Optional.of(how);
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

    // ---------------------------------------------------------------- what was done to it

    /** Remembers what is done to it, for a failure's text. */
    void noted(String what) {
        diary.add(Instant.now() + " " + what);
    }

    private String diary() {
        return "\ndone since the last time all was well:\n    " + String.join("\n    ", diary);
    }

    // ---------------------------------------------------------------- the end

    private boolean isPrincipal(SoakHost host) throws SQLException {
        return catalog.mirroring(host, "mirroring_role, d.state").equals(List.of("10"));
    }

    private boolean isSynchronized() throws SQLException {
        return catalog.mirroring(a, "mirroring_state").equals(List.of("4"))
                && catalog.mirroring(b, "mirroring_state").equals(List.of("4"))
                && isPrincipal(a) != isPrincipal(b);
    }

    private void awaitSynchronized() throws SQLException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!isSynchronized()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Never synchronized again: " + catalog.picture());
            }
            for (SoakHost host : List.of(a, b)) {
                host.run(
                        "IF EXISTS (SELECT 1 FROM sys.database_mirroring WHERE mirroring_state = 0 AND mirroring_role = 1) "
                                + set("PARTNER RESUME"));
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /**
     * Everything is healed and up: the partners agree, what was confirmed is there, on either of them. Nobody writes meanwhile;
     * afterwards the table is empty.
     */
    void settle() throws SQLException {
        writing.writeLock().lock();
        try {
            check();
            onPrincipal(set("PARTNER SAFETY FULL"));
            onPrincipal(set("PARTNER FAILOVER"));
            check();
            onPrincipal("DELETE FROM Sales.dbo.Ledger");
            onPrincipal("BACKUP LOG Sales TO DISK = 'C:\\settled.trn' WITH INIT");
            ledger.emptied();
            diary.clear();
            catalog.forget();
        } finally {
            writing.writeLock().unlock();
        }
    }

    private void onPrincipal(String batch) throws SQLException {
        onPrincipal(batch, principal -> {
            principal.must(batch);
            return principal;
        });
    }

    private interface Work<T> {
        T on(SoakHost principal) throws SQLException;
    }

    /** On a busy machine a link may time out once more: then again, when the partners have met. */
    private <T> T onPrincipal(String what, Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            awaitSynchronized();
            try {
                return work.on(principal());
            } catch (SQLException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                Refusals.check(e, what);
            }
        }
    }

    private void check() throws SQLException {
        awaitSynchronized();
        catalog.check();
        checkRows();
        List<String> mistakes = catalog.mistakes();
        if (!mistakes.isEmpty()) {
            throw new AssertionError("Mistakes of the lab's own: " + mistakes);
        }
        if (!ledger.violations().isEmpty()) {
            throw new AssertionError(ledger.violations() + catalog.picture());
        }
    }

    private SoakHost principal() throws SQLException {
        return isPrincipal(a) ? a : b;
    }

    private void checkRows() throws SQLException {
        String rows = "SELECT Id FROM Sales.dbo.Ledger";
        Set<Integer> present = new HashSet<>();
        for (String id : onPrincipal(rows, principal -> principal.column(rows))) {
            if (!present.add(Integer.valueOf(id))) {
                throw new AssertionError("Row " + id + " is there twice." + catalog.picture());
            }
        }
        List<String> missing = ledger.missing(present);
        if (!ledger.undead(present).isEmpty()) {
            throw new AssertionError("Deleted rows are back: " + ledger.undead(present) + catalog.picture());
        }
        if (!missing.isEmpty()) {
            throw new AssertionError(
                    "Confirmed rows are lost: " + String.join("; ", missing) + catalog.picture() + diary());
        }
    }

    int roleSwitches() throws SQLException {
        return Integer.parseInt(catalog.mirroring(a, "mirroring_role_sequence").get(0)) - 1;
    }

    @Override
    public void close() throws SQLException {
        for (SoakHost host : hosts()) {
            host.close();
        }
    }
}
