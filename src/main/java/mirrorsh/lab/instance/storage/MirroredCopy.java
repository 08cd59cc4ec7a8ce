package mirrorsh.lab.instance.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.machine.Disk;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** A database's face towards mirroring. Its lock is the database's. */
final class MirroredCopy implements MirroredDatabase {
    private final StoredDatabase database;
    private final InstanceFolders folders;
    private final Encryption encryption;

    MirroredCopy(StoredDatabase database, InstanceFolders folders, Encryption encryption) {
        this.database = database;
        this.folders = folders;
        this.encryption = encryption;
    }

    @Override
    public String name() {
        return database.name();
    }

    @Override
    public UUID familyGuid() {
        return database.state().identity().family();
    }

    @Override
    public UUID brokerGuid() {
        return database.state().identity().broker();
    }

    @Override
    public Condition condition() {
        DatabaseState now = database.state();
        return new Condition(
                now.status(),
                now.options().recovery() == DatabaseOptions.Recovery.FULL,
                now.options().readOnly(),
                now.isStandby(),
                now.options().autoClose(),
                now.options().access() == DatabaseOptions.Access.SINGLE_USER,
                now.availability() != null);
    }

    @Override
    public long endOfLog() {
        return database.locked(DatabaseLog::end);
    }

    @Override
    public long redoStart() {
        return endOfLog() + 1;
    }

    @Override
    public long startOfLog() {
        return database.locked(DatabaseLog::start);
    }

    @Override
    public Optional<Long> nextLogBackup() {
        DatabaseState now = database.state();
        return now.hasLogChain() ? Optional.of(now.image().chain().next()) : Optional.empty();
    }

    @Override
    public UUID recoveryFork() {
        return database.state().image().forks().current().guid();
    }

    @Override
    public int restoredLogBackups() {
        return database.state().restoredLogs();
    }

    @Override
    public List<LogRecord> read(long fromLsn, int most) {
        return database.locked(log -> log.read(fromLsn, most));
    }

    @Override
    public void harden(List<LogRecord> records) {
        database.locked(log -> {
            log.harden(records);
            return log;
        });
    }

    /**
     * {@inheritDoc} 5133 or 5123 when a file that the principal added cannot be made here, 5149 on a full disk (errors.md §5, 1454),
     * 33111 when the key that encrypts the database from here on cannot be opened.
     */
    @Override
    public void redo(long toLsn) {
        redo(toLsn, file -> file);
    }

    /** As {@link #redo(long)}, with the places of added files changed. */
    void redo(long toLsn, java.util.function.UnaryOperator<DatabaseFile> place) {
        database.locked(log -> {
            List<DatabaseFile> made = new ArrayList<>();
            Consumer<LogChange> making = change -> {
                if (change instanceof LogChange.FileAdded added) {
                    DatabaseFile here = place.apply(added.file());
                    folders.place(here.path());
                    made.add(here);
                } else if (change instanceof LogChange.SecurityReplaced replaced) {
                    encryption.open(readSecurity(replaced.security()));
                }
            };
            byte[] security = log.image().security();
            if (folders.disk().isFull() && log.redone() < Math.min(toLsn, log.end())) {
                throw SqlFailure.of(5149, database.name(), Disk.NO_SPACE).state(3);
            }
            try {
                log.redo(toLsn, making);
            } finally {
                follow(log, security, made);
            }
            return log;
        });
        database.truncate();
    }

    @Override
    public long redone() {
        return database.locked(DatabaseLog::redone);
    }

    /** {@inheritDoc} The LSN must not lie before what is left of the log, less one. */
    @Override
    public void rewind(long toLsn) {
        database.locked(log -> {
            byte[] security = log.image().security();
            log.rewind(toLsn);
            follow(log, security, List.of());
            database.change(now -> now.files().stream().allMatch(file -> file.createLsn() <= toLsn)
                    ? now
                    : now.withFiles(now.files().stream()
                            .filter(file -> file.createLsn() <= toLsn)
                            .toList()));
            database.closeWriter();
            return log;
        });
    }

    /** Takes over what the log led to beside the tables. */
    private void follow(DatabaseLog log, byte[] securityBefore, List<DatabaseFile> made) {
        byte[] security = log.image().security();
        if (!Arrays.equals(security, securityBefore)) {
            DatabaseSecurity read = readSecurity(security);
            database.change(now -> now.withSecurity(read));
        }
        if (!made.isEmpty()) {
            database.change(now -> {
                List<DatabaseFile> files = new ArrayList<>(now.files());
                files.addAll(made);
                return now.withFiles(files);
            });
        }
    }

    @Override
    public void becomeMirror() {
        database.change(now -> now.withStatus(DatabaseStatus.RESTORING).withServed(true));
        database.closeWriter();
        database.evict();
    }

    @Override
    public void becomePrincipal(boolean newFork) {
        recover(newFork);
        // a mirror copy that becomes the principal has its broker on (catalog.md §6.1)
        database.change(now -> now.withOptions(now.options().broker(true)));
    }

    /** Ends the restoring: everything in the log is applied, an unfinished transaction is taken back. */
    void recover(boolean newFork) {
        redo(Long.MAX_VALUE);
        database.locked(log -> {
            log.abortOpen();
            if (newFork) {
                log.note(new LogChange.ForkOpened(UUID.randomUUID()));
            }
            LogChain chain = log.image().chain();
            LogChain here = chain.from(log.start());
            if (!here.equals(chain)) {
                log.note(new LogChange.ChainMoved(here));
            }
            return database.change(now -> now.withStatus(DatabaseStatus.ONLINE).withServed(true));
        });
    }

    @Override
    public void serve(boolean allowed) {
        boolean before = database.state().served();
        database.change(now -> now.withServed(allowed));
        if (before && !allowed) {
            database.closeWriter();
            database.evict();
        }
    }

    @Override
    public void mirroring(@Nullable MirroringRow row) {
        database.change(now -> now.withMirroring(row));
        database.truncate();
    }

    @Override
    public Optional<MirroringRow> mirroring() {
        return Optional.ofNullable(database.state().mirroring());
    }

    @Override
    public void availability(@Nullable AvailabilityRow row) {
        database.change(now -> now.withAvailability(row));
    }

    @Override
    public Optional<AvailabilityRow> availability() {
        return Optional.ofNullable(database.state().availability());
    }

    @Override
    public void onCommit(@Nullable CommitListener listener) {
        database.onCommit(listener);
    }

    static byte[] writeSecurity(DatabaseSecurity security) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            security.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws UncheckedIOException when the bytes are no security */
    static DatabaseSecurity readSecurity(byte[] bytes) {
        try {
            return DatabaseSecurity.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
