package mirrorsh.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The connections to one host: the main one for whoever comes alone, and a few more, opened when they are needed, for what is to run
 * beside it. Safe to share.
 */
final class HostLanes implements AutoCloseable {
    private static final int MOST_BESIDE = 3;

    private final HostConnection main;
    private final List<HostConnection> beside = new ArrayList<>();

    HostLanes(HostConnection main) {
        this.main = main;
    }

    HostConnection main() {
        return main;
    }

    /** Does something on a connection that is free; waits for the main one when all are in use. */
    <T> T onFree(Function<HostConnection, T> work) {
        HostConnection free = claimed();
        try {
            return work.apply(free);
        } finally {
            free.giveBack();
        }
    }

    private HostConnection claimed() {
        if (main.claim()) {
            return main;
        }
        synchronized (beside) {
            for (HostConnection each : beside) {
                if (each.claim()) {
                    return each;
                }
            }
            if (beside.size() < MOST_BESIDE) {
                HostConnection opened = main.another();
                opened.claim();
                beside.add(opened);
                return opened;
            }
        }
        main.await();
        return main;
    }

    void cancel() {
        main.cancel();
        synchronized (beside) {
            beside.forEach(HostConnection::cancel);
        }
    }

    @Override
    public void close() {
        main.close();
        synchronized (beside) {
            beside.forEach(HostConnection::close);
            beside.clear();
        }
    }
}
