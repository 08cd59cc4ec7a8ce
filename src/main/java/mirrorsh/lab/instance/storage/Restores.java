package mirrorsh.lab.instance.storage;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.instance.storage.BackupSet.Type;
import mirrorsh.lab.instance.storage.MirroredDatabase.DatabaseStatus;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.sql.ast.BackupStatement.Restore;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;

/** RESTORE DATABASE and the end of every restore sequence (tsql.md §9; refusals: procedure.md MIR-5, errors.md §4). */
final class Restores {
    private final Installation installation;
    private final DatabaseList databases;
    private final BackupDevices devices;
    private final RestorePlaces places;
    private final BackupHistory history;
    private final Occupancy occupancy;
    private final Encryption encryption;
    private final Clock clock;

    Restores(
            Installation installation,
            DatabaseList databases,
            BackupDevices devices,
            RestorePlaces places,
            BackupHistory history,
            Occupancy occupancy,
            Encryption encryption) {
        this.installation = installation;
        this.databases = databases;
        this.devices = devices;
        this.places = places;
        this.history = history;
        this.occupancy = occupancy;
        this.encryption = encryption;
        this.clock = installation.machine().clock();
    }

    /** One restore on its way. */
    record Request(Restore statement, String database, BackupOptions options, Optional<StopPoint> stop, Caller caller) {
        boolean recovers() {
            return !options.has("NORECOVERY") && !options.has("STANDBY");
        }
    }

    /** A backup set found on its media. */
    record Source(MediaSet media, int position, BackupSet set, byte[] body) {
        String path() {
            return media.path();
        }
    }

    void execute(Restore statement, Caller caller, ResponseSink sink, Cancellation cancellation) {
        String verb = statement.log() ? "RESTORE LOG" : "RESTORE DATABASE";
        try {
            if (caller.inTransaction()) {
                throw SqlFailure.of(3021);
            }
            cancellation.check();
            BackupOptions options = BackupOptions.ofRestore(statement.options());
            String name = Literals.text(statement.database());
            Optional<StopPoint> stop = StopPoint.of(options, statement.log());
            Request request = new Request(statement, name, options, stop, caller);
            checkTarget(request);
            if (statement.devices().isEmpty()) {
                finish(request);
                sink.message(Messages.message(3014, verb, 0, "0.000"));
            } else {
                restore(request, sink);
            }
        } catch (SqlFailure e) {
            throw e.followedBy(3013, verb);
        }
    }

    private void checkTarget(Request request) {
        Optional<StoredDatabase> existing = databases.find(request.database());
        Caller caller = request.caller();
        if (caller.database().equalsIgnoreCase(request.database())) {
            throw SqlFailure.of(3102, request.database());
        }
        if (existing.isEmpty()) {
            if (!caller.rights().onServer("CRDB")) {
                throw SqlFailure.of(262, "CREATE DATABASE", "master");
            }
            return;
        }
        DatabaseState now = existing.get().state();
        boolean owner = now.options().owner().equalsIgnoreCase(caller.login());
        if (!owner && !caller.rights().onServer("ALDB")) {
            throw SqlFailure.of(3110, caller.login(), now.name());
        }
        if (now.isSystem()) {
            throw SqlFailure.of(49999, "RESTORE of a system database");
        }
        if (now.isBound()) {
            throw SqlFailure.of(3104, now.name());
        }
        if (occupancy.isUsedByOthers(now.name(), caller.sessionId())) {
            throw SqlFailure.of(3101);
        }
    }

    /**
     * RESTORE without a device: ends the sequence, or lets the database be read between its steps or no longer (the vendor's page of
     * arguments wants one of the three named; that NORECOVERY does not take an online database back is inferred).
     */
    private void finish(Request request) {
        BackupOptions options = request.options();
        if (!options.has("RECOVERY") && !options.takesTail()) {
            throw SqlFailure.of(3207);
        }
        StoredDatabase database =
                databases.find(request.database()).orElseThrow(() -> SqlFailure.of(911, request.database()));
        DatabaseState now = database.state();
        if (request.stop().isPresent()) {
            throw SqlFailure.of(49998, "without a backup there is nothing to stop in");
        }
        if (now.status() != DatabaseStatus.RESTORING && !now.isStandby()) {
            throw SqlFailure.of(3153);
        }
        String undoFile = options.text("STANDBY");
        if (undoFile != null) {
            places.checkFolder(undoFile);
        }
        places.removeStandby(now);
        end(request, database, true);
    }

