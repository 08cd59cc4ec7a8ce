package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.Database.Backup;
import mirrorsh.model.Database.Restored;
import mirrorsh.model.Observation;

/** A backup file lies on the mirror's disk, or what is in it has been restored there already (procedure.md MIR-4). */
public record BackupFileCopied(String fromHost, String database, String fromPath, String toHost, String toPath)
        implements FileCarried {
    @Override
    public String title() {
        return "Copy the backup file " + fromPath + " to " + toHost;
    }

    @Override
    public String why() {
        return toHost + " can restore only from its own disk.";
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
        boolean known = log.isPresent() || copies.backup("D", fromPath).isPresent();
        return carried(observation, known, !isShort(copies, log)).orElseGet(() -> absent(copies, log));
    }

    private Verdict absent(Copies copies, Optional<Backup> log) {
        return copies.isSeeded() && log.isEmpty() && !copies.logs().isEmpty()
                ? new Done("not needed, the log backups of " + fromHost + " are in other files")
                : nothing("db prepare " + database + " --from " + fromHost + " --on " + toHost);
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
}
