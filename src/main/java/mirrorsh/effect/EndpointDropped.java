package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.EndpointStatements;
import mirrorsh.tsql.RemovalStatements;

/** A host has no database mirroring endpoint, and nobody needs one (procedure.md §12 step 6). */
public record EndpointDropped(String host) implements Removal {
    @Override
    public String title() {
        return "Drop the database mirroring endpoint";
    }

    @Override
    public String why() {
        return "No session is left that uses it, and a port that nobody needs is better closed.";
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Endpoint> found = state.endpoint();
        if (found.isEmpty()) {
            return new Done("there is none");
        }
        List<String> users = EndpointUsers.of(state);
        return users.isEmpty()
                ? new Differs(
                        "endpoint of " + host,
                        "none",
                        Sight.bracketed(found.get().name()) + " " + found.get().state(),
                        true)
                : new Blocked(
                        "the endpoint of " + host + " carries " + String.join(", ", users),
                        "Without it those would be DISCONNECTED.",
                        "status --on " + host);
    }

    @Override
    public Optional<Batch> drop(Observation observation) {
        return observation.of(host).endpoint().map(e -> EndpointStatements.drop(e.name()));
    }

    @Override
    public Optional<Batch> dropIfThere(Observation observation) {
        return observation.of(host).endpoint().map(e -> RemovalStatements.dropEndpoint(e.name()));
    }

    @Override
    public String loss() {
        return "its grants went with it; the procedure makes both anew";
    }
}
