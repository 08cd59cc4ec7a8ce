package mirrorsh.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Does the same with several things at once, most often hosts. */
final class AtOnce {
    /** How much at once: a few requests to each of a few hosts. */
    private static final int MOST = 16;

    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "run-host");
        thread.setDaemon(true);
        thread.start();
    };

    private AtOnce() {}

    /** Begins on each of them and does not wait. */
    static void begin(Collection<String> hosts, Consumer<String> work) {
        hosts.forEach(host -> THREADS.execute(() -> work.accept(host)));
    }

    /** Ends when it is done on all of them; throws what the first of them threw. */
    static <T> void each(Collection<T> things, Consumer<T> work) {
        if (things.size() <= 1) {
            things.forEach(work);
            return;
        }
        int threads = Math.min(things.size(), MOST);
        List<T> all = List.copyOf(things);
        List<CompletableFuture<Void>> pending = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int first = i;
            pending.add(CompletableFuture.runAsync(
                    () -> {
                        for (int next = first; next < all.size(); next += threads) {
                            work.accept(all.get(next));
                        }
                    },
                    THREADS));
        }
        RuntimeException problem = null;
        for (CompletableFuture<Void> each : pending) {
            try {
                each.join();
            } catch (CompletionException e) {
                RuntimeException thrown = e.getCause() instanceof RuntimeException cause ? cause : e;
                problem = problem == null ? thrown : problem;
            }
        }
        if (problem != null) {
            throw problem;
        }
    }
}
