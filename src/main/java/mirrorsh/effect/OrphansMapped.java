package mirrorsh.effect;

import java.util.List;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.LoginQueries;
import mirrorsh.tsql.PrincipalStatements;

/**
 * No user of a database is an orphan although there is a login of its name: it is mapped to that (procedure.md §10).
 *
 * @param host where the database is open: the principal
 */
public record OrphansMapped(String host, String database) implements Effect {
    private Question orphans() {
        return Question.of(host, LoginQueries.orphansWithNamesake(database));
    }

    @Override
    public String title() {
        return "Map orphaned users of " + Sight.bracketed(database) + " to their logins";
    }

    @Override
    public String why() {
        return "A user whose login was made anew has the old SID; it belongs to nobody until it has the new one.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(orphans().probe());
    }

    @Override
    public Verdict assess(Observation observation) {
        if (!orphans().problem(observation).isEmpty()) {
            return new Blocked(
                    "the users of " + Sight.bracketed(database) + " cannot be read on " + host + ": "
                            + orphans().problem(observation),
                    "They are mapped where the database is open: on the principal.",
                    "status");
        }
        List<String> names = orphans().lines(observation);
        return names.isEmpty()
                ? new Done("no orphan that has a namesake")
                : new Differs(
                        "users of " + Sight.bracketed(database) + " on " + host,
                        "mapped to the logins of their names",
                        UsersHaveLogins.bracketed(names) + " mapped to none",
                        true);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return orphans().lines(observation).stream()
                .<Action>map(name -> new Action.Execute(host, PrincipalStatements.mapUser(database, name, name)))
                .toList();
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("an orphan is of no use to anybody");
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }
}
