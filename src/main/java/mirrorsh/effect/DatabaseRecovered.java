package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.BackupStatements;

/** A restoring copy is brought online for use by itself (procedure.md §12). */
public record DatabaseRecovered(String host, String database) implements Effect {
    @Override
    public String title() {
        return "Bring " + Sight.bracketed(database) + " online";
    }

    @Override
    public String why() {
        return "The copy is of use by itself then, and no longer as a mirror: its history forks.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Database> found = state.database(database);
        if (found.isEmpty()) {
            return Sight.lacking(
                    state, "database " + Sight.bracketed(database), "It is to be recovered.", "db list --on " + host);
        }
        if (found.get().isOnline()) {
            return new Done("ONLINE");
        }
        if (found.get().session().isPresent()) {
            return new Blocked(
                    Sight.bracketed(database) + " on " + host + " is mirrored",
                    "A mirror's copy is not recovered while the session lasts (error 3104).",
                    "partner off " + database + " --on " + host);
        }
        return new Differs(
                "database " + Sight.bracketed(database) + " on " + host,
                "ONLINE",
                found.get().state(),
                found.get().isRestoring());
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, BackupStatements.recover(database)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("a recovered copy takes no more log; restore it anew to mirror it");
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }
}
