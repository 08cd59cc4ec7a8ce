package mirrorsh.lab.instance.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far the backups of a database have come.
 *
 * @param next first LSN of the next log backup, 0 without a chain (catalog.md §6.2)
 * @param begins whether the next log backup will be the first of its chain
 * @param fullBackup checkpoint LSN of the last full backup that is not copy-only, 0 before the first
 */
record LogChain(long next, boolean begins, long fullBackup) {
    static final LogChain NONE = new LogChain(0, false, 0);

    boolean exists() {
        return next > 0;
    }

    LogChain afterLogBackup(long lastLsn) {
        return new LogChain(lastLsn + 1, false, fullBackup);
    }

    LogChain afterFullBackup(long checkpoint, boolean simple) {
        boolean starts = !simple && !exists();
        return new LogChain(starts ? checkpoint : next, starts || begins, checkpoint);
    }

    /** As it goes on in a copy whose log starts only here. */
    LogChain from(long startOfLog) {
        return exists() && next < startOfLog ? new LogChain(startOfLog, begins, fullBackup) : this;
    }

    LogChain broken() {
        return new LogChain(0, false, fullBackup);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(next);
        out.writeBoolean(begins);
        out.writeLong(fullBackup);
    }

    static LogChain read(DataInput in) throws IOException {
        return new LogChain(in.readLong(), in.readBoolean(), in.readLong());
    }
}
