package mirrorsh.effect;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.Database.Backup;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.BackupStatements;

/**
 * The log is backed up to beyond the point that the mirror's copy has reached (procedure.md MIR-3, MIR-7).
 *
 * @param path on the host's disk or a share, appended to; or a URL
 */
public record LogBackupTaken(String host, String database, String path, String mirrorHost) implements CopyStep {
    @Override
    public String title() {
        return "Back up the log of " + Sight.bracketed(database) + " to " + path;
    }

    @Override
    public String why() {
        return "With it " + mirrorHost + "'s copy reaches a point inside " + host
                + "'s log, where mirroring can take over.";
    }

    @Override
    public String principalHost() {
        return host;
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.database(host, database), Fact.file(host, path))
                .needing(Fact.database(mirrorHost, database)));
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Copies copies = copies(observation);
        if (copies.areMirrored()) {
            return new Done("mirrored already");
        }
        Optional<Database> original = copies.original();
        if (original.filter(Database::inAvailabilityGroup).isPresent() && reaches(copies, state)) {
            return new Done("reaches beyond " + mirrorHost + "'s copy, which is to join the availability group");
        }
        Optional<Blocked> blocked =
                Mirrorable.notFull(state, original, database).or(() -> chainless(original));
        if (blocked.isPresent()) {
            return blocked.get();
        }
        return reaches(copies, state)
                ? new Done(
                        copies.isSeeded()
                                ? "reaches beyond " + mirrorHost + "'s copy"
                                : "the backup at " + path + " is there")
                : Sight.missing(state, "the backup history of " + Sight.bracketed(database));
    }

    private Optional<Blocked> chainless(Optional<Database> original) {
        return original.flatMap(Database::lastLogBackupLsn).isPresent()
                ? Optional.empty()
                : Optional.of(new Blocked(
                        Sight.bracketed(database) + " on " + host + " has no log chain",
                        "Log can be backed up only after a full backup made in recovery model FULL (error 4214).",
                        prepare()));
    }

    private boolean reaches(Copies copies, HostState state) {
        Optional<BigDecimal> position = copies.position();
        if (copies.isSeeded() && position.isPresent()) {
            // a former mirror is ahead of every log backup and needs a new one (MIR-7)
            return !copies.logs().isEmpty()
                    && copies.logBackedUpTo().orElseThrow().compareTo(position.get()) >= 0;
        }
        Optional<Backup> log = copies.backup("L", path);
        Optional<Backup> full = copies.newestFull();
        return log.isPresent()
                && full.isPresent()
                && log.get().lastLsn().compareTo(full.get().lastLsn()) >= 0
                && FilePath.isThere(state, path, true);
    }

    /** A former mirror is ahead of every log backup and needs a new one (MIR-7). */
    @Override
    public boolean isUnsettledBy(Effect earlier) {
        return earlier instanceof MirroringEnded ended && Sight.same(ended.database(), database);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, BackupStatements.backupLog(database, path)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("the log backup is part of the log chain of " + Sight.bracketed(database) + "; keep "
                + path + " with its other log backups");
    }
}
