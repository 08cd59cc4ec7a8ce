package mirrorsh.lab.instance.storage;

import java.util.ArrayList;
import java.util.List;

/** The log of a database: records whose LSNs follow each other. Guarded by its database's lock. */
final class TransactionLog {
    private final List<LogRecord> records = new ArrayList<>();
    private long start;

    /** @param start LSN of the first record to come */
    TransactionLog(long start) {
        this.start = start;
    }

    /** First LSN still here. */
    long start() {
        return start;
    }

    /** LSN of the last record, 0 before the first. */
    long end() {
        return start + records.size() - 1;
    }

    /** Appends a record of this copy's own. */
    LogRecord append(LogChange change) {
        LogRecord record = new LogRecord(end() + 1, LogCodec.encode(change));
        records.add(record);
        return record;
    }

    /** Appends a record from another copy. */
    void append(LogRecord record) {
        if (record.lsn() != end() + 1) {
            throw new IllegalArgumentException("Record " + record.lsn() + " does not follow " + end() + ".");
        }
        records.add(record);
    }

    /** Records from an LSN on, at most so many. */
    List<LogRecord> read(long fromLsn, int most) {
        if (fromLsn < start) {
            throw new IllegalArgumentException("Record " + fromLsn + " is no longer in the log.");
        }
        if (fromLsn > end() || most <= 0) {
            return List.of();
        }
        int first = Math.toIntExact(fromLsn - start);
        return List.copyOf(records.subList(first, (int) Math.min(records.size(), (long) first + most)));
    }

    /** Forgets records before an LSN. */
    void truncateBefore(long lsn) {
        int gone = Math.toIntExact(Math.min(Math.max(0, lsn - start), records.size()));
        records.subList(0, gone).clear();
        start += gone;
    }

    /** Forgets records behind an LSN. */
    void cutAfter(long lsn) {
        int kept = Math.toIntExact(Math.max(0, lsn - start + 1));
        if (kept < records.size()) {
            records.subList(kept, records.size()).clear();
        }
    }
}
