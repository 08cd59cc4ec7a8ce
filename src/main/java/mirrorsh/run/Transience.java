package mirrorsh.run;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import mirrorsh.host.Hosts.ServerMessage;

/** Refusals that often pass by themselves, so that the same statement may be tried again (errors.md §4: "retry"). */
final class Transience {
    /** How often a statement is tried again at most. */
    static final int TRIES_AGAIN = 4;

    private static final Duration FIRST = Duration.ofMillis(250);
    /**
     * 1205 deadlock, 1222 and 5061 a lock that was not to be had, 1404 mirror busy, 1413, 1414 and 1415 the link or the database was
     * just going down, 1421 no answer in time, 1426 the mirror had not caught up after a change of roles, 1428 and 1438 the
     * partner was just changing, 1447 it was just away.
     */
    private static final Set<Integer> PASSING =
            Set.of(1205, 1222, 1404, 1413, 1414, 1415, 1421, 1426, 1428, 1438, 1447, 5061);

    private Transience() {}

    static boolean passes(List<ServerMessage> errors) {
        return errors.stream().anyMatch(error -> PASSING.contains(error.number()));
    }

    /** How long to wait before a try, from 1. */
    static long pauseMillis(int again) {
        return FIRST.toMillis() << again - 1;
    }
}
