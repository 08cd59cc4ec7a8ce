package mirrorsh.lab.instance.storage;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A database as mirroring sees it. Safe to share between threads; no method waits for another instance.
 *
 * <p>Log positions are {@link LogRecord#lsn}; the catalog shows them scaled to numeric(25,0).
 */
public interface MirroredDatabase {
    String name();

    /** Same for all copies of a database; different: 1407. */
    UUID familyGuid();

    /** Service Broker identifier; different: 1436. */
    UUID brokerGuid();

    Condition condition();

    /** Options and state that a session demands (errors.md §5). */
    record Condition(
            DatabaseStatus status,
            boolean fullRecovery,
            boolean readOnly,
            boolean standby,
            boolean autoClose,
            boolean singleUser,
            boolean inAvailabilityGroup) {}

    /** State of sys.databases. */
    enum DatabaseStatus {
        ONLINE,
        RESTORING,
        RECOVERING,
        RECOVERY_PENDING,
        SUSPECT,
        EMERGENCY,
        OFFLINE
    }

    /** LSN of the last record in this copy's log; 0 when empty. */
    long endOfLog();

    /** First LSN that this copy still needs; endOfLog() + 1 for a copy that is complete. */
    long redoStart();

    /** First LSN still in this copy's log. */
    long startOfLog();

    /** First LSN of the next log backup (catalog.md §6.2); empty when there is no log chain. */
    Optional<Long> nextLogBackup();

    /** The recovery fork of this copy; a forced service opens a new one. */
    UUID recoveryFork();

    /** How many log backups have been restored on this copy since its full backup. */
    int restoredLogBackups();

    /** Records from an LSN on, at most so many; empty at the end. */
    List<LogRecord> read(long fromLsn, int most);

    /** Hardens records that came from the principal; they follow this copy's end without a gap. */
    void harden(List<LogRecord> records);

    /** Applies hardened records up to an LSN. */
    void redo(long toLsn);

    /** LSN of the last record applied. */
    long redone();

    /** Takes back everything behind an LSN (an old principal after forced service). */
    void rewind(long toLsn);

    /** Becomes a mirror copy: state RESTORING, its users' sessions ended, opening refused with 954. */
    void becomeMirror();

    /** Becomes the principal: everything hardened is redone, state ONLINE. */
    void becomePrincipal(boolean newFork);

    /** Whether an isolated principal may be opened; false: 955. */
    void serve(boolean allowed);

    /** The session's row; null when the database is not mirrored. A mirror copy that loses its row stays RESTORING. */
    void mirroring(@Nullable MirroringRow row);

    Optional<MirroringRow> mirroring();

    /** What availability group this copy is in; null for none. */
    void availability(@Nullable AvailabilityRow row);

    Optional<AvailabilityRow> availability();

    /** The row that sys.database_mirroring shows: none where the session is an availability group's. */
    default Optional<MirroringRow> shownSession() {
        return availability().isPresent() ? Optional.empty() : mirroring();
    }

    /**
     * Who is told of commits: after the records of a transaction are in the log and before the client hears of it, outside every
     * lock. It may wait (transaction safety FULL) but must end. Null removes it.
     */
    void onCommit(@Nullable CommitListener listener);

    /** Told of commits. */
    interface CommitListener {
        void committed(long lsn);
    }
}
