package mirrorsh.lab.instance.storage;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.instance.storage.LogChange.Aborted;
import mirrorsh.lab.instance.storage.LogChange.ChainMoved;
import mirrorsh.lab.instance.storage.LogChange.Checkpoint;
import mirrorsh.lab.instance.storage.LogChange.Committed;
import mirrorsh.lab.instance.storage.LogChange.FileAdded;
import mirrorsh.lab.instance.storage.LogChange.ForkOpened;
import mirrorsh.lab.instance.storage.LogChange.SecurityReplaced;

/**
 * Log records turned into an image again. Changes of a transaction take effect when its commit record comes. Guarded by its
 * database's lock.
 */
final class Replay {
    private Image image;
    private long at;
    private final List<LogChange> open = new ArrayList<>();

    /** @param at LSN of the last record that the image has in it */
    Replay(Image image, long at) {
        this.image = image;
        this.at = at;
    }

    /** A replay that stands at the same place and goes on by itself. */
    Replay copy() {
        Replay copy = new Replay(image, at);
        copy.open.addAll(open);
        return copy;
    }

    Image image() {
        return image;
    }

    /** LSN of the last record applied. */
    long at() {
        return at;
    }

    /** Whether the records so far end in the middle of a transaction. */
    boolean isInsideTransaction() {
        return !open.isEmpty();
    }

    /** Goes on without reading, where the caller has made the image itself. */
    void moveTo(long lsn, Image reached) {
        at = lsn;
        image = reached;
    }

    /** Applies the next record. */
    void apply(LogRecord record) {
        if (record.lsn() != at + 1) {
            throw new IllegalArgumentException("Record " + record.lsn() + " does not follow " + at + ".");
        }
        LogChange change = LogCodec.decode(record.payload());
        if (change instanceof Committed committed) {
            commit(committed.at());
        } else if (change instanceof Aborted) {
            open.clear();
        } else if (change instanceof ChainMoved moved) {
            image = image.with(moved.chain());
        } else if (change instanceof ForkOpened opened) {
            image = image.with(image.forks().open(record.lsn(), opened.fork()));
        } else if (!(change instanceof Checkpoint)) {
            open.add(change);
        }
        at = record.lsn();
    }

    /** The changes that take effect with a record; it is not applied. */
    List<LogChange> about(LogRecord record) {
        boolean some =
                open.stream().anyMatch(change -> change instanceof FileAdded || change instanceof SecurityReplaced);
        return some && LogCodec.decode(record.payload()) instanceof Committed ? List.copyOf(open) : List.of();
    }

    private void commit(LocalDateTime at) {
        Image after = image.with(image.content().after(open)).committedAt(at);
        for (LogChange change : open) {
            if (change instanceof SecurityReplaced replaced) {
                after = after.withSecurity(replaced.security());
            }
        }
        open.clear();
        image = after;
    }
}
