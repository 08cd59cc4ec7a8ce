package mirrorsh.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was read from several hosts at about the same time.
 *
 * @param hosts state by the operator's name for the host
 * @param answers to what was asked beyond the state
 * @param silences hosts that were asked and did not answer, by the operator's name
 */
public record Observation(
        Map<String, HostState> hosts, Map<Probe, Probe.Answer> answers, Map<String, Silence> silences) {
    public Observation {
        hosts = Map.copyOf(hosts);
        answers = Map.copyOf(answers);
        silences = Map.copyOf(silences);
    }

    public Observation(Map<String, HostState> hosts, Map<Probe, Probe.Answer> answers) {
        this(hosts, answers, Map.of());
    }

    public Observation(Map<String, HostState> hosts) {
        this(hosts, Map.of());
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

    /** What was answered to a question; {@link Probe.Answer#NONE} when it was not asked. */
    public Probe.Answer answer(Probe probe) {
        return answers.getOrDefault(probe, Probe.Answer.NONE);
    }

    /** This observation with answers added. */
    public Observation with(Map<Probe, Probe.Answer> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<Probe, Probe.Answer> all = new LinkedHashMap<>(answers);
        all.putAll(more);
        return new Observation(hosts, all, silences);
    }

    /** This observation with newer states and answers in place of older ones. */
    public Observation updatedBy(Observation newer) {
        Map<String, HostState> all = new LinkedHashMap<>(hosts);
        all.putAll(newer.hosts());
        Map<String, Silence> silent = new LinkedHashMap<>(silences);
        silent.keySet().removeAll(newer.hosts().keySet());
        silent.putAll(newer.silences());
        return new Observation(all, answers, silent).with(newer.answers());
    }
}
