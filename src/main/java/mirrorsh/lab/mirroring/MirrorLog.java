package mirrorsh.lab.mirroring;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import mirrorsh.lab.instance.storage.LogRecord;
import mirrorsh.lab.instance.storage.MirroredDatabase;
import mirrorsh.lab.mirroring.LinkMessage.Hardened;
import mirrorsh.lab.mirroring.LinkMessage.RedoFailed;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;

/** The mirror's end of the log: hardens what comes, says so, then applies it. For the session's mailbox only. */
final class MirrorLog {
    private final MirroredDatabase database;
    private final Station station;

    MirrorLog(MirroredDatabase database, Station station) {
        this.database = database;
        this.station = station;
    }

    void receive(Link link, UUID session, List<LogRecord> records) {
        long end = database.endOfLog();
        List<LogRecord> fresh =
                records.stream().filter(record -> record.lsn() > end).toList();
        if (!fresh.isEmpty() && fresh.get(0).lsn() != end + 1) {
            link.close(); // a gap: the partners meet again and find the place
            return;
        }
        if (!fresh.isEmpty()) {
            database.harden(fresh);
        }
        link.send(new Hardened(session, database.endOfLog()));
        redo().ifPresent(cause -> link.send(new RedoFailed(session, cause.number(), cause.severity(), cause.state())));
    }

    /** Drops what the principal does not have. */
    void rewind(long toLsn) {
        if (database.endOfLog() > toLsn) {
            database.rewind(toLsn);
        }
    }

    /** Applies what is hardened; what stopped it (1454), if anything. */
    Optional<SqlMessage> redo() {
        try {
            database.redo(database.endOfLog());
            return Optional.empty();
        } catch (SqlFailure e) {
            SqlMessage cause = e.messages().get(0);
            station.log().write(1454, database.name(), station.server(), cause.number(), cause.state());
            return Optional.of(cause);
        }
    }
}
