package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.BackupStatements;

/**
 * There is a full backup to make the mirror's copy from, or the copy is there already (procedure.md MIR-2).
 *
 * @param path on the host's disk; fresh media, so a file of something else is never taken
 */
public record FullBackupTaken(String host, String database, String path, String mirrorHost) implements Effect {
    @Override
    public String title() {
        return "Back up " + Sight.bracketed(database) + " to " + path;
    }

    @Override
    public String why() {
        return mirrorHost + "'s copy is restored from it, and it starts the log chain.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, mirrorHost);
    }

    @Override
    public Set<String> files() {
        return Set.of(path);
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.database(host, database), Fact.file(host, path))
                .needing(Fact.database(mirrorHost, database)));
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Copies copies = new Copies(observation, host, mirrorHost, database);
        if (copies.areMirrored()) {
            return new Done("mirrored already");
        }
        if (copies.isSeeded()) {
            return new Done(mirrorHost + " has a restoring copy");
        }
        Optional<Database> original = copies.original();
        Optional<Blocked> notFull = notFull(state, original, database);
        if (notFull.isPresent()) {
            return notFull.get();
        }
        boolean there = state.file(path).orElse(false);
        boolean ours = copies.backup("D", path).isPresent();
        if (there && !ours) {
            return new Differs(
                    "file " + path + " on " + host,
                    "no file, or a full backup of " + Sight.bracketed(database),
                    "a file that the backup history does not know; it is not overwritten, choose another path",
                    false);
        }
        // no log chain: the recovery model was something else since, and only a new full backup starts one (4214)
        return there && original.flatMap(Database::lastLogBackupLsn).isPresent()
                ? new Done("the backup at " + path + " is there")
                : Sight.missing(state, "the backup history of " + Sight.bracketed(database));
    }

    static Optional<Blocked> notFull(HostState state, Optional<Database> original, String database) {
        if (original.isEmpty()) {
            return Optional.of(Sight.lacking(
                    state,
                    "database " + Sight.bracketed(database),
                    "It is the one to be backed up.",
                    "db list --on " + state.host()));
        }
        Optional<Blocked> obstacle = Mirrorable.obstacle(state, original.get());
        if (obstacle.isPresent() || original.get().recoveryModel().equals("FULL")) {
            return obstacle;
        }
        return Optional.of(new Blocked(
                "the recovery model of " + Sight.bracketed(database) + " on " + state.host() + " is "
                        + original.get().recoveryModel(),
                "A backup made before it is FULL is of no use for a mirror.",
                "db prepare " + database + " --from " + state.host()));
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, BackupStatements.backupDatabase(database, path)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible(
                "a backup does no harm; delete " + path + " on " + host + " by hand when it is not needed");
    }
}
