package mirrorsh.effect;

import java.util.List;
import java.util.Set;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.MasterKey;
import mirrorsh.model.Observation;
import mirrorsh.tsql.KeyStatements;
import mirrorsh.tsql.SecretSource;

/**
 * The database master key of master is not under a service master key, so that it can be put under the present one: after a restored
 * master or a lost service master key the catalog says that it opens by itself, and it does not (errors.md P61).
 *
 * @param password that the key was made with
 */
public record MasterKeyShut(String host, SecretSource password) implements Effect {
    @Override
    public String title() {
        return "Take the database master key from under a service master key that is gone";
    }

    @Override
    public String why() {
        return "It is there but cannot be opened by it (15466, 28037); next it is put under the present one.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        return observation
                .of(host)
                .masterKey()
                .filter(MasterKey::opensByItself)
                .<Verdict>map(key -> new Differs(
                        "the database master key of master on " + host,
                        "not under a service master key",
                        "under one that no longer opens it",
                        true))
                .orElseGet(() -> new Done("not under a service master key"));
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, KeyStatements.takeFromServiceMasterKey(password)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("what it is taken from under is gone");
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }
}
