package mirrorsh.effect;

import java.util.List;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.DatabaseQueries;
import mirrorsh.tsql.DatabaseStatements;

/**
 * TRUSTWORTHY is ON for a database (procedure.md §5, "Special cases").
 *
 * @param host where the database is open: the principal after a switch of roles
 */
public record TrustworthySet(String host, String database) implements Effect {
    private Question on() {
        return Question.of(host, DatabaseQueries.isTrustworthy(database));
    }

    @Override
    public String title() {
        return "Set TRUSTWORTHY of " + Sight.bracketed(database) + " ON";
    }

    @Override
    public String why() {
        return "The copy came from a backup, where it is always OFF; modules that reach out of the database need it.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(on().probe());
    }

    @Override
    public Verdict assess(Observation observation) {
        if (on().isTrue(observation)) {
            return new Done("ON");
        }
        boolean open = observation.of(host).database(database).stream().anyMatch(d -> d.isOnline());
        return open
                ? new Differs("TRUSTWORTHY of " + Sight.bracketed(database) + " on " + host, "ON", "OFF", true)
                : new Blocked(
                        Sight.bracketed(database) + " is not ONLINE on " + host,
                        "An option is set where the database is open.",
                        "status --on " + host);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, DatabaseStatements.trustworthy(database, true)));
    }

    @Override
    public List<Action> foreseen(Observation observation) {
        return actions(observation);
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.By(
                on().isTrue(observation)
                        ? List.of(new Action.Execute(host, DatabaseStatements.trustworthy(database, false)))
                        : List.of());
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, DatabaseStatements.trustworthy(database, false)));
    }
}
