package mirrorsh.lab.instance.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import mirrorsh.lab.instance.storage.MirroredDatabase.DatabaseStatus;
import mirrorsh.lab.type.SqlFailure;

/** RESTORE LOG: whether a log backup follows what the copy has, and its application (procedure.md MIR-6). */
final class LogRestore {
    private final RestorePlaces places;

    LogRestore(RestorePlaces places) {
        this.places = places;
    }

    /** Applies a log backup up to the point where the restore stops; false where that lies behind it. */
    boolean apply(StoredDatabase database, Restores.Request request, Restores.Source source) {
        places.checkMoves(request, source.set().files());
        List<LogRecord> records = records(source);
        return database.locked(log -> {
            DatabaseState now = database.state();
            if (now.isBound()) {
                throw SqlFailure.of(3104, now.name());
            }
            if (now.status() != DatabaseStatus.RESTORING && !now.isStandby()) {
                throw SqlFailure.of(3117);
            }
            check(now, source.set());
            List<LogRecord> next =
                    records.stream().filter(record -> record.lsn() > now.end()).toList();
            StopPoint.Cut cut = request.stop()
                    .map(stop -> stop.cut(now, source.set(), next))
                    .orElseGet(() -> new StopPoint.Cut(next, true));
            apply(database, now, request, cut.records());
            database.change(changed -> changed.withRestoredLogs(changed.restoredLogs() + 1));
            return cut.reached();
        });
    }

    private static List<LogRecord> records(Restores.Source source) {
        try {
            return LogBody.decode(source.body());
        } catch (IOException e) {
            throw SqlFailure.of(3241, source.path());
        }
    }

    /** 3154 another database, 4305 a gap, 4326 too old, 4330 another recovery path. */
    private static void check(DatabaseState now, BackupSet set) {
        BackupSet.Range range = set.range();
        if (!now.identity().family().equals(set.database().family())) {
            throw SqlFailure.of(3154, now.name());
        }
        if (range.first() > now.end() + 1) {
            throw SqlFailure.of(4305, Lsn.scaled(range.first()), Lsn.scaled(now.end() + 1));
        }
        if (range.last() < now.end() + 1) {
            throw SqlFailure.of(4326, Lsn.scaled(range.last()), Lsn.scaled(now.end() + 1));
        }
        UUID fork = now.image().forks().current().guid();
        if (!range.forks().at(now.end()).equals(fork)) {
            throw SqlFailure.of(4330, now.name());
        }
    }

    private void apply(StoredDatabase database, DatabaseState before, Restores.Request request, List<LogRecord> next) {
        long end = before.end();
        MirroredCopy copy = (MirroredCopy) database.mirrored();
        try {
            copy.harden(next);
            copy.redo(Long.MAX_VALUE, file -> places.moved(request, file));
        } catch (SqlFailure e) {
            copy.rewind(end); // a log backup takes effect whole or not at all
            throw e;
        } catch (UncheckedIOException | IllegalStateException e) {
            copy.rewind(end);
            throw SqlFailure.of(3241, before.name());
        }
        places.removeStandby(before);
    }
}
