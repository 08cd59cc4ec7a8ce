package mirrorsh.effect;

import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.AvailabilityStatements;

/** A host can be a replica of a basic availability group through the endpoint that it has. Looks only. */
public record AvailabilityPossible(String host) implements Look {
    /** SQL Server 2016, the first with basic availability groups. */
    private static final int FIRST_VERSION = 13;

    private Question enabled() {
        return Question.of(host, AvailabilityStatements.isEnabled());
    }

    @Override
    public String title() {
        return "See that " + host + " can be a replica of an availability group";
    }

    @Override
    public String why() {
        return "Mirroring is removed only when the group can take its place.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(enabled().probe());
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        if (state.instance().majorVersion() < FIRST_VERSION) {
            return new Blocked(
                    host + " is version " + state.instance().version(),
                    "Basic availability groups came with SQL Server 2016.",
                    "run rolling-upgrade");
        }
        Optional<Endpoint> endpoint = state.endpoint();
        if (endpoint.isEmpty() || !endpoint.get().isStarted()) {
            return Sight.lacking(
                    state, "started database mirroring endpoint", "Replicas use it.", "endpoint start --on " + host);
        }
        if (endpoint.get().role().equals("WITNESS")) {
            return new Blocked(
                    "the endpoint of " + host + " has role WITNESS",
                    "Replicas use an endpoint of role ALL or PARTNER.",
                    "endpoint alter --role ALL --on " + host);
        }
        return enabled().isTrue(observation)
                ? new Done("availability groups are enabled, endpoint "
                        + Sight.bracketed(endpoint.get().name()) + " is started")
                : new Blocked(
                        "availability groups are not enabled on " + host,
                        "They take a Windows failover cluster (without a domain: a workgroup cluster, from Windows"
                                + " Server 2016) and the service's own switch; T-SQL turns neither on.",
                        "the switch Always On Availability Groups in SQL Server Configuration Manager, then restart "
                                + host);
    }
}
