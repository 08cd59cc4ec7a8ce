package mirrorsh.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import mirrorsh.host.Hosts;
import org.jspecify.annotations.Nullable;

/** The wish to stop one run, from any thread. */
final class Stop {
    private final Hosts hosts;
    private final CountDownLatch requested = new CountDownLatch(1);
    private final AtomicReference<@Nullable String> busy = new AtomicReference<>();

    Stop(Hosts hosts) {
        this.hosts = hosts;
    }

    /** Asks the server to break off what it is doing for the run, too. */
    void request() {
        requested.countDown();
        String host = busy.get();
        if (host != null) {
            hosts.cancel(host);
        }
    }

    boolean isRequested() {
        return requested.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    /** Says which host is running a statement of the run; null for none. */
    void busy(@Nullable String host) {
        busy.set(host);
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
