package mirrorsh.run;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mirrorsh.host.Hosts;

/** The wish to stop one run, from any thread. */
final class Stop {
    private final Hosts hosts;
    private final CountDownLatch requested = new CountDownLatch(1);
    private final Map<String, Integer> busy = new ConcurrentHashMap<>();

    Stop(Hosts hosts) {
        this.hosts = hosts;
    }

    /**
     * Asks the servers to break off what they are doing for the run, too.
     *
     * @return the hosts that were asked
     */
    Set<String> request() {
        requested.countDown();
        Set<String> asked = Set.copyOf(busy.keySet());
        asked.forEach(hosts::cancel);
        return asked;
    }

    boolean isRequested() {
        return requested.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    /** Says that a host runs a statement of the run from now on. */
    void begins(String host) {
        busy.merge(host, 1, Integer::sum);
    }

    /** Says that a host's statement is over. */
    void ends(String host) {
        busy.computeIfPresent(host, (name, count) -> count == 1 ? null : count - 1);
    }

    /** Waits, but not longer than until the wish to stop; an interrupt is one. */
    void pause(long millis) {
        try {
            boolean stopped = requested.await(millis, TimeUnit.MILLISECONDS);
            if (stopped) {
                return;
            }
        } catch (InterruptedException e) {
            requested.countDown();
            Thread.currentThread().interrupt();
        }
    }
}
