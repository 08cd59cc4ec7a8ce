package mirrorsh.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was read from several hosts at about the same time.
 *
 * @param hosts state by the operator's name for the host
 */
public record Observation(Map<String, HostState> hosts) {
    public Observation {
        hosts = Map.copyOf(hosts);
    }

    public Optional<HostState> find(String host) {
        return Optional.ofNullable(hosts.get(host));
    }

    /** @throws UsageException when the host is not among them */
    public HostState of(String host) {
        HostState state = hosts.get(host);
        if (state == null) {
            throw new UsageException(
                    host + " is not connected.", "connect " + host + " SERVER   (hosts lists what is connected)");
        }
        return state;
    }

    /** This observation with newer states in place of older ones. */
    public Observation updatedBy(Observation newer) {
        Map<String, HostState> all = new LinkedHashMap<>(hosts);
        all.putAll(newer.hosts());
        return new Observation(all);
    }
}
