package mirrorsh.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A database of an instance (catalog.md §6).
 *
 * @param state ONLINE, RESTORING, RECOVERING, ...
 * @param recoveryModel FULL, BULK_LOGGED or SIMPLE
 * @param userAccess MULTI_USER, SINGLE_USER or RESTRICTED_USER
 * @param inAvailabilityGroup whether replica_id is set
 * @param familyGuid the same for all copies; empty when it is not visible
 * @param lastLogBackupLsn first LSN of the next log backup; empty without a log chain
 * @param redoStartLsn next LSN to redo; only on a restoring copy
 * @param session the mirroring session, if it is in one
 */
public record Database(
        int id,
        String name,
        String state,
        String recoveryModel,
        String userAccess,
        boolean standby,
        boolean readOnly,
        boolean autoClose,
        boolean inAvailabilityGroup,
        String familyGuid,
        Optional<BigDecimal> lastLogBackupLsn,
        Optional<BigDecimal> redoStartLsn,
        List<File> files,
        List<Backup> backups,
        List<Restored> restores,
        Optional<MirroringSession> session) {
    public Database {
        files = List.copyOf(files);
        backups = List.copyOf(backups);
        restores = List.copyOf(restores);
    }

    /** A file: logical name, path, ROWS or LOG. */
    public record File(String logicalName, String path, String type) {}

    /**
     * A backup taken here (msdb.dbo.backupset), newest first.
     *
     * @param type D full, I differential, L log
     * @param position place on its media ({@code FILE = n})
     * @param path first device
     */
    public record Backup(int id, String type, int position, String path, BigDecimal firstLsn, BigDecimal lastLsn) {}

    /**
     * A restore done here (msdb.dbo.restorehistory), newest first.
     *
     * @param type D, I or L
     * @param recovered whether it ended the sequence
     */
    public record Restored(int id, String type, boolean recovered, BigDecimal firstLsn, BigDecimal lastLsn) {}

    public boolean isOnline() {
        return state.equals("ONLINE");
    }

    public boolean isRestoring() {
        return state.equals("RESTORING");
    }
}
