package mirrorsh.lab.instance.storage;

import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one log record says. The changes of a transaction stand together and end in {@link Committed}; the other kinds stand by
 * themselves.
 */
sealed interface LogChange {
    record TableCreated(TableDefinition table) implements LogChange {}

    record TableDropped(int table) implements LogChange {}

    record RowInserted(int table, long row, @Nullable Object[] values) implements LogChange {}

    record RowUpdated(int table, long row, @Nullable Object[] values) implements LogChange {}

    record RowDeleted(int table, long row) implements LogChange {}

    /** A file was added; a mirror copy creates it at the same path. */
    record FileAdded(DatabaseFile file) implements LogChange {}

    /** Users, permissions and keys of the database are now these. */
    record SecurityReplaced(byte[] security) implements LogChange {}

    /**
     * The changes before it are one transaction that took place.
     *
     * @param at by the local time of the host where it did, as a datetime
     * @param mark the name that WITH MARK gave it, else null
     */
    record Committed(LocalDateTime at, @Nullable String mark) implements LogChange {}

    /** The changes before it never took place: their principal was lost in the middle of sending them. */
    record Aborted() implements LogChange {}

    /** Nothing changed. */
    record Checkpoint() implements LogChange {}

    /** A backup moved the log chain on. */
    record ChainMoved(LogChain chain) implements LogChange {}

    /** History goes on from here on another path. */
    record ForkOpened(UUID fork) implements LogChange {}
}
