package mirrorsh.lab.mirroring;

import java.util.List;
import mirrorsh.lab.instance.storage.LogRecord;
import mirrorsh.lab.instance.storage.MirroredDatabase;
import org.jspecify.annotations.Nullable;

/** Sends a principal's log to its mirror and keeps count of what is hardened there. For the session's mailbox only. */
final class LogPump {
    private static final int BATCH = 64;
    private static final int WINDOW = 1024;
    private static final int FETCHED = 1000;

    private final MirroredDatabase database;
    private volatile long hardened;
    private volatile long sentBytes;
    private long sent;
    private long flow;
    private @Nullable Link link;

    LogPump(MirroredDatabase database) {
        this.database = database;
    }

    boolean isRunning() {
        return link != null;
    }

    /** Begins behind what the mirror has. */
    void start(Link to, long mirrorEnd, long number) {
        link = to;
        flow = number;
        hardened = mirrorEnd;
        sent = mirrorEnd;
    }

    void stop() {
        link = null;
    }

    /** Sends what the window allows. */
    void pump(java.util.UUID session) {
        Link to = link;
        while (to != null && sent - hardened < WINDOW) {
            List<LogRecord> records = database.read(sent + 1, BATCH);
            if (records.isEmpty()) {
                return;
            }
            to.send(new LinkMessage.Log(session, flow, records));
            sentBytes += size(records);
            sent = records.get(records.size() - 1).lsn();
        }
    }

    /** The mirror has hardened up to an LSN. */
    void hardened(long lsn) {
        hardened = Math.max(hardened, lsn);
    }

    long hardened() {
        return hardened;
    }

    /** How many records the mirror lacks. */
    long behind() {
        return database.endOfLog() - hardened;
    }

    /** Log that the mirror has not got yet, in KB, rounded up. Safe to share. */
    long queue() {
        return kilobytes(database, hardened);
    }

    /** Bytes sent over all links. Safe to share. */
    long sentBytes() {
        return sentBytes;
    }

    /** Bytes of log in records. */
    static long size(List<LogRecord> records) {
        return records.stream().mapToLong(record -> record.payload().length).sum();
    }

    /** Size of the log behind an LSN in KB, rounded up. */
    static long kilobytes(MirroredDatabase database, long behind) {
        long bytes = 0;
        long from = Math.max(behind + 1, database.startOfLog());
        for (List<LogRecord> records = database.read(from, FETCHED);
                !records.isEmpty();
                records = database.read(from, FETCHED)) {
            bytes += size(records);
            from = records.get(records.size() - 1).lsn() + 1;
        }
        return (bytes + 1023) / 1024;
    }
}