    private void restore(Request request, ResponseSink sink) {
        LocalDateTime start = LocalTimes.now(clock);
        MediaSet media = MediaSet.whole(devices.devices(request.statement().devices(), request.options()));
        int position = request.options().number("FILE", 1);
        BackupMedia.Entry entry = media.entry(position);
        Source source = new Source(media, position, entry.set(), entry.body());
        checkVersion(source.set());
        encryption.open(source.set());
        checkChecksums(request.options(), source.set());
        Type type = source.set().label().type();
        if (request.statement().log() != (type == Type.LOG)) {
            throw SqlFailure.of(3135, source.path(), type.description());
        }
        boolean whole = request.stop().isEmpty();
        if (type != Type.LOG) {
            request.stop().ifPresent(stop -> stop.checkData(source.set()));
        }
        StoredDatabase database = type == Type.DATABASE ? restoreFull(request, source) : restoring(request);
        if (type == Type.DIFFERENTIAL) {
            restoreDifferential(database, source);
        } else if (type == Type.LOG) {
            whole = new LogRestore(places).apply(database, request, source);
        }
        end(request, database, whole);
        remember(request, source, database, start);
        List<SqlMessage> notes =
                whole ? List.of() : List.of(request.stop().orElseThrow().notReached());
        Progress.tell(
                sink,
                request.options(),
                source.set(),
                source.position(),
                database.name(),
                type == Type.LOG ? "RESTORE LOG" : "RESTORE DATABASE",
                notes);
    }

    /** 3187 where checksums are to be compared that are not there. */
    static void checkChecksums(BackupOptions options, BackupSet set) {
        if (options.has("CHECKSUM") && !set.label().checksum()) {
            throw SqlFailure.of(3187);
        }
    }

    private void checkVersion(BackupSet set) {
        BackupSet.Origin origin = set.origin();
        if (origin.major() > installation.version().major()) {
            throw SqlFailure.of(
                    3169,
                    origin.major() + "." + origin.minor() + "." + origin.build(),
                    installation.version().major() + "."
                            + installation.version().minor() + "."
                            + installation.build());
        }
    }

    private StoredDatabase restoreFull(Request request, Source source) {
        BackupSet set = source.set();
        Optional<StoredDatabase> existing = databases.find(request.database());
        existing.ifPresent(database -> checkOverwrite(database, request, set));
        Image image = image(source);
        List<DatabaseFile> files = places.plan(request, set.files());
        DatabaseSecurity security = MirroredCopy.readSecurity(image.security());
        String owner = request.caller().login();
        LocalDateTime now = LocalTimes.now(clock);
        StoredDatabase database;
        if (existing.isPresent()) {
            database = existing.get();
            DatabaseState before = database.state();
            places.removeStandby(before);
            before.files().forEach(file -> places.remove(file.path()));
            String name = before.name();
            database.restart(
                    start(before.id(), set, set.database().restoredAs(name, now), owner, files, image, security));
            database.evict();
        } else {
            DatabaseIdentity identity = set.database().restoredAs(request.database(), now);
            database = databases.add(request.database(), id -> start(id, set, identity, owner, files, image, security));
        }
        files.forEach(file -> places.place(file.path()));
        if (request.options().has("NEW_BROKER")) {
            database.change(state -> state.withIdentity(state.identity().withBroker(java.util.UUID.randomUUID())));
        }
        return database;
    }

