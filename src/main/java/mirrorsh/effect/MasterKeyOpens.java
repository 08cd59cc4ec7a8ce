package mirrorsh.effect;

import java.util.List;
import java.util.Set;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.KeyStatements;
import mirrorsh.tsql.SecretSource;

/**
 * The database master key of master opens by itself, by the service master key (procedure.md OUT-1, errors.md P3).
 *
 * @param password that the key was made with
 */
public record MasterKeyOpens(String host, SecretSource password) implements Effect {
    @Override
    public String title() {
        return "Let the database master key open by itself";
    }

    @Override
    public String why() {
        return "The endpoint uses the certificate's private key when nobody is there to give a password (28037).";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        if (state.masterKey().isEmpty()) {
            return Sight.lacking(
                    state,
                    "database master key in master",
                    "There is nothing to open.",
                    "masterkey create --on " + host);
        }
        return state.masterKey().get().opensByItself()
                ? new Done("opens by the service master key")
                : new Differs(
                        "the database master key of master on " + host,
                        "opens by the service master key",
                        "opens only with its password",
                        true);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, KeyStatements.openByItself(password)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("nobody is helped by a key that does not open");
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }
}
