package mirrorsh.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one host: the main one for whoever comes alone, and a few more, opened when they are needed, for what is to run
 * beside it. Safe to share.
 */
final class HostLanes implements AutoCloseable {
    private static final int MOST_BESIDE = 3;

    private static final Duration WATCHED_EVERY = Duration.ofSeconds(1);

    private final HostConnection main;
    private final HostThreads threads;
    private final Future<?> watch;
    private final List<HostConnection> beside = new ArrayList<>();

    /** @param threads open connections and watch how long each takes */
    HostLanes(HostConnection main, HostThreads threads) {
        this.main = main;
        this.threads = threads;
        watch = threads.every(WATCHED_EVERY, this::leaveOverdue);
    }

    private void leaveOverdue() {
        main.leaveOverdue();
        synchronized (beside) {
            beside.forEach(HostConnection::leaveOverdue);
        }
    }

    HostConnection main() {
        return main;
    }

    /** Does something on the main connection, when that is free. */
    <T> T onMain(Function<HostConnection, T> work) {
        main.await();
        return on(main, work);
    }

    /** Does something on a connection that is free, as soon as there is one. */
    <T> T onFree(Function<HostConnection, T> work) {
        return on(claimed(), work);
    }

    private <T> T on(HostConnection claimed, Function<HostConnection, T> work) {
        try {
            return work.apply(claimed);
        } finally {
            claimed.giveBack();
            synchronized (beside) {
                beside.notifyAll();
            }
        }
    }

    private HostConnection claimed() {
        synchronized (beside) {
            HostConnection free = free();
            while (free == null) {
                try {
                    beside.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    main.await(); // what is under way is stopped by its own limit or a cancel
                    return main;
                }
                free = free();
            }
            return free;
        }
    }

    private @Nullable HostConnection free() {
        if (main.claim()) {
            return main;
        }
        for (HostConnection each : beside) {
            if (each.claim()) {
                return each;
            }
        }
        if (beside.size() == MOST_BESIDE) {
            return null;
        }
        HostConnection opened = main.another();
        opened.claim();
        beside.add(opened);
        return opened;
    }

    /** Opens the connections beside the main one, each by a thread of its own. */
    void expectMany() {
        synchronized (beside) {
            while (beside.size() < MOST_BESIDE) {
                HostConnection opened = main.another();
                beside.add(opened);
                threads.execute(() -> {
                    opened.await();
                    on(opened, HostConnection::prepared);
                });
            }
        }
    }

    void cancel() {
        main.cancel();
        synchronized (beside) {
            beside.forEach(HostConnection::cancel);
        }
    }

    @Override
    public void close() {
        watch.cancel(false);
        main.close();
        synchronized (beside) {
            beside.forEach(HostConnection::close);
            beside.clear();
            beside.notifyAll();
        }
    }
}
