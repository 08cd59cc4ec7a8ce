package mirrorsh.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.SecretSource;

/**
 * What rules look at.
 *
 * @param hosts all of them, in the order of their names
 * @param names that hosts reach each other by
 * @param logs what error logs say of links, by host; hosts whose log is not visible are not among the keys
 * @param refusal error that a statement met
 * @param secrets where a password comes from, by what it is for
 */
record Case(
        Observation observation,
        List<HostState> hosts,
        Setup setup,
        KnownNames names,
        Map<String, List<HandshakeLine>> logs,
        Refusal refusal,
        Function<String, SecretSource> secrets) {
    HostState state(String host) {
        return observation.of(host);
    }

    Case(
            Observation observation,
            Setup setup,
            KnownNames names,
            Map<String, List<HandshakeLine>> logs,
            Refusal refusal,
            Function<String, SecretSource> secrets) {
        this(
                observation,
                observation.hosts().values().stream()
                        .sorted(Comparator.comparing(HostState::host))
                        .toList(),
                setup,
                names,
                logs,
                refusal,
                secrets);
    }

    /** Those that take part in anything. */
    List<HostState> participants() {
        return hosts().stream().filter(state -> setup.takesPart(state.host())).toList();
    }

    List<HandshakeLine> log(String host) {
        return logs.getOrDefault(host, List.of());
    }

    /** The newest line of a host's log with one of these numbers. */
    Optional<HandshakeLine> newest(String host, Integer... numbers) {
        List<Integer> wanted = List.of(numbers);
        return log(host).stream().filter(line -> wanted.contains(line.number())).reduce((older, newer) -> newer);
    }

    /** All sessions of a host move data, and its witness is connected: what its log complains of is over. */
    boolean isWell(String host) {
        List<IntendedSession> all = setup.sessions().stream()
                .filter(session -> session.involves(host))
                .toList();
        return !all.isEmpty()
                && all.stream().allMatch(session -> session.isConnected(observation))
                && state(host).databases().stream()
                        .flatMap(database -> database.session().stream())
                        .noneMatch(session -> session.witnessState().equals("DISCONNECTED"));
    }

    /** The name that others reached a host by, if one of them says so; else the operator's. */
    String knownName(HostState host) {
        return names.of(host);
    }
}
