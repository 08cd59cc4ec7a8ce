package mirrorsh.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.Database.Backup;
import mirrorsh.model.Observation;
import mirrorsh.tsql.BackupStatements;

/**
 * The mirror's copy is no longer readable between restores but RESTORING: log is restored into it WITH NORECOVERY (errors.md P40).
 *
 * @param host the mirror
 * @param path of the log backup that is taken for it, on both disks
 */
public record StandbyLeft(String host, String database, String path, String principalHost) implements Effect {
    @Override
    public String title() {
        return "Take the copy of " + Sight.bracketed(database) + " out of standby";
    }

    @Override
    public String why() {
        return "A copy in standby is ONLINE and read-only; as a mirror it has to be RESTORING (errors 1464, 1466).";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, principalHost);
    }

    @Override
    public Verdict assess(Observation observation) {
        Optional<Database> copy = observation.of(host).database(database);
        if (copy.filter(Database::standby).isEmpty()) {
            return new Done("not in standby");
        }
        boolean chained = observation
                .of(principalHost)
                .database(database)
                .flatMap(Database::lastLogBackupLsn)
                .isPresent();
        return chained
                ? new Differs("the copy of " + Sight.bracketed(database), "RESTORING", "in standby", true)
                : new Blocked(
                        Sight.bracketed(database) + " on " + principalHost + " has no log chain",
                        "Only a log backup leads a copy out of standby without another full one.",
                        "db drop " + database + " --on " + host + ", then db prepare");
    }

    @Override
    public List<Action> actions(Observation observation) {
        List<Backup> logs = observation
                .of(principalHost)
                .database(database)
                .map(Database::backups)
                .orElse(List.of());
        int held = logs.stream()
                .filter(backup -> Sight.same(backup.path(), path))
                .mapToInt(Backup::position)
                .max()
                .orElse(0);
        List<Action> actions = new ArrayList<>();
        actions.add(new Action.Execute(principalHost, BackupStatements.backupLog(database, path)));
        actions.add(new Action.CopyFile(principalHost, path, host, path));
        actions.add(new Action.Execute(host, BackupStatements.restoreLog(database, path, held + 1)));
        return actions;
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("the next restore of log may put it in standby again, if that is wanted");
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }
}
