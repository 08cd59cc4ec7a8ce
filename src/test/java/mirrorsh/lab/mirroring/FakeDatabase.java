package mirrorsh.lab.mirroring;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.instance.storage.AvailabilityRow;
import mirrorsh.lab.instance.storage.LogRecord;
import mirrorsh.lab.instance.storage.MirroredDatabase;
import mirrorsh.lab.instance.storage.MirroringRow;
import mirrorsh.lab.instance.storage.Storage;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.Statement.CreateTable;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** A database that is nothing but its log. */
final class FakeDatabase implements Storage.Database, MirroredDatabase {
    private final String name;
    private final List<LogRecord> log = new ArrayList<>();
    UUID family;
    UUID broker;
    UUID fork;
    Condition condition;
    int restoredLogBackups;

    @Nullable
    Long nextLogBackup;

    long startOfLog = 1;
    boolean served = true;
    int evictions;
    volatile Runnable beforeMirror = () -> {};
    volatile Runnable beforeRow = () -> {};

    @Nullable
    SqlFailure redoFailure;

    private long redone;
    private @Nullable MirroringRow row;
    private @Nullable CommitListener listener;

    private FakeDatabase(String name, UUID family, UUID broker, UUID fork, DatabaseStatus status) {
        this.name = name;
        this.family = family;
        this.broker = broker;
        this.fork = fork;
        this.condition = new Condition(status, true, false, false, false, false, false);
    }

    /** An online database with a full and a log backup behind it. */
    static FakeDatabase online(String name) {
        FakeDatabase database =
                new FakeDatabase(name, UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), DatabaseStatus.ONLINE);
        database.write("one");
        database.write("two");
        database.nextLogBackup = 3L;
        return database;
    }

    /** A copy of everything up to now, restored WITH NORECOVERY. */
    synchronized FakeDatabase restored() {
        FakeDatabase copy = new FakeDatabase(name, family, broker, fork, DatabaseStatus.RESTORING);
        copy.log.addAll(log);
        copy.redone = endOfLog();
        copy.restoredLogBackups = 1;
        return copy;
    }

    void condition(DatabaseStatus status) {
        condition = new Condition(status, true, false, false, false, false, false);
    }

    private synchronized long write(String payload) {
        long lsn = endOfLog() + 1;
        log.add(new LogRecord(lsn, payload.getBytes(StandardCharsets.UTF_8)));
        redone = lsn;
        return lsn;
    }

    /** A user's transaction. */
    void commit(String payload) {
        long lsn;
        CommitListener told;
        synchronized (this) {
            checkOpen();
            lsn = write(payload);
            told = listener;
        }
        if (told != null) {
            told.committed(lsn);
        }
    }

    synchronized List<String> content() {
        return log.stream()
                .map(entry -> new String(entry.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public int id() {
        return 5;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DatabaseSecurity security() {
        throw new AssertionError("a session asks no database about its security");
    }

    @Override
    public synchronized void checkOpen() {
        if (condition.status() != DatabaseStatus.ONLINE) {
            throw SqlFailure.of(5003, "restoring");
        }
        if (!served) {
            throw SqlFailure.of(5003, "no quorum");
        }
    }

    synchronized boolean isOpen() {
        return condition.status() == DatabaseStatus.ONLINE && served;
    }

    @Override
    public Optional<Table> table(@Nullable String schema, String table, Storage.Transaction transaction) {
        return Optional.empty();
    }

    @Override
    public void createTable(CreateTable statement, Storage.Transaction transaction) {
        throw new AssertionError("no table is made in what stands for a database");
    }

    @Override
    public void dropTable(@Nullable String schema, String table, Storage.Transaction transaction) {
        throw new AssertionError("no table is dropped from what stands for a database");
    }

    @Override
    public MirroredDatabase mirrored() {
        return this;
    }

    @Override
    public String userAccess() {
        return "MULTI_USER";
    }

    @Override
    public void onEviction(Runnable evict) {}

    @Override
    public UUID familyGuid() {
        return family;
    }

    @Override
    public UUID brokerGuid() {
        return broker;
    }

    @Override
    public synchronized Condition condition() {
        return condition;
    }

    @Override
    public synchronized long endOfLog() {
        return log.isEmpty() ? 0 : log.get(log.size() - 1).lsn();
    }

    @Override
    public synchronized long redoStart() {
        return endOfLog() + 1;
    }

    @Override
    public synchronized long startOfLog() {
        return startOfLog;
    }

    @Override
    public Optional<Long> nextLogBackup() {
        return Optional.ofNullable(nextLogBackup);
    }

    @Override
    public UUID recoveryFork() {
        return fork;
    }

    @Override
    public int restoredLogBackups() {
        return restoredLogBackups;
    }

    @Override
    public synchronized List<LogRecord> read(long fromLsn, int most) {
        return log.stream().filter(entry -> entry.lsn() >= fromLsn).limit(most).toList();
    }

    @Override
    public synchronized void harden(List<LogRecord> records) {
        if (records.get(0).lsn() != endOfLog() + 1) {
            throw new IllegalStateException("A gap before " + records.get(0).lsn());
        }
        log.addAll(records);
    }

    @Override
    public synchronized void redo(long toLsn) {
        if (redoFailure != null && toLsn > redone) {
            throw redoFailure;
        }
        redone = toLsn;
    }

    @Override
    public synchronized long redone() {
        return redone;
    }

    @Override
    public synchronized void rewind(long toLsn) {
        log.removeIf(entry -> entry.lsn() > toLsn);
        redone = Math.min(redone, toLsn);
    }

    @Override
    public void becomeMirror() {
        beforeMirror.run();
        synchronized (this) {
            condition(DatabaseStatus.RESTORING);
            evictions++;
        }
    }

    @Override
    public synchronized void becomePrincipal(boolean newFork) {
        redone = endOfLog();
        condition(DatabaseStatus.ONLINE);
        if (newFork) {
            fork = UUID.randomUUID();
        }
    }

    @Override
    public synchronized void serve(boolean allowed) {
        served = allowed;
        evictions++;
    }

    @Override
    public void mirroring(@Nullable MirroringRow changed) {
        beforeRow.run();
        synchronized (this) {
            row = changed;
        }
    }

    @Override
    public void availability(@Nullable AvailabilityRow changed) {
        throw new AssertionError("no availability group is here");
    }

    @Override
    public Optional<AvailabilityRow> availability() {
        return Optional.empty();
    }

    @Override
    public synchronized Optional<MirroringRow> mirroring() {
        return Optional.ofNullable(row);
    }

    @Override
    public synchronized void onCommit(@Nullable CommitListener told) {
        listener = told;
    }
}
