package mirrorsh.lab.instance.storage;

import java.util.List;
import java.util.function.Consumer;
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
 * @param mirroring the session that keeps its copies alike, also where that is one of an availability group
 * @param availability what group it is in, null for none
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
        @Nullable AvailabilityRow availability,
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

    DatabaseState withIdentity(DatabaseIdentity changed) {
        return with(next -> next.identity = changed);
    }

    DatabaseState withOptions(DatabaseOptions changed) {
        return with(next -> next.options = changed);
    }

    DatabaseState withFiles(List<DatabaseFile> changed) {
        return with(next -> next.files = List.copyOf(changed));
    }

    DatabaseState withSecurity(DatabaseSecurity changed) {
        return with(next -> next.security = changed);
    }

    DatabaseState withRestoredLogs(int changed) {
        return with(next -> next.restoredLogs = changed);
    }

    DatabaseState withStatus(DatabaseStatus changed) {
        return with(next -> {
            next.status = changed;
            next.standbyFile = null;
        });
    }

    DatabaseState withStandby(String undoFile) {
        return with(next -> {
            next.status = DatabaseStatus.ONLINE;
            next.standbyFile = undoFile;
        });
    }

    DatabaseState withServed(boolean changed) {
        return with(next -> next.served = changed);
    }

    DatabaseState withMirroring(@Nullable MirroringRow changed) {
        return with(next -> next.mirroring = changed);
    }

    DatabaseState withAvailability(@Nullable AvailabilityRow changed) {
        return with(next -> next.availability = changed);
    }

    /** This state where the log has led to nothing else, which is asked for thousands of times. */
    DatabaseState withLog(Image changed, long first, long last) {
        if (changed == image && first == start && last == end) {
            return this;
        }
        return with(next -> {
            next.image = changed;
            next.start = first;
            next.end = last;
        });
    }

    /** Whether a mirroring session or an availability group holds it: 1468. */
    boolean isBound() {
        return mirroring != null || availability != null;
    }

    /** The session of sys.database_mirroring, which is none where an availability group has it. */
    @Nullable
    MirroringRow shownSession() {
        return availability == null ? mirroring : null;
    }

    /** The state that sys.databases shows: a secondary replica's copy is ONLINE there, though nobody may open it. */
    DatabaseStatus shownStatus() {
        return availability != null && mirroring != null && status == DatabaseStatus.RESTORING
                ? DatabaseStatus.ONLINE
                : status;
    }

    private DatabaseState with(Consumer<Next> change) {
        Next next = new Next();
        change.accept(next);
        return next.state();
    }

    /** The state that follows this one: the same but for what is changed before it is made. */
    private final class Next {
        private DatabaseIdentity identity = DatabaseState.this.identity;
        private DatabaseOptions options = DatabaseState.this.options;
        private DatabaseStatus status = DatabaseState.this.status;
        private @Nullable String standbyFile = DatabaseState.this.standbyFile;
        private List<DatabaseFile> files = DatabaseState.this.files;
        private Image image = DatabaseState.this.image;
        private long start = DatabaseState.this.start;
        private long end = DatabaseState.this.end;
        private int restoredLogs = DatabaseState.this.restoredLogs;
        private boolean served = DatabaseState.this.served;
        private @Nullable MirroringRow mirroring = DatabaseState.this.mirroring;
        private @Nullable AvailabilityRow availability = DatabaseState.this.availability;
        private DatabaseSecurity security = DatabaseState.this.security;

        private DatabaseState state() {
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
                    availability,
                    security);
        }
    }
}
