package mirrorsh.lab.instance.storage;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.security.DatabaseEncryption;
import mirrorsh.lab.instance.security.Encryptor;
import mirrorsh.lab.instance.storage.BackupSet.Type;
import mirrorsh.lab.instance.storage.MirroredDatabase.DatabaseStatus;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.BackupStatement.Backup;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** BACKUP DATABASE and BACKUP LOG (tsql.md §8; refusals: errors.md §4). Safe to share. */
final class Backups {
    private static final int QUARTER_HOUR = 900;

    private final Installation installation;
    private final DatabaseList databases;
    private final BackupDevices devices;
    private final BackupHistory history;
    private final Occupancy occupancy;
    private final Principals principals;
    private final RestorePlaces places;
    private final Clock clock;
    private final Set<Integer> running = ConcurrentHashMap.newKeySet();
    private final Object media = new Object();

    Backups(
            Installation installation,
            DatabaseList databases,
            BackupDevices devices,
            BackupHistory history,
            Occupancy occupancy,
            Principals principals,
            RestorePlaces places) {
        this.installation = installation;
        this.databases = databases;
        this.devices = devices;
        this.history = history;
        this.occupancy = occupancy;
        this.principals = principals;
        this.places = places;
        this.clock = installation.machine().clock();
    }

    /** What a backup holds: the part of the history, its bytes, and the chain that it leaves behind. */
    private record Taken(BackupSet.Range range, byte[] body, LogChain chain) {}

    void execute(Backup statement, Caller caller, ResponseSink sink, Cancellation cancellation) {
        String verb = statement.log() ? "BACKUP LOG" : "BACKUP DATABASE";
        try {
            if (caller.inTransaction()) {
                throw SqlFailure.of(3021);
            }
            cancellation.check();
            BackupOptions options = BackupOptions.ofBackup(statement.options());
            String name = Literals.text(statement.database());
            StoredDatabase database = databases.find(name).orElseThrow(() -> SqlFailure.of(911, name));
            check(database, statement.log(), options, caller);
            List<BackupDevice> targets = devices.devices(statement.devices(), options);
            BackupTarget.checkWritable(targets, options);
            if (!running.add(database.id())) {
                throw SqlFailure.of(3023, database.name());
            }
            try {
                back(database, statement.log(), options, targets, caller, sink);
            } finally {
                running.remove(database.id());
            }
        } catch (SqlFailure e) {
            throw e.followedBy(3013, verb);
        }
    }

    private void check(StoredDatabase database, boolean log, BackupOptions options, Caller caller) {
        DatabaseState now = database.state();
        boolean owner = now.options().owner().equalsIgnoreCase(caller.login());
        if (!owner && !caller.rights().in(database.security(), log ? "BALO" : "BADB")) {
            throw SqlFailure.of(262, log ? "BACKUP LOG" : "BACKUP DATABASE", now.name());
        }
        if (now.name().equalsIgnoreCase("tempdb")) {
            throw SqlFailure.of(3033, now.name());
        }
        boolean single = now.options().access() == DatabaseOptions.Access.SINGLE_USER;
        if (single && occupancy.isUsedByOthers(now.name(), caller.sessionId())) {
            throw SqlFailure.of(924, now.name());
        }
        database.checkOpen();
        boolean express = installation.edition().witnessOnly();
        if (options.has("COMPRESSION") && express) {
            throw SqlFailure.of(1844, "BACKUP WITH COMPRESSION", installation.edition());
        }
        if (options.has("ENCRYPTION")) {
            if (!installation.version().atLeast(Version.SQL_2014)) {
                throw SqlFailure.of(155, "ENCRYPTION", "BACKUP");
            }
            if (express) {
                throw SqlFailure.of(1844, "BACKUP WITH ENCRYPTION", installation.edition());
            }
        }
        if (log) {
            checkLog(now, options, caller);
        } else if (options.takesTail() || options.has("NO_TRUNCATE")) {
            throw SqlFailure.of(3032, "NORECOVERY, STANDBY, NO_TRUNCATE");
        } else if (options.has("DIFFERENTIAL") && now.image().chain().fullBackup() == 0) {
            throw SqlFailure.of(3035, now.name());
        }
    }

    private void checkLog(DatabaseState now, BackupOptions options, Caller caller) {
        if (now.name().equalsIgnoreCase("master")) {
            throw SqlFailure.of(4212);
        }
        if (options.has("DIFFERENTIAL")) {
            throw SqlFailure.of(3032, "DIFFERENTIAL");
        }
        if (now.isSimple()) {
            throw SqlFailure.of(4208, "BACKUP LOG");
        }
        if (!now.hasLogChain()) {
            throw SqlFailure.of(4214);
        }
        if (options.takesTail()) {
            if (now.isBound()) {
                throw SqlFailure.of(1468, now.name());
            }
            if (occupancy.isUsed(now.name(), caller)) {
                throw SqlFailure.of(3101);
            }
        }
    }

