package mirrorsh.lab.mirroring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.instance.storage.InstanceStorage;
import mirrorsh.lab.instance.storage.NoEncryption;
import mirrorsh.lab.instance.storage.Occupancy;
import mirrorsh.lab.instance.storage.Principals;
import mirrorsh.lab.instance.storage.Storage;
import mirrorsh.lab.machine.Disk;
import mirrorsh.lab.machine.ErrorLog;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.machine.Machine;
import mirrorsh.lab.sql.Table.Change;
import mirrorsh.lab.sql.ast.BackupStatement.Backup;
import mirrorsh.lab.sql.ast.BackupStatement.BackupOption;
import mirrorsh.lab.sql.ast.BackupStatement.Device;
import mirrorsh.lab.sql.ast.BackupStatement.Restore;
import mirrorsh.lab.sql.ast.DatabaseStatement.CreateDatabase;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner;
import mirrorsh.lab.sql.ast.MirroringStatement.SetPartner;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.sql.ast.Statement.CreateTable;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlMessage;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.StatementKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirroring over the lab's own storage, in real time with quick knobs. */
class RealStorageTest {
    private static final Caller SA = new Caller("sa", true, "master", false, 51);
    private static final String DATABASE = "Sales";
    private static final String FULL = "C:\\sales.bak";
    private static final String LOG = "C:\\sales.trn";

    @TempDir
    Path folder;

    private final Network network = new Network();
    private final Pacer pacer = Pacer.real();
    private Host a;
    private Host b;

    private record Host(InstanceStorage storage, MirroringService service, Disk disk, ErrorLog log) {
        Storage.Database database() {
            return storage.find(DATABASE).orElseThrow();
        }

        void insert(int id) {
            Storage.Transaction transaction = storage.begin();
            database().table(null, "t", transaction).orElseThrow().apply(List.of(new Change.Insert(new Object[] {id})));
            transaction.commit();
        }

        List<List<Object>> rows() {
            return database().table(null, "t", storage.begin()).orElseThrow().rows().stream()
                    .map(Arrays::asList)
                    .toList();
        }

        void backUp(boolean log, String file) {
            storage.execute(
                    new Backup(text(DATABASE), log, device(file), List.of()), SA, new Deaf(), Cancellation.NONE);
        }

        void restore(boolean log, String file) {
            storage.execute(
                    new Restore(
                            text(DATABASE),
                            log,
                            device(file),
                            List.of(),
                            List.of(new BackupOption("NORECOVERY", null))),
                    SA,
                    new Deaf(),
                    Cancellation.NONE);
        }

        void set(ChangePartner.Change change) {
            service.execute(new ChangePartner(DATABASE, change), SA);
        }

        String shows() {
            return database()
                    .mirrored()
                    .mirroring()
                    .map(row -> row.role() + "/" + row.state())
                    .orElse("-");
        }
    }

    private static final class Deaf implements ResponseSink {
        @Override
        public void columns(List<Column> opened) {}

        @Override
        public void row(Object[] values) {}

        @Override
        public void message(SqlMessage message) {}

        @Override
        public void environment(EnvironmentChange change) {}

        @Override
        public void done(StatementKind command, long count, boolean failed) {}

        @Override
        public void flush() {}
    }

    private static Expression text(String text) {
        return new Expression.Literal(text, SqlType.nvarchar(text.length()));
    }

    private static List<Device> device(String file) {
        return List.of(new Device("DISK", text(file)));
    }

    private Host host(String name, TestIdentity identity, TestIdentity peer) {
        ErrorLog log = new ErrorLog(Clock.systemUTC());
        Disk disk = new Disk(folder.resolve(name));
        Installation installation = new Installation(
                name, Version.SQL_2022, Edition.DEVELOPER, new Machine(name, Clock.systemUTC(), disk, log));
        Principals principals = new NoEncryption();
        InstanceStorage storage =
                new InstanceStorage(installation, DatabaseSecurity.fresh(), principals, Occupancy.NONE);
        FakeSecurity security = new FakeSecurity(identity);
        security.trust(peer, "peer_login");
        network.register(name);
        java.time.Duration quick = java.time.Duration.ofMillis(100);
        Timing timing =
                new Timing(quick, quick, Timing.USUAL.connect(), Timing.USUAL.handshake(), Timing.USUAL.answer());
        MirroringService service = new MirroringService(
                installation,
                storage,
                security,
                new MirroringService.Outside(network, pacer, new WitnessBook()),
                timing);
        service.start();
        return new Host(storage, service, disk, log);
    }

