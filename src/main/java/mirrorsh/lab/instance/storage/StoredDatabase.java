package mirrorsh.lab.instance.storage;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.instance.storage.MirroredDatabase.DatabaseStatus;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.sql.ast.Statement.CreateTable;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** One database of an instance. Safe to share: its state changes under one lock, and nothing waits for others while holding it. */
final class StoredDatabase implements Storage.Database {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition writerLeft = lock.newCondition();
    private final Clock clock;
    private final InstanceFolders folders;
    private final MirroredDatabase mirrored;
    private final Set<Runnable> evictions = new CopyOnWriteArraySet<>();
    private final Map<Integer, Long> identities = new HashMap<>();
    private DatabaseLog log;
    private DatabaseState state;
    private @Nullable StoredTransaction writer;
    private long epoch;
    private volatile MirroredDatabase.@Nullable CommitListener listener;

    StoredDatabase(DatabaseState start, InstanceFolders folders, Clock clock, Encryption encryption) {
        this.clock = clock;
        this.folders = folders;
        this.state = start;
        this.log = new DatabaseLog(start.image(), start.end());
        this.mirrored = new MirroredCopy(this, folders, encryption);
    }

    /** Puts another copy of the database in place of this one (RESTORE). */
    void restart(DatabaseState start) {
        locked(old -> {
            log = new DatabaseLog(start.image(), start.end());
            state = start;
            closeWriter();
            return start;
        });
    }

    /** The database now. */
    DatabaseState state() {
        return locked(log -> current());
    }

    /** Does something to the log and what it leads to under the lock; must not wait for anything. */
    <T> T locked(Function<DatabaseLog, T> work) {
        lock.lock();
        try {
            return work.apply(log);
        } finally {
            lock.unlock();
        }
    }

    /** Changes the state under the lock; the change may refuse. The log's part of a state cannot be changed here. */
    DatabaseState change(UnaryOperator<DatabaseState> change) {
        return locked(log -> {
            DatabaseState changed = change.apply(current());
            if (!changed.status().equals(state.status())) {
                closeWriter();
            }
            state = changed;
            return changed;
        });
    }

    /** The state with what the log has led to meanwhile. */
    private DatabaseState current() {
        state = state.withLog(log.image(), log.start(), log.end());
        return state;
    }

    /** Ends the transaction that is open here: its session will find out at its next step. */
    void closeWriter() {
        locked(log -> {
            epoch++;
            writer = null;
            identities.clear();
            writerLeft.signalAll();
            return epoch;
        });
    }

    /** Whether a transaction has changed something here and is still open. */
    boolean hasWriter() {
        return locked(log -> writer != null);
    }

    void evict() {
        evictions.forEach(Runnable::run);
    }

    @Override
    public int id() {
        return locked(log -> state.id());
    }

    @Override
    public String name() {
        return locked(log -> state.name());
    }

    @Override
    public DatabaseSecurity security() {
        return locked(log -> state.security());
    }

    @Override
    public String userAccess() {
        return state().options().access().name();
    }

    @Override
    public MirroredDatabase mirrored() {
        return mirrored;
    }

    /** {@inheritDoc} Every callback is kept and called each time. */
    @Override
    public void onEviction(Runnable evict) {
        evictions.add(evict);
    }

    @Override
    public void checkOpen() {
        DatabaseState now = state();
        if (now.availability() != null && now.status() == DatabaseStatus.RESTORING) {
            throw SqlFailure.of(976, now.name());
        }
        switch (now.status()) {
            case RESTORING -> throw SqlFailure.of(now.mirroring() == null ? 927 : 954, now.name());
            case RECOVERING -> throw SqlFailure.of(now.mirroring() == null ? 922 : 956, now.name());
            case OFFLINE -> throw SqlFailure.of(942, now.name());
            case SUSPECT, RECOVERY_PENDING -> throw SqlFailure.of(926, now.name());
            case ONLINE, EMERGENCY -> {
                if (now.mirroring() != null && !now.served()) {
                    throw SqlFailure.of(955, now.name());
                }
            }
        }
    }

    private void checkWritable() {
        checkOpen();
        DatabaseState now = state();
        if (now.status() == DatabaseStatus.EMERGENCY) {
            throw SqlFailure.of(3908, now.name());
        }
        if (now.isReadOnly()) {
            throw SqlFailure.of(3906, now.name());
        }
        if (folders.disk().isFull()) {
            // a real log has some space of its own left; here the first change finds none (sessions.md §7.4)
            throw SqlFailure.of(9002, now.name());
        }
    }

    // ---------------------------------------------------------------- tables

    Content content() {
        return locked(log -> log.image().content());
    }

    @Override
    public Optional<Table> table(@Nullable String schema, String name, Storage.Transaction transaction) {
        StoredTransaction own = (StoredTransaction) transaction;
        if (!isDbo(schema)) {
            return Optional.empty();
        }
        return own.content(this).table(name).map(found -> new DatabaseTable(this, own, found.definition()));
    }

    private static boolean isDbo(@Nullable String schema) {
        return schema == null || schema.equalsIgnoreCase("dbo");
    }