    private void back(
            StoredDatabase database,
            boolean log,
            BackupOptions options,
            List<BackupDevice> devices,
            Caller caller,
            ResponseSink sink) {
        Type type = log ? Type.LOG : options.has("DIFFERENTIAL") ? Type.DIFFERENTIAL : Type.DATABASE;
        LocalDateTime start = LocalTimes.now(clock);
        String undoFile = options.text("STANDBY");
        if (undoFile != null) {
            places.checkFolder(undoFile);
        }
        BackupSet.Cipher cipher = cipher(options, caller, sink);
        MediaSet target = BackupTarget.of(devices, options, start); // refuses before the log is touched
        DatabaseState before = database.state();
        database.recordSecurity();
        Taken taken = database.locked(l -> take(database, l, type, options));
        BackupSet set = header(database.state(), taken, type, options, start, caller)
                .in(
                        target.header().compressed(),
                        options.has("CHECKSUM") || target.header().compressed() && !options.has("NO_CHECKSUM"),
                        cipher);
        try {
            synchronized (media) {
                target = BackupTarget.of(devices, options, start).with(set, taken.body());
                target.write();
            }
        } catch (SqlFailure e) {
            moveChain(database, before.image().chain());
            throw e;
        }
        database.tellCommitted(taken.range().last() - 1);
        if (log && !options.has("COPY_ONLY") && !options.has("NO_TRUNCATE")) {
            moveChain(database, taken.chain());
        }
        if (options.takesTail()) {
            leave(database, options.text("STANDBY"));
        }
        int position = target.entries().size();
        history.add(target, set, position);
        String verb =
                log ? "BACKUP LOG" : type == Type.DATABASE ? "BACKUP DATABASE" : "BACKUP DATABASE WITH DIFFERENTIAL";
        Progress.tell(sink, options, set, position, database.name(), verb, List.of());
    }

    /** How the backup is encrypted; tells when the certificate was never backed up. 15151, 3096, 33101. */
    private BackupSet.@Nullable Cipher cipher(BackupOptions options, Caller caller, ResponseSink sink) {
        String algorithm = options.text("ENCRYPTION");
        if (algorithm == null) {
            return null;
        }
        Encryptor encryptor = principals.backupEncryptor(String.valueOf(options.text("SERVER CERTIFICATE")), caller);
        if (!encryptor.keyBackedUp()) {
            sink.message(Messages.message(33091));
        }
        return new BackupSet.Cipher(algorithm.toLowerCase(Locale.ROOT), encryptor.thumbprint());
    }

    /** Behind the tail nothing more is written: the database is restoring or, with an undo file, in standby. */
    private void leave(StoredDatabase database, @Nullable String undoFile) {
        if (undoFile == null) {
            database.change(now -> now.withStatus(DatabaseStatus.RESTORING));
        } else {
            places.place(undoFile);
            database.change(now -> now.withStandby(undoFile));
        }
        database.closeWriter();
        database.evict();
    }

    /** Moves the chain on in the log, so that the mirror learns of it. */
    private static void moveChain(StoredDatabase database, LogChain chain) {
        database.tellCommitted(database.locked(log -> {
            long lsn = log.image().chain().equals(chain) ? 0 : log.note(new LogChange.ChainMoved(chain));
            database.truncate();
            return lsn;
        }));
    }

    /** Takes the content under the database's lock; a full backup starts or keeps the chain with it. */
    private static Taken take(StoredDatabase database, DatabaseLog log, Type type, BackupOptions options) {
        LogChain chain = log.image().chain();
        if (type == Type.LOG) {
            log.note(new LogChange.Checkpoint());
            List<LogRecord> records = log.read(chain.next(), Integer.MAX_VALUE);
            BackupSet.Range range = new BackupSet.Range(
                    chain.next(),
                    log.end() + 1,
                    chain.next(),
                    chain.fullBackup(),
                    chain.begins(),
                    0,
                    log.image().forks());
            return new Taken(range, LogBody.encode(records), chain.afterLogBackup(log.end()));
        }
        long checkpoint = log.note(new LogChange.Checkpoint());
        if (type == Type.DATABASE && !options.has("COPY_ONLY")) {
            boolean simple = database.state().isSimple();
            log.note(new LogChange.ChainMoved(chain.afterFullBackup(checkpoint, simple)));
        }
        BackupSet.Range range = new BackupSet.Range(
                checkpoint,
                log.end() + 1,
                checkpoint,
                chain.fullBackup(),
                false,
                type == Type.DIFFERENTIAL ? chain.fullBackup() : 0,
                log.image().forks());
        return new Taken(range, encode(log.image()), log.image().chain());
    }

    private static byte[] encode(Image image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            image.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private BackupSet header(
            DatabaseState now, Taken taken, Type type, BackupOptions options, LocalDateTime start, Caller caller) {
        LocalDateTime finish = LocalTimes.now(clock);
        int days = options.number("RETAINDAYS", 0);
        BackupSet.Label label = new BackupSet.Label(
                UUID.randomUUID(),
                type,
                options.text("NAME"),
                options.text("DESCRIPTION"),
                days > 0 ? start.plusDays(days) : options.time("EXPIREDATE"),
                caller.login(),
                start,
                finish,
                options.has("COPY_ONLY") || options.has("NO_TRUNCATE"),
                false,
                false,
                taken.body().length);
        Version version = installation.version();
        int offset = clock.getZone().getRules().getOffset(clock.instant()).getTotalSeconds();
        BackupSet.Origin origin = new BackupSet.Origin(
                installation.serverName(),
                installation.machine().name(),
                version.major(),
                version.minor(),
                installation.build(),
                offset / QUARTER_HOUR);
        byte[] encryptor =
                now.security().encryption().map(DatabaseEncryption::thumbprint).orElse(new byte[0]);
        return new BackupSet(label, origin, now.identity(), now.options(), now.files(), taken.range(), encryptor, null);
    }
}
