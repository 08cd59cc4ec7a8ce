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
    record Request(Restore statement, String database, BackupOptions options, Caller caller) {
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
            Request request = new Request(statement, name, options, caller);
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

    /** RESTORE DATABASE d WITH RECOVERY, without a device. */
    private void finish(Request request) {
        StoredDatabase database =
                databases.find(request.database()).orElseThrow(() -> SqlFailure.of(911, request.database()));
        DatabaseState now = database.state();
        if (!request.recovers()) {
            throw SqlFailure.of(49999, "RESTORE without a device and without RECOVERY");
        }
        if (now.status() != DatabaseStatus.RESTORING && !now.isStandby()) {
            throw SqlFailure.of(3153);
        }
        places.removeStandby(now);
        ((MirroredCopy) database.mirrored()).recover(true);
    }

    private void restore(Request request, ResponseSink sink) {
        LocalDateTime start = LocalTimes.now(clock);
        MediaSet media = MediaSet.whole(devices.devices(request.statement().devices(), request.options()));
        int position = request.options().number("FILE", 1);
        BackupMedia.Entry entry = media.entry(position);
        Source source = new Source(media, position, entry.set(), entry.body());
        checkVersion(source.set());
        encryption.open(source.set().encryptor());
        Type type = source.set().label().type();
        if (request.statement().log() != (type == Type.LOG)) {
            throw SqlFailure.of(3135, source.path(), type.description());
        }
        StoredDatabase database = switch (type) {
            case DATABASE -> restoreFull(request, source);
            case DIFFERENTIAL -> restoreDifferential(request, source);
            case LOG -> new LogRestore(databases, places).apply(request, source);
        };
        end(request, database);
        remember(request, source, database, start);
        Progress.tell(
                sink,
                request.options(),
                source.set(),
                source.position(),
                database.name(),
                type == Type.LOG ? "RESTORE LOG" : "RESTORE DATABASE");
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
        existing.ifPresent(database -> checkOverwrite(database.state(), request, set));
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

    private static void checkOverwrite(DatabaseState now, Request request, BackupSet set) {
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
            throw SqlFailure.of(3159, now.name());
        }
    }

    private StoredDatabase restoreDifferential(Request request, Source source) {
        StoredDatabase database =
                databases.find(request.database()).orElseThrow(() -> SqlFailure.of(3118, request.database()));
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
        return database;
    }

    private static Image image(Source source) {
        try {
            return Image.read(new DataInputStream(new ByteArrayInputStream(source.body())));
        } catch (IOException | UncheckedIOException | ClassCastException e) {
            throw SqlFailure.of(3241, source.path());
        }
    }

    /** Leaves the database as WITH says. */
    private void end(Request request, StoredDatabase database) {
        String undoFile = request.options().text("STANDBY");
        if (undoFile != null) {
            places.place(undoFile);
            database.change(now -> now.withStandby(undoFile));
        } else if (request.options().has("NORECOVERY")) {
            database.change(now -> now.withStatus(DatabaseStatus.RESTORING));
        } else {
            ((MirroredCopy) database.mirrored()).recover(true);
        }
        if (request.options().has("ENABLE_BROKER")) {
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
                        database.state().files()));
    }
}
