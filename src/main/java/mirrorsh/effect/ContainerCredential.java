package mirrorsh.effect;

import java.util.List;
import java.util.Set;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.CredentialStatements;
import mirrorsh.tsql.SecretSource;

/**
 * A host can read and write the container that backups go through: a credential with the container's name holds a shared access
 * signature, as SQL Server 2016 and newer want it.
 *
 * @param url of a folder in the container, or of the container
 */
public record ContainerCredential(String host, String url, SecretSource signature) implements Effect {
    private String container() {
        return CredentialStatements.container(url);
    }

    private Question there() {
        return Question.of(host, CredentialStatements.exists(container()));
    }

    @Override
    public String title() {
        return "Create the credential of the container " + container();
    }

    @Override
    public String why() {
        return "BACKUP TO URL and RESTORE FROM URL find the signature by the container's name.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(there().probe());
    }

    @Override
    public Verdict assess(Observation observation) {
        return there().isTrue(observation)
                ? new Done("there; whether its signature is good, the backup tells")
                : Sight.missing(observation.of(host), "credential " + Sight.bracketed(container()));
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, CredentialStatements.create(container(), signature)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.By(there().isTrue(observation) ? foreseenUndo(observation) : List.of());
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, CredentialStatements.drop(container())));
    }
}
