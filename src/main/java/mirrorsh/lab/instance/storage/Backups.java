package mirrorsh.lab.instance.storage;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.security.DatabaseEncryption;
import mirrorsh.lab.instance.storage.BackupSet.Type;
import mirrorsh.lab.instance.storage.MirroredDatabase.DatabaseStatus;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.sql.ast.BackupStatement.Backup;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;

/** BACKUP DATABASE and BACKUP LOG (tsql.md §8; refusals: errors.md §4). Safe to share. */
final class Backups {
    private static final int QUARTER_HOUR = 900;
    private static final String IN_USE =
            "32(The process cannot access the file because it is being used by another process.)";

    private final Installation installation;
    private final DatabaseList databases;
    private final BackupDevices devices;
    private final BackupHistory history;
    private final Occupancy occupancy;
    private final Clock clock;
    private final Set<Integer> running = ConcurrentHashMap.newKeySet();
    private final Object media = new Object();

    Backups(
            Installation installation,
            DatabaseList databases,
            BackupDevices devices,
            BackupHistory history,
            Occupancy occupancy) {
        this.installation = installation;
        this.databases = databases;
        this.devices = devices;
        this.history = history;
        this.occupancy = occupancy;
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
            checkWritable(targets, options);
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

    private static void checkWritable(List<BackupDevice> targets, BackupOptions options) {
        Set<String> paths = new HashSet<>();
        for (BackupDevice target : targets) {
            target.checkWritable(options);
            if (!paths.add(target.path().replace('/', '\\').toLowerCase(Locale.ROOT))) {
                // the number is unconfirmed: the first stripe has the file open
                throw SqlFailure.of(3201, target.path(), IN_USE);
            }
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
        if (log) {
            checkLog(now, options, caller);
        } else if (options.has("NORECOVERY") || options.has("NO_TRUNCATE")) {
            throw SqlFailure.of(3032, "NORECOVERY, NO_TRUNCATE");
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
        if (options.has("NORECOVERY")) {
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
        MediaSet target = target(devices, options, start); // refuses before the log is touched
        DatabaseState before = database.state();
        database.recordSecurity();
        Taken taken = database.locked(l -> take(database, l, type, options));
        BackupSet set = header(database.state(), taken, type, options, start, caller);
        try {
            synchronized (media) {
                target = target(devices, options, start).with(set, taken.body());
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
        if (options.has("NORECOVERY")) {
            database.change(now -> now.withStatus(DatabaseStatus.RESTORING));
            database.evict();
        }
        int position = target.entries().size();
        history.add(target, set, position);
        String verb =
                log ? "BACKUP LOG" : type == Type.DATABASE ? "BACKUP DATABASE" : "BACKUP DATABASE WITH DIFFERENTIAL";
        Progress.tell(sink, options, set, position, database.name(), verb);
    }

    /** Moves the chain on in the log, so that the mirror learns of it. */
    private static void moveChain(StoredDatabase database, LogChain chain) {
        database.tellCommitted(database.locked(log -> {
            long lsn = log.image().chain().equals(chain) ? 0 : log.note(new LogChange.ChainMoved(chain));
            database.truncate();
            return lsn;
        }));
    }

    /** The media as it is before the new set; 4030 when a set on it must be kept. */
    private static MediaSet target(List<BackupDevice> devices, BackupOptions options, LocalDateTime now) {
        String wanted = options.text("MEDIANAME");
        String description = options.text("MEDIADESCRIPTION");
        if (options.has("FORMAT")) {
            return MediaSet.formatted(devices, wanted, description, now);
        }
        MediaSet there =
                MediaSet.written(devices).orElseGet(() -> MediaSet.formatted(devices, wanted, description, now));
        if (wanted != null
                && !options.has("SKIP")
                && !wanted.equalsIgnoreCase(there.header().name())) {
            throw SqlFailure.of(
                    4037, there.path(), String.valueOf(there.header().name()), wanted);
        }
        if (!options.has("INIT")) {
            return there;
        }
        for (BackupMedia.Entry entry : there.entries()) {
            LocalDateTime expiration = entry.set().label().expiration();
            if (expiration != null && expiration.isAfter(now) && !options.has("SKIP")) {
                throw SqlFailure.of(4030, there.path(), expiration);
            }
        }
        return there.cleared();
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
                options.has("CHECKSUM"),
                options.has("COMPRESSION"),
                taken.body().length);
        Installation.Version version = installation.version();
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
        return new BackupSet(label, origin, now.identity(), now.options(), now.files(), taken.range(), encryptor);
    }
}