    @Override
    public void createTable(CreateTable statement, Storage.Transaction transaction) {
        String schema = statement.name().schema();
        if (!isDbo(schema)) {
            throw SqlFailure.of(2760, String.valueOf(schema));
        }
        for (ColumnDefinition column : statement.columns()) {
            if (column.defaultValue() != null) {
                ExpressionCodec.check(column.defaultValue());
            }
        }
        StoredTransaction own = (StoredTransaction) transaction;
        StoredTransaction.Part part = own.claim(this);
        String name = statement.name().name();
        if (part.content().table(name).isPresent()) {
            throw SqlFailure.of(2714, name);
        }
        TableDefinition table = new TableDefinition(
                part.content().nextObject(), name, statement.columns(), statement.key(), LocalTimes.now(clock));
        part.add(List.of(new LogChange.TableCreated(table)), part.content().with(TableContent.empty(table)));
    }

    @Override
    public void dropTable(@Nullable String schema, String name, Storage.Transaction transaction) {
        StoredTransaction.Part part = ((StoredTransaction) transaction).claim(this);
        TableContent table = (isDbo(schema) ? part.content().table(name) : Optional.<TableContent>empty())
                .orElseThrow(() -> SqlFailure.of(3701, "table", name));
        int id = table.definition().id();
        part.add(List.of(new LogChange.TableDropped(id)), part.content().without(id));
    }

    /** The next identity value of a table; given out once, whatever becomes of the transaction. */
    long nextIdentity(TableContent table) {
        return locked(log -> identities.merge(
                table.definition().id(), table.lastIdentity() + 1, (last, least) -> Math.max(last + 1, least)));
    }

    // ---------------------------------------------------------------- the writing transaction

    /** Lets a transaction change this database, alone; 1222 when another one does not leave. */
    StoredTransaction.Part claim(StoredTransaction transaction, long timeoutMillis) {
        checkWritable();
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            while (writer != null) {
                if (left <= 0) {
                    throw SqlFailure.of(1222);
                }
                transaction.waitsFor(writer);
                left = writerLeft.awaitNanos(left);
            }
            checkWritable();
            writer = transaction;
            return new StoredTransaction.Part(log.image().content(), epoch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SqlFailure.of(1222);
        } finally {
            transaction.waitsFor(null);
            lock.unlock();
        }
    }

    /** Refuses when the database changed its role or state beneath a transaction. */
    void checkClaim(StoredTransaction transaction, StoredTransaction.Part part) {
        locked(log -> {
            if (writer != transaction || epoch != part.epoch()) {
                checkOpen();
                throw SqlFailure.of(952, state.name());
            }
            return log;
        });
    }

    /** Writes a transaction to the log and shows it to everybody; what is returned tells the mirroring, outside every lock. */
    Runnable commit(StoredTransaction transaction, StoredTransaction.Part part) {
        return locked(log -> {
            checkClaim(transaction, part);
            if (part.changes().isEmpty()) {
                return () -> {};
            }
            LocalDateTime at = LocalTimes.now(clock);
            long lsn = log.commit(part.changes(), part.content(), new LogChange.Committed(at, transaction.markName()));
            transaction.left(state.name(), lsn, at);
            truncate();
            return telling(lsn);
        });
    }

    void release(StoredTransaction transaction) {
        locked(log -> {
            if (writer == transaction) {
                writer = null;
                writerLeft.signalAll();
            }
            return log;
        });
    }

    void onCommit(MirroredDatabase.@Nullable CommitListener changed) {
        listener = changed;
    }

    /** Tells the mirroring of what was written; outside every lock, as it may wait for the mirror. */
    void tellCommitted(long lsn) {
        telling(lsn).run();
    }

    /** What tells whoever listens now, as it may wait for the mirror; a role change meanwhile must not let it pass unheard. */
    private Runnable telling(long lsn) {
        MirroredDatabase.CommitListener told = listener;
        return told == null ? () -> {} : () -> told.committed(lsn);
    }

    /** Writes changes that are no rows as a transaction of their own. */
    void record(List<LogChange> changes, UnaryOperator<DatabaseState> change) {
        Runnable telling = locked(log -> {
            state = change.apply(current());
            long lsn = log.commit(changes, log.image().content(), new LogChange.Committed(LocalTimes.now(clock), null));
            truncate();
            return telling(lsn);
        });
        telling.run();
    }

    /** Writes the present users, permissions and keys to the log when they have changed since they were last there. */
    void recordSecurity() {
        DatabaseState now = state();
        byte[] security = MirroredCopy.writeSecurity(now.security());
        if (!Arrays.equals(security, now.image().security())) {
            record(List.of(new LogChange.SecurityReplaced(security)), state -> state);
        }
    }

    /** Forgets log that nobody needs: all of it without a chain, else what is backed up and hardened on the mirror. */
    void truncate() {
        locked(log -> {
            DatabaseState now = current();
            long from = now.hasLogChain() ? now.image().chain().next() : now.end() + 1;
            MirroringRow row = now.mirroring();
            boolean restoring = now.status() == DatabaseStatus.RESTORING;
            if (row != null && (!restoring || row.failoverLsn() == 0)) {
                // also an old principal that may still have to go back behind its own log backups
                from = Math.min(from, row.failoverLsn() + 1);
            }
            if (!restoring || now.hasLogChain()) {
                log.truncate(from);
            }
            return from;
        });
    }
}
