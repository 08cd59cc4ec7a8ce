package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
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
 * @param path on the host's disk, a share, or a URL; fresh media, so a file of something else is never taken
 */
public record FullBackupTaken(String host, String database, String path, String mirrorHost) implements CopyStep {
    @Override
    public String title() {
        return "Back up " + Sight.bracketed(database) + " to " + path;
    }

    @Override
    public String why() {
        return mirrorHost + "'s copy is restored from it, and it starts the log chain.";
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
        if (copies.isSeeded()) {
            return new Done(mirrorHost + " has a restoring copy");
        }
        Optional<Database> original = copies.original();
        Optional<Blocked> notFull = Mirrorable.notFull(state, original, database);
        if (notFull.isPresent()) {
            return notFull.get();
        }
        boolean ours = copies.backup("D", path).isPresent();
        boolean there = FilePath.isThere(state, path, ours);
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