    private static DatabaseState start(
            int id,
            BackupSet set,
            DatabaseIdentity identity,
            String owner,
            List<DatabaseFile> files,
            Image image,
            DatabaseSecurity security) {
        long last = set.range().last() - 1;
        return new DatabaseState(
                id,
                identity,
                set.options().restoredBy(owner),
                DatabaseStatus.RESTORING,
                null,
                files,
                image,
                last + 1,
                last,
                0,
                true,
                null,
                null,
                security);
    }

    private static void checkOverwrite(StoredDatabase database, Request request, BackupSet set) {
        DatabaseState now = database.state();
        if (request.options().has("REPLACE")) {
            return;
        }
        if (!now.identity().family().equals(set.database().family())) {
            throw SqlFailure.of(3154, now.name());
        }
        if (!now.name().equalsIgnoreCase(set.database().name())) {
            throw SqlFailure.of(3141, set.database().name(), now.name());
        }
        if (now.status() == DatabaseStatus.ONLINE && !now.isStandby() && now.hasLogChain()) {
            StopPoint stop = request.stop().orElseThrow(() -> SqlFailure.of(3159, now.name()));
            stop.checkTail(
                    now, database.locked(log -> log.read(log.image().chain().next(), Integer.MAX_VALUE)));
        }
    }

    /** The database that a differential or log backup goes on with. */
    private StoredDatabase restoring(Request request) {
        return databases.find(request.database()).orElseThrow(() -> SqlFailure.of(3118, request.database()));
    }

    private void restoreDifferential(StoredDatabase database, Source source) {
        DatabaseState now = database.state();
        if (now.status() != DatabaseStatus.RESTORING && !now.isStandby()) {
            throw SqlFailure.of(3117);
        }
        BackupSet set = source.set();
        boolean related = now.identity().family().equals(set.database().family());
        if (!related || now.image().chain().fullBackup() != set.range().differentialBase()) {
            throw SqlFailure.of(3136, now.name());
        }
        if (set.range().last() < now.end() + 1) {
            throw SqlFailure.of(3120);
        }
        Image image = image(source);
        places.removeStandby(now);
        DatabaseSecurity security = MirroredCopy.readSecurity(image.security());
        database.restart(start(now.id(), set, now.identity(), now.options().owner(), now.files(), image, security));
    }

    private static Image image(Source source) {
        try {
            return Image.read(new DataInputStream(new ByteArrayInputStream(source.body())));
        } catch (IOException | UncheckedIOException | ClassCastException e) {
            throw SqlFailure.of(3241, source.path());
        }
    }

    /** Leaves the database as WITH says, but restoring where the point to stop at lies behind the backup. */
    private void end(Request request, StoredDatabase database, boolean whole) {
        String undoFile = request.options().text("STANDBY");
        if (!whole) {
            database.change(now -> now.withStatus(DatabaseStatus.RESTORING));
        } else if (undoFile != null) {
            places.place(undoFile);
            database.change(now -> now.withStandby(undoFile));
        } else if (request.options().has("NORECOVERY")) {
            database.change(now -> now.withStatus(DatabaseStatus.RESTORING));
        } else {
            ((MirroredCopy) database.mirrored()).recover(true);
        }
        // there are no conversations here to be ended with an error
        if (request.options().has("ENABLE_BROKER") || request.options().has("ERROR_BROKER_CONVERSATIONS")) {
            database.change(now -> now.withOptions(now.options().broker(true)));
        }
        if (request.options().has("RESTRICTED_USER")) {
            database.change(now -> now.withOptions(now.options().access(DatabaseOptions.Access.RESTRICTED_USER)));
        }
    }

    private void remember(Request request, Source source, StoredDatabase database, LocalDateTime start) {
        BackupHistory.SetRow row = history.add(source.media(), source.set(), source.position());
        history.addRestore(
                row,
                new BackupHistory.Restored(
                        start,
                        database.name(),
                        request.caller().login(),
                        request.options().has("REPLACE"),
                        request.recovers(),
                        request.options().has("RESTART"),
                        source.media().members().size(),
                        request.stop(),
                        database.state().files()));
    }
}
