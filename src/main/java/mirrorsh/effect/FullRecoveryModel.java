package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.DatabaseStatements;

/** The database that is to be mirrored has recovery model FULL (procedure.md MIR-1). */
public record FullRecoveryModel(String host, String database) implements Effect {
    @Override
    public String title() {
        return "Set the recovery model of " + Sight.bracketed(database) + " to FULL";
    }

    @Override
    public String why() {
        return "The mirror lives on the log, and only FULL keeps all of it.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.database(host, database)));
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Database> found = state.database(database);
        if (found.isEmpty()) {
            return Sight.lacking(
                    state,
                    "database " + Sight.bracketed(database),
                    "It is the one to be mirrored.",
                    "db list --on " + host);
        }
        if (found.get().session().isPresent()) {
            return new Done("mirrored already");
        }
        Optional<Verdict.Blocked> obstacle = Mirrorable.obstacle(state, found.get());
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        return found.get().recoveryModel().equals("FULL")
                ? new Done("recovery model FULL")
                : new Differs(
                        "recovery model of " + Sight.bracketed(database) + " on " + host,
                        "FULL",
                        found.get().recoveryModel(),
                        true);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, DatabaseStatements.recoveryFull(database)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible(
                "the recovery model that it had before is not recorded; FULL does no harm as long as "
                        + "the log is backed up");
    }

    /** @param before SIMPLE or BULK_LOGGED */
    @Override
    public Undo undo(Observation observation, String before) {
        Optional<Database> found = observation.of(host).database(database);
        if (found.isEmpty() || !found.get().recoveryModel().equals("FULL")) {
            return new Undo.By(List.of());
        }
        return found.get().session().isPresent()
                ? new Undo.Impossible("a mirrored database keeps recovery model FULL (error 1468)")
                : new Undo.By(List.of(new Action.Execute(host, DatabaseStatements.recovery(database, before))));
    }
}
