package mirrorsh.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mirrorsh.diagnosis.Findings;
import mirrorsh.diagnosis.Refusal;
import mirrorsh.host.PortLook;
import mirrorsh.host.ServerAddress;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;

/** Where the way between hosts is in question: whether the endpoints' ports answer from this machine, and said to be no more than that. */
final class PortNotes {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Set<String> OF_THE_WAY = Set.of("P28", "P29", "P30", "P31", "P32", "P33", "S04", "S05");
    private static final Set<Integer> UNREACHABLE = Set.of(1418, 1456, 1431);
    private static final int MOST = 8;

    private PortNotes() {}

    static List<String> of(Session session, Observation seen, Findings findings, Refusal refusal) {
        if (session.lab().running()) {
            return List.of(); // a lab's network is its own: nothing of it is seen from outside
        }
        boolean asked = UNREACHABLE.contains(refusal.number())
                || findings.all().stream().anyMatch(finding -> OF_THE_WAY.contains(finding.id()));
        if (!asked) {
            return List.of();
        }
        List<String> looks = seen.hosts().values().stream()
                .sorted((one, other) -> one.host().compareTo(other.host()))
                .filter(state -> state.endpoint().filter(Endpoint::isStarted).isPresent())
                .limit(MOST)
                .parallel()
                .flatMap(state -> look(session, state).stream())
                .toList();
        List<String> notes = new ArrayList<>(looks);
        if (!looks.isEmpty()) {
            notes.add("Seen from this machine only: what counts is the way from one SQL host to the other.");
        }
        return notes;
    }

    private static List<String> look(Session session, HostState state) {
        String server = session.servers().getOrDefault(state.host(), "");
        if (server.isEmpty()) {
            return List.of();
        }
        int port = state.endpoint().orElseThrow().port();
        String name = ServerAddress.parse(server).host();
        return List.of("From this machine TCP port " + port + " of " + state.host() + " (" + name + ") "
                + PortLook.at(name, port, LIMIT).words() + ".");
    }
}
