package mirrorsh.lab.instance.storage;

import java.util.List;
import java.util.function.Consumer;

/**
 * The log of a database and what it leads to: the image at its start, which a rewind begins from, and the present image. Guarded
 * by its database's lock.
 */
final class DatabaseLog {
    private final TransactionLog log;
    private Replay base;
    private Replay live;

    /** @param at LSN of the last record that the image has in it */
    DatabaseLog(Image image, long at) {
        this.log = new TransactionLog(at + 1);
        this.base = new Replay(image, at);
        this.live = new Replay(image, at);
    }

    Image image() {
        return live.image();
    }

    long start() {
        return log.start();
    }

    long end() {
        return log.end();
    }

    /** LSN of the last record applied. */
    long redone() {
        return live.at();
    }

    List<LogRecord> read(long fromLsn, int most) {
        return log.read(fromLsn, most);
    }

    /**
     * Writes a transaction that has taken place already.
     *
     * @param after the content that it led to
     * @param committed its last record
     * @return LSN of its commit record
     */
    long commit(List<LogChange> changes, Content after, LogChange.Committed committed) {
        Image image = live.image().with(after).committedAt(committed.at());
        for (LogChange change : changes) {
            log.append(change);
            if (change instanceof LogChange.SecurityReplaced replaced) {
                image = image.withSecurity(replaced.security());
            }
        }
        LogRecord last = log.append(committed);
        live.moveTo(last.lsn(), image);
        return last.lsn();
    }

    /** Writes a record that stands by itself. */
    long note(LogChange change) {
        LogRecord record = log.append(change);
        live.apply(record);
        return record.lsn();
    }

    void harden(List<LogRecord> records) {
        records.forEach(log::append);
    }

    /**
     * Applies records up to an LSN.
     *
     * @param before is shown every change before it takes effect; stops before the first that it refuses
     */
    void redo(long toLsn, Consumer<LogChange> before) {
        for (LogRecord record : log.read(live.at() + 1, Integer.MAX_VALUE)) {
            if (record.lsn() > toLsn) {
                return;
            }
            live.about(record).forEach(before);
            live.apply(record);
        }
    }

    /** Ends a transaction whose end never came. */
    void abortOpen() {
        if (live.isInsideTransaction()) {
            note(new LogChange.Aborted());
        }
    }

    /** Forgets records before an LSN, as far as they are applied. */
    void truncate(long beforeLsn) {
        long target = Math.min(beforeLsn, live.at() + 1);
        if (target <= log.start()) {
            return;
        }
        if (target == live.at() + 1) {
            base = live.copy();
        } else {
            for (LogRecord record : log.read(log.start(), Math.toIntExact(target - log.start()))) {
                base.apply(record);
            }
        }
        log.truncateBefore(target);
    }

    /** Takes back every record behind an LSN. */
    void rewind(long toLsn) {
        if (toLsn < log.start() - 1) {
            throw new IllegalArgumentException("The log before " + log.start() + " is gone.");
        }
        if (toLsn < log.end()) {
            boolean applied = live.at() > toLsn;
            log.cutAfter(toLsn);
            if (applied) {
                live = base.copy();
                log.read(log.start(), Integer.MAX_VALUE).forEach(live::apply);
            }
        }
    }
}
