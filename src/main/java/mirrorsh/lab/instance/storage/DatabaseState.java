package mirrorsh.lab.instance.storage;

import java.util.List;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.instance.storage.MirroredDatabase.DatabaseStatus;
import org.jspecify.annotations.Nullable;

/**
 * A database at one moment, for the views, backups and checks; immutable.
 *
 * @param standbyFile the undo file of a database restored WITH STANDBY, else null
 * @param start first LSN in its log
 * @param end LSN of the last record of its log
 * @param restoredLogs log backups restored since its full backup
 * @param served false for an isolated principal (955)
 */
record DatabaseState(
        int id,
        DatabaseIdentity identity,
        DatabaseOptions options,
        DatabaseStatus status,
        @Nullable String standbyFile,
        List<DatabaseFile> files,
        Image image,
        long start,
        long end,
        int restoredLogs,
        boolean served,
        @Nullable MirroringRow mirroring,
        DatabaseSecurity security) {

    DatabaseState {
        security.belongsTo(identity.family());
    }

    String name() {
        return identity.name();
    }

    boolean isSystem() {
        return id <= DatabaseList.LAST_SYSTEM;
    }

    boolean isStandby() {
        return standbyFile != null;
    }

    boolean isReadOnly() {
        return options.readOnly() || isStandby();
    }

    boolean isSimple() {
        return options.recovery() == DatabaseOptions.Recovery.SIMPLE;
    }

    /** Whether log backups must be taken: 4214 when not. */
    boolean hasLogChain() {
        return !isSimple() && image.chain().exists();
    }

    /** Whether a mirroring session keeps log that a log backup would have freed. */
    boolean isLogHeldByMirroring() {
        return mirroring != null && start < image.chain().next();
    }

    private DatabaseState copy(DatabaseIdentity identity, DatabaseOptions options) {
        return new DatabaseState(
                id,
                identity,
                options,
                status,
                standbyFile,
                files,
                image,
                start,
                end,
                restoredLogs,
                served,
                mirroring,
                security);
    }

    DatabaseState withIdentity(DatabaseIdentity changed) {
        return copy(changed, options);
    }

    DatabaseState withOptions(DatabaseOptions changed) {
        return copy(identity, changed);
    }

    private DatabaseState part(List<DatabaseFile> files, DatabaseSecurity security, int restoredLogs) {
        return new DatabaseState(
                id,
                identity,
                options,
                status,
                standbyFile,
                List.copyOf(files),
                image,
                start,
                end,
                restoredLogs,
                served,
                mirroring,
                security);
    }

    DatabaseState withFiles(List<DatabaseFile> changed) {
        return part(changed, security, restoredLogs);
    }

    DatabaseState withSecurity(DatabaseSecurity changed) {
        return part(files, changed, restoredLogs);
    }

    DatabaseState withRestoredLogs(int changed) {
        return part(files, security, changed);
    }

    private DatabaseState role(
            DatabaseStatus status, @Nullable String standbyFile, boolean served, @Nullable MirroringRow row) {
        return new DatabaseState(
                id,
                identity,
                options,
                status,
                standbyFile,
                files,
                image,
                start,
                end,
                restoredLogs,
                served,
                row,
                security);
    }

    DatabaseState withStatus(DatabaseStatus changed) {
        return role(changed, null, served, mirroring);
    }

    DatabaseState withStandby(String undoFile) {
        return role(DatabaseStatus.ONLINE, undoFile, served, mirroring);
    }

    DatabaseState withServed(boolean changed) {
        return role(status, standbyFile, changed, mirroring);
    }

    DatabaseState withMirroring(@Nullable MirroringRow changed) {
        return role(status, standbyFile, served, changed);
    }
}