    @BeforeEach
    void pair() throws IOException {
        a = host("HOST_A", TestIdentity.ALL.get(0), TestIdentity.ALL.get(1));
        b = host("HOST_B", TestIdentity.ALL.get(1), TestIdentity.ALL.get(0));
        a.storage.execute(new CreateDatabase(DATABASE, List.of(), null), SA, Cancellation.NONE);
        Storage.Transaction transaction = a.storage.begin();
        a.database()
                .createTable(
                        new CreateTable(
                                ObjectName.of("t"),
                                List.of(new ColumnDefinition("id", SqlType.INT, false, true, false, null)),
                                1),
                        transaction);
        transaction.commit();
        a.backUp(false, FULL);
        a.insert(1);
        a.backUp(true, LOG);
        b.disk.write(FULL, a.disk.read(FULL));
        b.disk.write(LOG, a.disk.read(LOG));
        b.restore(false, FULL);
    }

    @AfterEach
    void close() {
        a.service.close();
        b.service.close();
        pacer.close();
    }

    private void start() {
        b.restore(true, LOG);
        b.service.execute(new SetPartner(DATABASE, "TCP://HOST_A:7024"), SA);
        a.service.execute(new SetPartner(DATABASE, "TCP://HOST_B:7024"), SA);
        until("4", () -> a.shows().equals("1/4") && b.shows().equals("2/4"));
    }

    private void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + 8_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("never came: %s; A %s, B %s%n%s%n%s", what, a.shows(), b.shows(), a.log.lines(), b.log.lines())
                    .isLessThan(end);
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Test
    void refusesWithoutARestoredLogBackup() {
        b.service.execute(new SetPartner(DATABASE, "TCP://HOST_A:7024"), SA);

        assertThat(TestLab.error(() -> a.service.execute(new SetPartner(DATABASE, "TCP://HOST_B:7024"), SA)))
                .isEqualTo(1412);
    }

    @Test
    void refusesAfterAnotherLogBackup() {
        b.restore(true, LOG);
        b.service.execute(new SetPartner(DATABASE, "TCP://HOST_A:7024"), SA);
        a.insert(2);
        a.backUp(true, "C:\\more.trn");

        assertThat(TestLab.error(() -> a.service.execute(new SetPartner(DATABASE, "TCP://HOST_B:7024"), SA)))
                .isIn(1408, 1478);
    }

    @Test
    void carriesRowsOverAndOverThroughRoleSwitches() {
        start();
        a.insert(2);
        a.set(ChangePartner.Change.FAILOVER);
        until("swapped", () -> a.shows().equals("2/4") && b.shows().equals("1/4"));
        assertThat(b.rows()).containsExactly(List.of(1), List.of(2));
        b.insert(3);
        b.backUp(true, "C:\\b.trn");
        b.set(ChangePartner.Change.FAILOVER);
        until("and back", () -> a.shows().equals("1/4") && b.shows().equals("2/4"));

        a.insert(4);

        assertThat(a.rows()).containsExactly(List.of(1), List.of(2), List.of(3), List.of(4));
        assertThat(TestLab.error(b::rows)).isZero();
        assertThat(TestLab.error(() -> b.database().checkOpen())).isEqualTo(954);
    }

    @Test
    void letsGoOfLogThatIsHardenedOnBothAndBackedUp() {
        start();
        long before = a.database().mirrored().startOfLog();
        a.insert(2);
        a.backUp(true, "C:\\more.trn");

        until("truncated", () -> a.database().mirrored().startOfLog() > before);
        a.insert(3);
        assertThat(a.shows()).isEqualTo("1/4");
    }

    @Test
    void rollsTheOldPrincipalBackAfterForcedService() {
        start();
        network.sever("HOST_A", "HOST_B");
        until("1", () -> a.shows().equals("1/1") && b.shows().equals("2/1"));
        a.insert(66);
        b.set(ChangePartner.Change.FORCE_SERVICE_ALLOW_DATA_LOSS);
        b.insert(77);
        network.join("HOST_A", "HOST_B");
        until("suspended", () -> a.shows().equals("2/0") && b.shows().equals("1/0"));

        b.set(ChangePartner.Change.RESUME);
        until("4", () -> a.shows().equals("2/4") && b.shows().equals("1/4"));
        b.set(ChangePartner.Change.FAILOVER);
        until("swapped", () -> a.shows().equals("1/4"));

        assertThat(a.rows()).containsExactly(List.of(1), List.of(77));
    }

    @Test
    void rollsBackAlsoWhatTheOldPrincipalBackedUpAlone() {
        start();
        network.sever("HOST_A", "HOST_B");
        until("1", () -> a.shows().equals("1/1") && b.shows().equals("2/1"));
        a.insert(66);
        a.backUp(true, "C:\\tail.trn");
        b.set(ChangePartner.Change.FORCE_SERVICE_ALLOW_DATA_LOSS);
        network.join("HOST_A", "HOST_B");
        until("suspended", () -> a.shows().equals("2/0") && b.shows().equals("1/0"));

        b.set(ChangePartner.Change.RESUME);

        until("4", () -> a.shows().equals("2/4") && b.shows().equals("1/4"));
        b.set(ChangePartner.Change.FAILOVER);
        until("swapped", () -> a.shows().equals("1/4"));
        assertThat(a.rows()).containsExactly(List.of(1));
    }
}
