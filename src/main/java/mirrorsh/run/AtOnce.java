package mirrorsh.run;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Does the same on several hosts at once. */
final class AtOnce {
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
    static void each(Collection<String> hosts, Consumer<String> work) {
        if (hosts.size() == 1) {
            hosts.forEach(work);
            return;
        }
        Map<String, CompletableFuture<Void>> pending = new LinkedHashMap<>();
        hosts.forEach(host -> pending.put(host, CompletableFuture.runAsync(() -> work.accept(host), THREADS)));
        RuntimeException problem = null;
        for (CompletableFuture<Void> each : pending.values()) {
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
