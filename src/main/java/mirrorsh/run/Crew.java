package mirrorsh.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import mirrorsh.run.RunOutcome.End;
import org.jspecify.annotations.Nullable;

/**
 * Does steps side by side where they do not hinder each other; a step never passes an earlier one that does. Owns its threads; used
 * by one thread.
 */
final class Crew implements AutoCloseable {
    private final int size;
    private final Stop stop;
    private final Predicate<PlannedStep> alone;
    private final ExecutorService threads;
    private final CompletionService<Over> results;
    private final List<PlannedStep> running = new ArrayList<>();
    private End end = End.COMPLETED;

    private record Over(PlannedStep step, End end) {}

    /**
     * @param size how many steps at once at most
     * @param alone whether nothing may be done beside a step
     */
    Crew(int size, Stop stop, Predicate<PlannedStep> alone) {
        this.size = size;
        this.stop = stop;
        this.alone = alone;
        threads = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, "run-step");
            thread.setDaemon(true);
            return thread;
        });
        results = new ExecutorCompletionService<>(threads);
    }

    /** Does all of them, or none more after one that did not come to its end as it should; returns that one's end. */
    End work(Collection<PlannedStep> steps, Function<PlannedStep, End> work) {
        List<PlannedStep> waiting = new ArrayList<>(steps);
        while (!running.isEmpty() || !waiting.isEmpty() && end == End.COMPLETED) {
            if (stop.isRequested() && end == End.COMPLETED) {
                end = End.STOPPED_BY_OPERATOR;
            }
            if (end == End.COMPLETED) {
                begin(waiting, work);
            }
            if (!running.isEmpty()) {
                take();
            }
        }
        return end;
    }

    private void begin(List<PlannedStep> waiting, Function<PlannedStep, End> work) {
        List<PlannedStep> before = new ArrayList<>(running);
        for (PlannedStep step : List.copyOf(waiting)) {
            if (running.size() == size) {
                return;
            }
            boolean free = before.stream()
                    .noneMatch(
                            other -> alone.test(step) || alone.test(other) || !Independence.mayGoTogether(step, other));
            if (free) {
                waiting.remove(step);
                running.add(step);
                results.submit(() -> new Over(step, work.apply(step)));
            }
            before.add(step);
        }
    }

    private void take() {
        try {
            Over over = await();
            running.remove(over.step());
            if (over.end() != End.COMPLETED && end != End.FAILED) {
                end = over.end();
            }
        } catch (ExecutionException e) {
            stop.request(); // the others, too: nothing may run unrecorded
            throw thrown(e.getCause());
        }
    }

    /** An interrupt is a wish to stop, and what runs is awaited all the same. */
    private Over await() throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    Future<Over> next = results.take();
                    return next.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop.request();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException thrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException problem ? problem : new IllegalStateException(cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
