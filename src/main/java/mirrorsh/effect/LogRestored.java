package mirrorsh.effect;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.Database.Backup;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.BackupStatements;

/**
 * The mirror's copy has all log that was backed up on the principal since the full backup, whoever did it (procedure.md MIR-6,
 * errors.md P41, P42).
 *
 * @param host the mirror
 * @param path of the log backups on its disk; those that the principal keeps in other files are copied beside it
 */
public record LogRestored(String host, String database, String path, String principalHost) implements CopyStep {
    @Override
    public String title() {
        return "Restore the log of " + Sight.bracketed(database) + " WITH NORECOVERY";
    }

    @Override
    public String why() {
        return "Log that " + principalHost + " has backed up is no longer sent by mirroring (errors 1412, 1478).";
    }

    @Override
    public String mirrorHost() {
        return host;
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.database(host, database), Fact.file(host, path))
                .needing(Fact.database(principalHost, database)));
    }

    @Override
    public Verdict assess(Observation observation) {
        Copies copies = copies(observation);
        if (copies.areMirrored()) {
            return new Done("mirrored already");
        }
        if (!copies.isSeeded()) {
            return Sight.lacking(
                    observation.of(host),
                    "restoring copy of " + Sight.bracketed(database),
                    "Log is restored into it.",
                    prepare());
        }
        List<Backup> lacked = copies.lackedLogs();
        if (lacked.isEmpty()) {
            return restoredAll(observation, copies);
        }
        return gap(copies, lacked)
                .or(() -> waiting(copies))
                .or(() -> fileless(observation.of(host), lacked))
                .<Verdict>map(blocked -> blocked)
                .orElseGet(Verdict.Missing::new);
    }

    /** How to begin again with a new full backup. */
    private String anew() {
        return "db drop " + database + " --on " + host + ", then " + prepare();
    }

    private Verdict restoredAll(Observation observation, Copies copies) {
        if (copies.lacksLog()) {
            return new Blocked(
                    principalHost + " backed up log up to "
                            + copies.logBackedUpTo().orElseThrow() + " that its backup history does not show",
                    host + "'s copy lacks it, and mirroring does not send it (error 1478).",
                    anew());
        }
        return copies.hasRestoredLog()
                ? new Done(
                        "all log backups restored, up to " + copies.position().orElseThrow())
                : Sight.lacking(
                        observation.of(principalHost),
                        "log backup of " + Sight.bracketed(database) + " after the full one",
                        "A copy with only the full backup is refused (error 1412).",
                        prepare());
    }

    private Optional<Blocked> gap(Copies copies, List<Backup> lacked) {
        Optional<BigDecimal> position = copies.position();
        BigDecimal first = lacked.get(0).firstLsn();
        return position.isPresent() && first.compareTo(position.get()) > 0
                ? Optional.of(new Blocked(
                        "a log backup is missing between " + position.get() + " and " + first,
                        "Log is restored without gaps (error 4305), and " + principalHost
                                + "'s backup history does not show it.",
                        anew()))
                : Optional.empty();
    }

    private Optional<Blocked> waiting(Copies copies) {
        return copies.copy().flatMap(Database::session).isPresent()
                ? Optional.of(new Blocked(
                        host + " waits for its partner already",
                        "Log cannot be restored into a copy that is set up for mirroring (error 3104).",
                        "partner off " + database + " --on " + host))
                : Optional.empty();
    }

    private Optional<Blocked> fileless(HostState state, List<Backup> lacked) {
        return lacked.stream().anyMatch(this::isInOurFile) && !state.file(path).orElse(true)
                ? Optional.of(
                        new Blocked(host + " has no file " + path, "The log is to be restored from it.", prepare()))
                : Optional.empty();
    }

    private boolean isInOurFile(Backup log) {
        return Sight.same(FilePath.name(log.path()), FilePath.name(path));
    }

    @Override
    public boolean isUnsettledBy(Effect earlier) {
        return earlier instanceof LogBackupTaken taken && Sight.same(taken.database(), database);
    }

    @Override
    public List<Action> actions(Observation observation) {
        List<Action> copying = new ArrayList<>();
        List<Action> restoring = new ArrayList<>();
        Set<String> foreign = new LinkedHashSet<>();
        for (Backup log : copies(observation).lackedLogs()) {
            String from = isInOurFile(log) ? path : place(log);
            boolean reached = FilePath.isShared(from) && from.equals(log.path());
            if (!isInOurFile(log) && !reached && foreign.add(from)) {
                copying.add(new Action.CopyFile(principalHost, log.path(), host, from));
            }
            restoring.add(new Action.Execute(host, BackupStatements.restoreLog(database, from, log.position())));
        }
        copying.addAll(restoring);
        return copying;
    }

    /** Where the mirror finds a log backup of somebody else's: beside ours, or where it is when both reach it there. */
    private String place(Backup log) {
        String folder = FilePath.folder(path);
        return BackupStatements.isUrl(folder) || BackupStatements.isUrl(log.path())
                ? log.path()
                : FilePath.in(folder, FilePath.name(log.path()));
    }

    @Override
    public Undo undo(Observation observation) {
        return observation.of(host).database(database).isEmpty()
                ? new Undo.By(List.of())
                : new Undo.Impossible("restored log cannot be taken out of a copy; it goes when the copy is dropped");
    }

    /** A log backup that an earlier step takes is appended to what the file holds. */
    @Override
    public List<Action> foreseen(Observation observation) {
        if (assess(observation) instanceof Verdict.Missing) {
            return actions(observation);
        }
        int held = observation.of(principalHost).file(path).orElse(false)
                ? copies(observation).logs().stream()
                        .filter(this::isInOurFile)
                        .mapToInt(Backup::position)
                        .max()
                        .orElse(0)
                : 0;
        return List.of(new Action.Execute(host, BackupStatements.restoreLog(database, path, held + 1)));
    }
}
