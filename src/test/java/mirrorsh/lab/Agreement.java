package mirrorsh.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether all who take part in a session tell the same of it. The one who is not asked hears of a change a moment after the statement
 * that made it has returned.
 */
public final class Agreement {
    private static final String SESSIONS =
            "SELECT mirroring_guid, CONCAT(mirroring_state_desc, ' ', mirroring_safety_level_desc, ' ',"
                    + " mirroring_connection_timeout, ' ', mirroring_witness_name, ' ', mirroring_witness_state_desc),"
                    + " mirroring_state_desc, mirroring_witness_name FROM master.sys.database_mirroring"
                    + " WHERE mirroring_guid IS NOT NULL";
    private static final String WITNESSED = "SELECT mirroring_guid FROM master.sys.database_mirroring_witnesses";
    private static final Set<String> STEADY = Set.of("SYNCHRONIZED", "SUSPENDED");

    private final Asking asking;

    /** Asks a host a question; answers the rows as text, NULL as "null", and none for a host that is down. */
    @FunctionalInterface
    public interface Asking {
        List<List<String>> rows(String host, String query);
    }

    public Agreement(Asking asking) {
        this.asking = asking;
    }

    /** Waits for it; whether it was reached. A session that is DISCONNECTED keeps it from that. */
    public boolean await(Collection<String> hosts, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isReached(hosts)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    private boolean isReached(Collection<String> hosts) {
        Map<String, List<String>> views = new HashMap<>();
        Set<String> withWitness = new HashSet<>();
        Set<String> witnessed = new HashSet<>();
        boolean steady = true;
        for (String host : hosts) {
            for (List<String> session : asking.rows(host, SESSIONS)) {
                views.computeIfAbsent(session.get(0), guid -> new ArrayList<>()).add(session.get(1));
                steady &= STEADY.contains(session.get(2));
                if (!session.get(3).isEmpty() && !session.get(3).equals("null")) {
                    withWitness.add(session.get(0));
                }
            }
            asking.rows(host, WITNESSED).forEach(row -> witnessed.add(row.get(0)));
        }
        return steady
                && withWitness.equals(witnessed)
                && views.values().stream()
                        .allMatch(seen -> seen.size() == 2 && seen.get(0).equals(seen.get(1)));
    }
}
