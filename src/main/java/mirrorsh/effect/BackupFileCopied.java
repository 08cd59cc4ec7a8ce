package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.Database.Backup;
import mirrorsh.model.Database.Restored;
import mirrorsh.model.Observation;

/** A backup file lies on the mirror's disk, or what is in it has been restored there already (procedure.md MIR-4). */
public record BackupFileCopied(String fromHost, String database, String fromPath, String toHost, String toPath)
        implements Effect {
    @Override
    public String host() {
        return toHost;
    }

    @Override
    public String title() {
        return "Copy the backup file " + fromPath + " to " + toHost;
    }

    @Override
    public String why() {
        return toHost + " can restore only from its own disk.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(fromHost, toHost);
    }

    @Override
    public Set<String> files() {
        return fromPath.equals(toPath) ? Set.of(fromPath) : Set.of(fromPath, toPath);
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.file(toHost, toPath)).needing(Fact.file(fromHost, fromPath)));
    }

    @Override
    public Verdict assess(Observation observation) {
        Copies copies = new Copies(observation, fromHost, toHost, database);
        if (copies.areMirrored()) {
            return new Done("mirrored already");
        }
        Optional<Backup> log = copies.backup("L", fromPath);
        boolean restored = copies.isSeeded()
                && (log.isEmpty()
                        ? copies.backup("D", fromPath).isPresent()
                        : copies.hasRestoredLog() && !copies.lackedLogs().contains(log.get()));
        if (restored) {
            return new Done("restored on " + toHost + " already");
        }
        boolean there = observation.of(toHost).file(toPath).orElse(false);
        if (there && (isShared() || !isShort(copies, log))) {
            return new Done(isShared() ? "the share has the file" : "the file is there");
        }
        if (observation.of(fromHost).file(fromPath).orElse(false)) {
            if (isShared()) {
                return unreadable();
            }
            return new Verdict.Missing();
        }
        return copies.isSeeded() && log.isEmpty() && !copies.logs().isEmpty()
                ? new Done("not needed, the log backups of " + fromHost + " are in other files")
                : new Blocked(
                        fromHost + " has no file " + fromPath,
                        "There is nothing to copy yet.",
                        "db prepare " + database + " --from " + fromHost + " --on " + toHost);
    }

    /** Both hosts mean one file of a share. */
    private boolean isShared() {
        return FilePath.isShared(fromPath) && Sight.same(fromPath, toPath);
    }

    private Blocked unreadable() {
        return new Blocked(
                toHost + " does not see " + toPath + ", and " + fromHost + " does",
                "The service account of " + toHost + " has to be let into the share.",
                "sql --on " + toHost + " \"EXEC xp_fileexist '" + toPath + "'\"");
    }

    /** Whether log has been restored from the file over there that is older than the newest log in it here. */
    private boolean isShort(Copies copies, Optional<Backup> newest) {
        if (newest.isEmpty() || !copies.isSeeded()) {
            return false;
        }
        List<Restored> restores = copies.copy().map(Database::restores).orElse(List.of());
        return copies.logs().stream()
                .filter(log -> Sight.same(log.path(), fromPath)
                        && log.id() != newest.get().id())
                .anyMatch(log -> restores.stream()
                        .anyMatch(row -> row.type().equals("L") && row.lastLsn().compareTo(log.lastLsn()) == 0));
    }

    @Override
    public boolean isOutdatedBy(Effect earlier) {
        if (isShared()) {
            return false;
        }
        return earlier instanceof FullBackupTaken full
                        && full.host().equals(fromHost)
                        && full.path().equals(fromPath)
                || earlier instanceof LogBackupTaken log
                        && log.host().equals(fromHost)
                        && log.path().equals(fromPath);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.CopyFile(fromHost, fromPath, toHost, toPath));
    }

    @Override
    public Undo undo(Observation observation) {
        return observation.of(toHost).file(toPath).orElse(true)
                ? new Undo.Impossible("no statement deletes a file; delete " + toPath + " on " + toHost + " by hand")
                : new Undo.By(List.of());
    }
}
