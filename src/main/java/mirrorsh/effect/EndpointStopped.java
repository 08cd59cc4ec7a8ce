package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Endpoint;
import mirrorsh.model.Observation;
import mirrorsh.tsql.EndpointStatements;

/** The host's database mirroring endpoint does not listen; its settings stay (tsql.md §4). */
public record EndpointStopped(String host) implements Effect {
    @Override
    public String title() {
        return "Stop the database mirroring endpoint";
    }

    @Override
    public String why() {
        return "No partner or witness reaches " + host + " until it is started again.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        Optional<Endpoint> endpoint = observation.of(host).endpoint();
        if (endpoint.isEmpty()) {
            return new Done("there is none");
        }
        return endpoint.get().isStarted()
                ? new Differs(
                        "endpoint " + Sight.bracketed(endpoint.get().name()),
                        "STOPPED",
                        endpoint.get().state(),
                        true)
                : new Done(endpoint.get().state());
    }

    @Override
    public List<Action> actions(Observation observation) {
        return observation.of(host).endpoint().stream()
                .<Action>map(e -> new Action.Execute(host, EndpointStatements.stop(e.name())))
                .toList();
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.By(observation.of(host).endpoint().stream()
                .filter(e -> !e.isStarted())
                .<Action>map(e -> new Action.Execute(host, EndpointStatements.start(e.name())))
                .toList());
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }
}
