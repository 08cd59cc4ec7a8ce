package mirrorsh.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import mirrorsh.effect.Ground;
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
    private final List<Turn> ready = new ArrayList<>();
    private int running;
    private End end = End.COMPLETED;

    /** A step, and those that wait for it. */
    private static final class Turn {
        private final Footing footing;
        private final List<Turn> later = new ArrayList<>();
        private int hindrances;

        Turn(Footing footing) {
            this.footing = footing;
        }
    }

    private record Over(Turn turn, End end) {}

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
        turns(steps).stream().filter(turn -> turn.hindrances == 0).forEach(ready::add);
        while (running > 0 || !ready.isEmpty() && end == End.COMPLETED) {
            if (stop.isRequested() && end == End.COMPLETED) {
                end = End.STOPPED_BY_OPERATOR;
            }
            while (end == End.COMPLETED && running < size && !ready.isEmpty()) {
                Turn turn = ready.remove(0);
                running++;
                results.submit(() -> new Over(turn, work.apply(turn.footing.step())));
            }
            if (running > 0) {
                take();
            }
        }
        return end;
    }

    /** Each step waits for all earlier ones that hinder it. */
    private List<Turn> turns(Collection<PlannedStep> steps) {
        List<Turn> turns = new ArrayList<>();
        Earlier earlier = new Earlier();
        for (PlannedStep step : steps) {
            Turn turn = new Turn(Footing.of(step, alone.test(step)));
            for (Turn each : earlier.concerning(turn)) {
                if (each.footing.hinders(turn.footing)) {
                    each.later.add(turn);
                    turn.hindrances++;
                }
            }
            earlier.add(turn);
            turns.add(turn);
        }
        return turns;
    }

    /** The turns so far, by what they are about: of thousands of steps a few are worth comparing. */
    private static final class Earlier {
        private final List<Turn> all = new ArrayList<>();
        private final List<Turn> groundless = new ArrayList<>();
        private final Map<Ground.Fact, List<Turn>> byFact = new HashMap<>();

        void add(Turn turn) {
            all.add(turn);
            if (turn.footing.isGrounded()) {
                facts(turn)
                        .forEach(fact -> byFact.computeIfAbsent(fact, any -> new ArrayList<>())
                                .add(turn));
            } else {
                groundless.add(turn);
            }
        }

        /** All that may hinder it. */
        Collection<Turn> concerning(Turn turn) {
            if (!turn.footing.isGrounded()) {
                return all;
            }
            Set<Turn> some = new LinkedHashSet<>(groundless);
            facts(turn).forEach(fact -> some.addAll(byFact.getOrDefault(fact, List.of())));
            return some;
        }

        private static Stream<Ground.Fact> facts(Turn turn) {
            return turn.footing.ground().stream()
                    .flatMap(ground -> Stream.concat(ground.needs().stream(), ground.makes().stream()));
        }
    }

    private void take() {
        try {
            Over over = await();
            running--;
            if (over.end() != End.COMPLETED && end != End.FAILED) {
                end = over.end();
            }
            for (Turn later : over.turn().later) {
                later.hindrances--;
                if (later.hindrances == 0) {
                    ready.add(later);
                }
            }
            ready.sort(Comparator.comparingInt(turn -> turn.footing.step().number()));
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
