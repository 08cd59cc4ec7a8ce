package mirrorsh.diagnosis;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import mirrorsh.model.Database;
import mirrorsh.model.MirroringSession;

/** A database of which a test changes parts. */
final class DatabaseDraft {
    Optional<BigDecimal> lastLogBackupLsn;
    List<Database.File> files;
    List<Database.Backup> backups;
    Optional<MirroringSession> session;
    private final Database before;

    private DatabaseDraft(Database before) {
        this.before = before;
        lastLogBackupLsn = before.lastLogBackupLsn();
        files = before.files();
        backups = before.backups();
        session = before.session();
    }

    /** A copy with some parts changed. */
    static Database changed(Database before, Consumer<DatabaseDraft> change) {
        DatabaseDraft draft = new DatabaseDraft(before);
        change.accept(draft);
        return draft.made();
    }

    private Database made() {
        return new Database(
                before.id(),
                before.name(),
                before.state(),
                before.recoveryModel(),
                before.userAccess(),
                before.standby(),
                before.readOnly(),
                before.autoClose(),
                before.inAvailabilityGroup(),
                before.familyGuid(),
                lastLogBackupLsn,
                before.redoStartLsn(),
                files,
                backups,
                before.restores(),
                session);
    }
}
