package mirrorsh.lab.mirroring;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import mirrorsh.lab.instance.storage.LogRecord;
import mirrorsh.lab.instance.storage.MirroredDatabase;
import mirrorsh.lab.mirroring.LinkMessage.Hardened;
import mirrorsh.lab.mirroring.LinkMessage.RedoFailed;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;

/** The mirror's end of the log: hardens what comes, says so, then applies it. For the session's mailbox only. */
final class MirrorLog {
    private final MirroredDatabase database;
    private final Station station;
    private volatile long received;
    private long flow;
    private boolean begun;
    private int reported;

    MirrorLog(MirroredDatabase database, Station station) {
        this.database = database;
        this.station = station;
    }

    /** Bytes of log hardened here. Safe to share. */
    long received() {
        return received;
    }

    /** What comes now belongs to this flow; false when a later one has begun already, which the word about this one must not undo. */
    boolean begin(long number) {
        if (begun && number - flow <= 0) {
            return false;
        }
        begun = true;
        flow = number;
        return true;
    }

    void receive(Link link, UUID session, long ofFlow, List<LogRecord> records) {
        if (ofFlow != flow) {
            return; // sent before the partners met again
        }
        long end = database.endOfLog();
        List<LogRecord> fresh =
                records.stream().filter(record -> record.lsn() > end).toList();
        if (!fresh.isEmpty() && fresh.get(0).lsn() != end + 1) {
            link.close(); // a gap: the partners meet again and find the place
            return;
        }
        if (!fresh.isEmpty()) {
            database.harden(fresh);
            received += LogPump.size(fresh);
        }
        link.send(new Hardened(session, flow, database.endOfLog()));
        redo().ifPresent(cause -> link.send(failed(session, cause)));
    }

    /** Drops what the principal does not have; why that is impossible (1462), if it is. */
    Optional<SqlMessage> rewind(long toLsn) {
        if (database.endOfLog() <= toLsn) {
            return Optional.empty();
        }
        if (toLsn < database.startOfLog() - 1) {
            SqlMessage cause = Messages.message(1462, database.name()); // the log that tells how it was is gone
            report(cause);
            return Optional.of(cause);
        }
        database.rewind(toLsn);
        return Optional.empty();
    }

    /** Tells the principal where this log ends, or why it cannot go on. */
    void answer(Link link, UUID session, Optional<SqlMessage> obstacle) {
        link.send(
                obstacle.isPresent()
                        ? failed(session, obstacle.get())
                        : new Hardened(session, flow, database.endOfLog()));
    }

    private static RedoFailed failed(UUID session, SqlMessage cause) {
        return new RedoFailed(session, cause.number(), cause.severity(), cause.state());
    }

    private void report(SqlMessage cause) {
        station.log().write(1454, database.name(), station.server(), cause.number(), cause.state());
    }

    /** Applies what is hardened; what stopped it (1454), if anything. */
    Optional<SqlMessage> redo() {
        try {
            database.redo(database.endOfLog());
            reported = 0;
            return Optional.empty();
        } catch (SqlFailure e) {
            SqlMessage cause = e.messages().get(0);
            if (cause.number() != reported) {
                reported = cause.number(); // tried again with every ping while it may take over
                report(cause);
            }
            return Optional.of(cause);
        }
    }
}
