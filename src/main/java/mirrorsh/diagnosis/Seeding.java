package mirrorsh.diagnosis;

import java.util.List;
import java.util.Optional;
import mirrorsh.effect.BackupFileCopied;
import mirrorsh.effect.BackupRestored;
import mirrorsh.effect.DatabaseDropped;
import mirrorsh.effect.Effect;
import mirrorsh.effect.FullBackupTaken;
import mirrorsh.effect.FullRecoveryModel;
import mirrorsh.effect.LogBackupTaken;
import mirrorsh.effect.LogRestored;
import mirrorsh.effect.MirroringEnded;
import mirrorsh.effect.PartnerSet;
import mirrorsh.model.Database;
import mirrorsh.model.Database.Backup;
import mirrorsh.model.MirroringSession;

/**
 * How a mirror gets its copy of a database, or another one in place of a bad one.
 *
 * @param principal host with the original
 * @param mirror host with the copy
 */
record Seeding(String database, String principal, String mirror, Optional<Database> original) {
    private static final String DEFAULT_FOLDER = "C:\\";

    /** Backup, copy and restore of all. */
    Draft prepare(Draft draft) {
        return prepare(draft, database);
    }

    private Draft prepare(Draft draft, String file) {
        String full = folder() + file + ".bak";
        String log = folder() + file + ".trn";
        List<Effect> effects = List.of(
                new FullRecoveryModel(principal, database),
                new FullBackupTaken(principal, database, full, mirror),
                new LogBackupTaken(principal, database, log, mirror),
                new BackupFileCopied(principal, database, full, mirror, full),
                new BackupFileCopied(principal, database, log, mirror, log),
                new BackupRestored(mirror, database, full, principal),
                new LogRestored(mirror, database, log, principal));
        return draft.mend(
                Typed.prepare(database, principal, mirror) + Typed.option("folder", folder(), DEFAULT_FOLDER),
                effects.toArray(Effect[]::new));
    }

    /** The copy goes, with its half of a session, and is made anew. */
    Draft anew(Draft draft, Database copy) {
        if (copy.session().isPresent()) {
            draft.mend(Typed.partnerOff(mirror, copy.name()), new MirroringEnded(mirror, copy.name()));
        }
        boolean usable = !copy.isRestoring();
        draft.mend(
                Typed.on("db drop " + Typed.word(copy.name()), mirror),
                new DatabaseDropped(mirror, copy.name(), usable));
        prepare(draft, database + "_for_" + mirror); // the files of the first attempt may be the wrong ones
        return copy.name().equalsIgnoreCase(database) ? rejoined(draft, copy) : draft;
    }

    /** A copy that waited for its principal before it was mended waits for it again. */
    Draft rejoined(Draft draft, Database copy) {
        copy.session()
                .map(MirroringSession::partner)
                .ifPresent(url -> draft.mend(
                        Typed.partner(mirror, principal, database) + " --address " + Typed.word(url),
                        new PartnerSet(mirror, database, principal, url, true)));
        return draft;
    }

    /** Where the principal keeps its backups, with the separator at the end. */
    String folder() {
        return original.map(Database::backups).orElse(List.of()).stream()
                .map(Backup::path)
                .filter(path -> path.contains("\\") || path.contains("/"))
                .findFirst()
                .map(path -> path.substring(0, Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1))
                .orElse(DEFAULT_FOLDER);
    }
}
