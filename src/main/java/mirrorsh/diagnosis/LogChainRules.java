package mirrorsh.diagnosis;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.BackupFileCopied;
import mirrorsh.effect.Effect;
import mirrorsh.effect.LogBackupTaken;
import mirrorsh.effect.LogRestored;
import mirrorsh.effect.MirroringEnded;
import mirrorsh.model.Database;
import mirrorsh.model.Database.Backup;
import mirrorsh.model.Database.Restored;

/** Log that the mirror's copy lacks (errors.md P41, P42). */
final class LogChainRules implements Rule {
    @Override
    public List<Draft> apply(Case facts) {
        List<Draft> found = new ArrayList<>();
        for (IntendedSession session : facts.setup().sessions()) {
            Optional<Database> original = session.original(facts.observation());
            Optional<Database> copy = session.copy(facts.observation());
            if (session.isWhole()
                    && !session.isBegun(facts.observation())
                    && original.isPresent()
                    && copy.isPresent()
                    && copy.get().isRestoring()
                    && !copy.get().standby()
                    && SetupFinder.areRelated(original.get(), copy.get())
                    && original.get().recoveryModel().equals("FULL")) {
                judge(session, original.get(), copy.get()).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Draft> judge(IntendedSession session, Database original, Database copy) {
        List<Restored> restored = sinceFull(copy);
        if (restored.isEmpty()) {
            return Optional.empty(); // history was lost or is not visible: nothing can be said
        }
        String name = Typed.name(session.database());
        String from = session.principal();
        String to = session.mirror();
        if (restored.stream().noneMatch(each -> each.type().equals("L"))) {
            return Optional.of(mended(
                    Draft.of("P41", Step.LOG_CHAIN, to)
                            .cause("No log backup was restored into " + name + " on " + to + ".")
                            .seen("restore history of " + to + " shows the full backup only")
                            .after("P39", "P40", "P45")
                            .afterOn(from, "P43", "P44"),
                    session,
                    original,
                    copy));
        }
        Optional<BigDecimal> position = position(copy, restored);
        List<Backup> lacked = original.backups().stream()
                .filter(backup -> backup.type().equals("L"))
                .filter(backup -> position.isPresent() && backup.lastLsn().compareTo(position.get()) > 0)
                .toList();
        boolean behind = position.isPresent()
                && original.lastLogBackupLsn()
                        .filter(end -> end.compareTo(position.get()) > 0)
                        .isPresent();
        if (lacked.isEmpty() && !behind) {
            return Optional.empty();
        }
        return Optional.of(mended(
                Draft.of("P42", Step.LOG_CHAIN, to)
                        .cause(name + " on " + to + " lacks log that was backed up on " + from
                                + " after it was restored; often a log backup job did it.")
                        .seen(
                                to + " has log up to LSN "
                                        + position.map(BigDecimal::toPlainString)
                                                .orElse("?"),
                                lacked.stream()
                                        .findFirst()
                                        .map(log -> from + " backed up log up to LSN "
                                                + log.lastLsn().toPlainString() + " to " + log.path())
                                        .orElse("")),
                session,
                original,
                copy));
    }

    /** What was restored since, and with, the full backup; newest first. */
    private static List<Restored> sinceFull(Database copy) {
        List<Restored> rows = new ArrayList<>();
        for (Restored each : copy.restores()) {
            rows.add(each);
            if (each.type().equals("D")) {
                break;
            }
        }
        return rows;
    }

    private static Optional<BigDecimal> position(Database copy, List<Restored> restored) {
        Optional<BigDecimal> history = restored.stream().map(Restored::lastLsn).max(BigDecimal::compareTo);
        return copy.redoStartLsn()
                .map(redo -> history.map(redo::max).orElse(redo))
                .or(() -> history);
    }

    private static Draft mended(Draft draft, IntendedSession session, Database original, Database copy) {
        String db = session.database();
        String from = session.principal();
        String to = session.mirror();
        if (copy.session().isPresent()) {
            // log cannot be restored into a copy that waits for its partner (3104)
            draft.mend(Typed.partnerOff(to, db), new MirroringEnded(to, db));
        }
        Seeding seeding = new Seeding(db, from, to, Optional.of(original));
        String folder = seeding.folder();
        String path = folder + db + ".trn";
        List<Effect> effects = List.of(
                new LogBackupTaken(from, db, path, to),
                new BackupFileCopied(from, db, path, to, path),
                new LogRestored(to, db, path, from));
        draft.concerning(from)
                .mend(
                        Typed.prepareLogs(db, from, to) + Typed.option("folder", folder, "C:\\"),
                        effects.toArray(Effect[]::new));
        return seeding.rejoined(draft, copy);
    }
}
