package mirrorsh.lab.instance.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The recovery path of a database: each recovery, and each forced service, opens a fork.
 *
 * @param forks oldest first, at least one
 */
record RecoveryForks(List<Fork> forks) {
    RecoveryForks {
        forks = List.copyOf(forks);
    }

    /** A fork and the LSN of its first record. */
    record Fork(long fromLsn, UUID guid) {}

    static RecoveryForks start(UUID guid) {
        return new RecoveryForks(List.of(new Fork(0, guid)));
    }

    Fork current() {
        return forks.get(forks.size() - 1);
    }

    UUID first() {
        return forks.get(0).guid();
    }

    /** The fork on which an LSN lies. */
    UUID at(long lsn) {
        UUID found = forks.get(0).guid();
        for (Fork fork : forks) {
            if (fork.fromLsn() <= lsn) {
                found = fork.guid();
            }
        }
        return found;
    }

    RecoveryForks open(long fromLsn, UUID guid) {
        List<Fork> more = new ArrayList<>(forks);
        more.add(new Fork(fromLsn, guid));
        return new RecoveryForks(more);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(forks.size());
        for (Fork fork : forks) {
            out.writeLong(fork.fromLsn());
            ValueCodec.write(out, fork.guid());
        }
    }

    static RecoveryForks read(DataInput in) throws IOException {
        List<Fork> forks = new ArrayList<>();
        for (int n = ValueCodec.count(in); n > 0; n--) {
            forks.add(new Fork(in.readLong(), ValueCodec.readGuid(in)));
        }
        if (forks.isEmpty()) {
            throw new IOException("A recovery path is missing.");
        }
        return new RecoveryForks(forks);
    }
}
