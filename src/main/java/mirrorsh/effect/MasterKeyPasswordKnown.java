package mirrorsh.effect;

import java.util.List;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.effect.Verdict.Missing;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.DatabaseQueries;
import mirrorsh.tsql.KeyStatements;
import mirrorsh.tsql.SecretSource;

/**
 * The mirror knows the password of the database's own master key, if it has one (procedure.md §5, "Special cases").
 *
 * @param host the mirror
 * @param password that the key was made with; the server does not try it before the key is needed (tsql.md §2.5)
 */
public record MasterKeyPasswordKnown(String host, String principalHost, String database, SecretSource password)
        implements Effect {
    private Question ownKey() {
        return Question.of(principalHost, DatabaseQueries.hasMasterKey(database));
    }

    private Question known() {
        return Question.of(host, DatabaseQueries.knownPasswords(database));
    }

    @Override
    public String title() {
        return "Let " + host + " know the password of the master key of " + Sight.bracketed(database);
    }

    @Override
    public String why() {
        return "The key opens by itself on " + principalHost + " only; after a switch " + host
                + " opens it with its password.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, principalHost);
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(ownKey().probe(), known().probe());
    }

    @Override
    public Verdict assess(Observation observation) {
        if (known().isTrue(observation)) {
            return new Done("known there");
        }
        if (!ownKey().problem(observation).isEmpty()) {
            return new Blocked(
                    "it cannot be seen on " + principalHost + " whether " + Sight.bracketed(database)
                            + " has a master key: " + ownKey().problem(observation),
                    "It is seen where the database is open: on the principal.",
                    "status");
        }
        if (!ownKey().isTrue(observation)) {
            return new Done(Sight.bracketed(database) + " has no master key of its own");
        }
        return observation.of(host).database(database).isPresent()
                ? new Missing()
                : Sight.lacking(
                        observation.of(host),
                        "copy of " + Sight.bracketed(database),
                        "The password is kept for a database that is there.",
                        "db prepare " + database + " --from " + principalHost + " --on " + host);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, KeyStatements.databasePassword(database, password, true)));
    }

    @Override
    public List<Action> foreseen(Observation observation) {
        return ownKey().isTrue(observation) ? actions(observation) : List.of();
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.By(known().isTrue(observation) ? forgetting() : List.of());
    }

    private List<Action> forgetting() {
        return List.of(new Action.Execute(host, KeyStatements.databasePassword(database, password, false)));
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return ownKey().isTrue(observation) ? forgetting() : List.of();
    }
}
