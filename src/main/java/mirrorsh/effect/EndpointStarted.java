package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.EndpointStatements;

/** The database mirroring endpoint that the host has is started, whatever its settings (tsql.md §4). */
public record EndpointStarted(String host) implements Effect {
    @Override
    public String title() {
        return "Start the database mirroring endpoint";
    }

    @Override
    public String why() {
        return "Partners and witness reach " + host + " through it.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Endpoint> endpoint = state.endpoint();
        if (endpoint.isEmpty()) {
            return Sight.lacking(
                    state, "database mirroring endpoint", "There is nothing to start.", "endpoint create --on " + host);
        }
        return endpoint.get().isStarted()
                ? new Done("listens on port " + endpoint.get().port())
                : new Differs(
                        "endpoint " + Sight.bracketed(endpoint.get().name()),
                        "STARTED",
                        endpoint.get().state(),
                        true);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return observation.of(host).endpoint().stream()
                .<Action>map(e -> new Action.Execute(host, EndpointStatements.start(e.name())))
                .toList();
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.By(observation.of(host).endpoint().stream()
                .filter(Endpoint::isStarted)
                .<Action>map(e -> new Action.Execute(host, EndpointStatements.stop(e.name())))
                .toList());
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }
}
