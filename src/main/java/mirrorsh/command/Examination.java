package mirrorsh.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mirrorsh.host.InstanceErrorLogs;
import mirrorsh.host.ServerAddress;
import mirrorsh.model.HostState;
import mirrorsh.model.LogLine;
import mirrorsh.model.MirrorException;
import mirrorsh.model.Observation;
import mirrorsh.model.Silence;
import mirrorsh.model.UsageException;

/**
 * What several hosts answered at about the same time; one that does not answer hides nothing of the others.
 *
 * @param logs lines about mirroring by host; hosts whose log may not be read are not among the keys
 * @param silent hosts that could not be read, with the reason
 */
record Examination(Observation seen, Map<String, List<LogLine>> logs, Map<String, MirrorException> silent) {
    private record Answer(Optional<HostState> state, Optional<List<LogLine>> log) {}

    /** The state of hosts, all at once. */
    static Examination ofStates(Session session, List<String> hosts) {
        return of(session, hosts, false);
    }

    /** State and error log of hosts, all at once. */
    static Examination ofStatesAndLogs(Session session, List<String> hosts) {
        return of(session, hosts, true);
    }

    private static Examination of(Session session, List<String> hosts, boolean withLogs) {
        Map<String, HostState> states = new LinkedHashMap<>();
        Map<String, List<LogLine>> logs = new LinkedHashMap<>();
        Map<String, MirrorException> silent = new LinkedHashMap<>();
        Map<String, Future<Answer>> pending = new LinkedHashMap<>();
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, hosts.size()));
        try {
            for (String host : connected(session, hosts, silent)) {
                pending.put(host, pool.submit(() -> read(session, host, withLogs)));
            }
            for (Map.Entry<String, Future<Answer>> each : pending.entrySet()) {
                try {
                    Answer answer = each.getValue().get();
                    answer.state().ifPresent(state -> states.put(each.getKey(), state));
                    answer.log().ifPresent(log -> logs.put(each.getKey(), log));
                } catch (ExecutionException e) {
                    silent.put(each.getKey(), problem(e));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            session.cancel();
            throw new UsageException("Reading the hosts was interrupted.", "the same command again");
        } finally {
            pool.shutdownNow();
        }
        Map<String, Silence> silences = new LinkedHashMap<>();
        silent.forEach((host, problem) -> silences.put(host, silence(session, host, problem)));
        Observation seen = new Observation(states, Map.of(), silences);
        session.saw(seen);
        return new Examination(seen, logs, silent);
    }

    private static Silence silence(Session session, String host, MirrorException problem) {
        Set<String> names = new LinkedHashSet<>();
        names.add(host);
        try {
            names.add(ServerAddress.parse(session.servers().getOrDefault(host, host))
                    .host());
        } catch (UsageException notAnAddress) {
            names.add(host); // which may be why it does not answer
        }
        session.seen().find(host).map(HostState::instance).ifPresent(instance -> {
            names.add(instance.machine());
            names.add(instance.serverName());
        });
        return new Silence(host, firstLine(problem), names);
    }

    /** Those that are connected, or can be. */
    private static List<String> connected(Session session, List<String> hosts, Map<String, MirrorException> silent) {
        List<String> connected = new ArrayList<>();
        for (String host : hosts) {
            try {
                connected.add(session.named(host));
            } catch (UsageException e) {
                throw e;
            } catch (MirrorException problem) {
                silent.put(host, problem);
            }
        }
        return connected;
    }

    private static Answer read(Session session, String host, boolean withLog) {
        HostState state = session.hosts().observe(List.of(host), List.of()).of(host);
        return new Answer(Optional.of(state), withLog ? log(session, host) : Optional.empty());
    }

    /** The state is worth having without the log; what is not read is said by the diagnosis. */
    private static Optional<List<LogLine>> log(Session session, String host) {
        try {
            return Optional.ofNullable(
                    new InstanceErrorLogs(session.hosts()).recent(List.of(host)).get(host));
        } catch (MirrorException unreadable) {
            return Optional.empty();
        }
    }

    static MirrorException problem(ExecutionException e) {
        if (e.getCause() instanceof MirrorException problem) {
            return problem;
        }
        throw new IllegalStateException(e.getCause());
    }

    /**
     * This, if any host answered.
     *
     * @throws MirrorException why the first did not, otherwise
     */
    Examination orRefusal() {
        if (seen.hosts().isEmpty() && !silent.isEmpty()) {
            throw silent.values().iterator().next();
        }
        return this;
    }

    /** Says which hosts did not answer. */
    List<String> silence() {
        return silent.entrySet().stream()
                .map(each -> each.getKey() + " is left out: " + firstLine(each.getValue()))
                .toList();
    }

    private static String firstLine(MirrorException problem) {
        return problem.getMessage().lines().findFirst().orElse("");
    }

    /** States in the order of these names. */
    List<HostState> states() {
        return seen.hosts().values().stream()
                .sorted((one, other) -> one.host().compareTo(other.host()))
                .toList();
    }
}
