package mirrorsh.effect;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.model.Database;
import mirrorsh.model.Database.Backup;
import mirrorsh.model.Database.Restored;
import mirrorsh.model.MirroringSession;
import org.jspecify.annotations.Nullable;

/** A database made by hand, for tests. ONLINE and in recovery model FULL unless told otherwise. */
public final class DatabaseBuilder {
    private final String name;
    private String state = "ONLINE";
    private String recoveryModel = "FULL";
    private String userAccess = "MULTI_USER";
    private boolean standby;
    private boolean readOnly;
    private boolean autoClose;
    private boolean inAvailabilityGroup;
    private String family = "F1";
    private @Nullable BigDecimal lastLogBackupLsn;
    private @Nullable BigDecimal redoStartLsn;
    private final List<Backup> backups = new ArrayList<>();
    private final List<Restored> restores = new ArrayList<>();
    private @Nullable MirroringSession session;

    public DatabaseBuilder(String name) {
        this.name = name;
    }

    public Database build() {
        return new Database(
                5,
                name,
                state,
                recoveryModel,
                userAccess,
                standby,
                readOnly,
                autoClose,
                inAvailabilityGroup,
                family,
                Optional.ofNullable(lastLogBackupLsn),
                Optional.ofNullable(redoStartLsn),
                List.of(
                        new Database.File(name + "_Data", "C:\\Data\\" + name + ".mdf", "ROWS"),
                        new Database.File(name + "_Log", "E:\\Log\\" + name + ".ldf", "LOG")),
                backups,
                restores,
                Optional.ofNullable(session));
    }

    public DatabaseBuilder state(String word) {
        state = word;
        return this;
    }

    public DatabaseBuilder recoveryModel(String word) {
        recoveryModel = word;
        return this;
    }

    public DatabaseBuilder singleUser() {
        userAccess = "SINGLE_USER";
        return this;
    }

    public DatabaseBuilder standby() {
        standby = true;
        return this;
    }

    public DatabaseBuilder readOnly() {
        readOnly = true;
        return this;
    }

    public DatabaseBuilder autoClose() {
        autoClose = true;
        return this;
    }

    public DatabaseBuilder inAvailabilityGroup() {
        inAvailabilityGroup = true;
        return this;
    }

    public DatabaseBuilder family(String guid) {
        family = guid;
        return this;
    }

    /** A full backup from one LSN to another; it starts the log chain. */
    public DatabaseBuilder fullBackup(String path, long first, long last) {
        backups.add(0, backup("D", path, 1, first, last));
        lastLogBackupLsn = lastLogBackupLsn == null ? BigDecimal.valueOf(first) : lastLogBackupLsn;
        return this;
    }

    /** A log backup; the next one begins where it ends. */
    public DatabaseBuilder logBackup(String path, int position, long first, long last) {
        backups.add(0, backup("L", path, position, first, last));
        return chainAt(last);
    }

    private Backup backup(String type, String path, int position, long first, long last) {
        return new Backup(
                backups.size() + 1, type, position, path, BigDecimal.valueOf(first), BigDecimal.valueOf(last));
    }

    public DatabaseBuilder chainAt(long lsn) {
        lastLogBackupLsn = BigDecimal.valueOf(lsn);
        return this;
    }

    /** A restore WITH NORECOVERY that ended at an LSN. */
    public DatabaseBuilder restored(String type, long first, long last) {
        state = "RESTORING";
        restores.add(
                0, new Restored(restores.size() + 1, type, false, BigDecimal.valueOf(first), BigDecimal.valueOf(last)));
        return redoAt(last);
    }

    public DatabaseBuilder redoAt(long lsn) {
        redoStartLsn = BigDecimal.valueOf(lsn);
        return this;
    }

    public DatabaseBuilder session(String guid, String role, String state, String partner) {
        session = new MirroringSession(guid, role, state, "FULL", partner, role.isEmpty() ? "" : "PEER", "", "", 10);
        return this;
    }

    public DatabaseBuilder safety(String word) {
        MirroringSession old = java.util.Objects.requireNonNull(session);
        session = new MirroringSession(
                old.guid(), old.role(), old.state(), word, old.partner(), old.partnerInstance(), "", "", 10);
        return this;
    }

    public DatabaseBuilder session(MirroringSession whole) {
        session = whole;
        return this;
    }

    public DatabaseBuilder noSession() {
        session = null;
        return this;
    }

    public @Nullable MirroringSession session() {
        return session;
    }
}
