package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.KeyStatements;
import mirrorsh.tsql.SecretSource;

/**
 * The database master key of master is there and opens by itself (procedure.md OUT-1).
 *
 * @param password for a key that is to be created; not assumed to be that of a key found there
 */
public record MasterKeyExists(String host, SecretSource password) implements Effect {
    @Override
    public String title() {
        return "Create the database master key";
    }

    @Override
    public String why() {
        return "It protects the private key of " + host + "'s certificate.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.masterKey(host)));
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        if (state.masterKey().isEmpty()) {
            return Sight.missing(state, "the database master key of master");
        }
        if (state.masterKey().get().opensByItself()) {
            return new Done("there, opens by the service master key");
        }
        // mending it takes the password that the key was made with, and nobody here knows that
        return new Differs(
                "the database master key of master on " + host,
                "opens by the service master key",
                "opens only with its password; whoever knows it runs "
                        + KeyStatements.openMasterKey(password).text().masked() + "; "
                        + KeyStatements.addServiceMasterKey().text().masked(),
                false);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, KeyStatements.createMasterKey(password)));
    }

    @Override
    public Undo undo(Observation observation) {
        HostState state = observation.of(host);
        if (state.masterKey().isEmpty()) {
            return new Undo.By(List.of());
        }
        Optional<Certificate> protectedByIt = state.certificates().stream()
                .filter(Certificate::hasUsablePrivateKey)
                .findFirst();
        if (protectedByIt.isPresent()) {
            return new Undo.Impossible("it protects the private key of certificate "
                    + Sight.bracketed(protectedByIt.get().name()));
        }
        return new Undo.By(List.of(new Action.Execute(host, KeyStatements.dropMasterKey())));
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, KeyStatements.dropMasterKey()));
    }
}
