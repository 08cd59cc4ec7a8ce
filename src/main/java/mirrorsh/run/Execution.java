package mirrorsh.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Ground;
import mirrorsh.effect.Undo;
import mirrorsh.effect.Verdict;
import mirrorsh.host.FileTransport;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.model.MirrorException;
import mirrorsh.run.RunOutcome.End;
import org.jspecify.annotations.Nullable;

/** One run of a plan, from its first step to its end. Used once. */
final class Execution {
    /** A little more than partners take to notice each other again. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private static final long PAUSE_MILLIS = 250;
    /** How old a look may be at a host on which the step changes nothing. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final View view;
    private final InTurn operator;
    private final StepActor actor;
    private final Failures failures;
    private final Journal journal;
    private final Stop stop;
    private final FileTransport files;
    private final List<Effect> made = new CopyOnWriteArrayList<>();
    private final List<PlannedStep> skipped = new CopyOnWriteArrayList<>();
    private final AtomicInteger alreadyDone = new AtomicInteger();
    private final Map<Integer, MirrorException> problems = new ConcurrentSkipListMap<>();
    private final AtomicBoolean unasked = new AtomicBoolean();
    private Selection selection = Selection.ALL;

    /** @param files the transport of the actor */
    Execution(View view, InTurn operator, StepActor actor, Journal journal, Stop stop, FileTransport files) {
        this.view = view;
        this.operator = operator;
        this.actor = actor;
        this.failures = actor.failures();
        this.journal = journal;
        this.stop = stop;
        this.files = files;
    }

    RunOutcome run(Plan plan) {
        selection = plan.request().selection();
        End end = steps(plan);
        // of several the one that a run without company would have met
        MirrorException cause = problems.values().stream().findFirst().orElse(null);
        journal.ended(end, cause == null ? null : cause.getMessage());
        return new RunOutcome(end, journal.id(), made.size(), alreadyDone.get(), skipped.size(), cause);
    }

    private End steps(Plan plan) {
        Deque<PlannedStep> waiting = new ArrayDeque<>(plan.steps());
        End end = End.COMPLETED;
        while (!waiting.isEmpty() && end == End.COMPLETED) {
            if (stop.isRequested()) {
                return End.STOPPED_BY_OPERATOR;
            }
            if (isUnattended()) {
                return together(List.copyOf(waiting));
            }
            end = step(waiting.removeFirst());
        }
        return end;
    }

    private boolean isUnattended() {
        return selection.together() > 1 && (unasked.get() || !operator.asks());
    }

    private End together(List<PlannedStep> rest) {
        operator.expect(rest);
        try (Crew crew = new Crew(selection.together(), stop, step -> Independence.isAlone(step, files))) {
            return crew.work(rest, step -> {
                try {
                    return step(step);
                } finally {
                    operator.over(step);
                }
            });
        } finally {
            operator.end();
        }
    }

    private End step(PlannedStep planned) {
        PlannedStep step = look(planned);
        if (step.verdict().isDone()) {
            alreadyDone.incrementAndGet();
            journal.alreadyDone(step);
            operator.alreadyDone(step);
            return End.COMPLETED;
        }
        try {
            if (step.actions().isEmpty()) {
                if (selection.single() && !made.isEmpty()) {
                    return End.STOPPED_BY_OPERATOR;
                }
                PlannedStep again = lookAgain(planned);
                if (again.actions().isEmpty() && !again.verdict().isDone()) {
                    if (again.effect().isOptional()) {
                        return left(again);
                    }
                    throw failures.notPossible(again, again.verdict(), skipped);
                }
                return again.verdict().isDone() ? step(again) : confirmed(again);
            }
            return confirmed(step);
        } catch (JournalException e) {
            throw e; // nothing more can be recorded, so nothing more may run
        } catch (MirrorException e) {
            return failed(step, e);
        }
    }

    /** Before we give up: another host may have changed since it was looked at, and some obstacles pass. */
    private PlannedStep lookAgain(PlannedStep planned) {
        Effect effect = planned.effect();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean told = false;
        while (true) {
            view.refresh(effect.hosts(), effect);
            PlannedStep again = look(planned);
            if (!(again.verdict() instanceof Verdict.Blocked obstacle)
                    || !effect.isObstaclePassing(view.observation())
                    || System.nanoTime() >= deadline
                    || stop.isRequested()) {
                return again;
            }
            if (!told) {
                told = true;
                operator.heard(again, passing(obstacle));
            }
            stop.pause(PAUSE_MILLIS);
        }
    }

    private static ServerMessage passing(Verdict.Blocked obstacle) {
        return ServerMessage.aside(
                obstacle.by() + ". That usually passes: looking again, at most " + PATIENCE.toSeconds() + " s.");
    }

    private End left(PlannedStep step) {
        skipped.add(step);
        journal.skipped(step);
        operator.left(step, Words.brief(step.verdict()));
        return End.COMPLETED;
    }

    /** The step with what is known now. */
    private PlannedStep look(PlannedStep step) {
        Effect effect = step.effect();
        view.ask(effect);
        Verdict verdict = effect.assess(view.observation());
        if (verdict.isDone() && made.stream().anyMatch(effect::isOutdatedBy)) {
            verdict = new Verdict.Missing();
        }
        return Planning.step(step.number(), step.total(), step.stage(), effect, verdict, view.observation());
    }

    private End confirmed(PlannedStep step) {
        if (selection.single() && !made.isEmpty()) {
            return End.STOPPED_BY_OPERATOR;
        }
        switch (unasked.get() ? Operator.Answer.YES : operator.confirm(step)) {
            case QUIT -> {
                return End.STOPPED_BY_OPERATOR;
            }
            case SKIP -> {
                skipped.add(step);
                journal.skipped(step);
                operator.skipped(step);
                return End.COMPLETED;
            }
            case ALL_REMAINING -> unasked.set(true);
            case YES -> {
                // go on below
            }
        }
        return act(step);
    }

    private End act(PlannedStep step) {
        if (stop.isRequested()) {
            return End.STOPPED_BY_OPERATOR;
        }
        long begin = System.nanoTime();
        journal.begun(step, step.verdict());
        MirrorException refusal = attempt(step);
        Verdict after = step.effect().assess(view.observation());
        if (!after.isDone()) {
            if (refusal != null) {
                throw refusal;
            }
            if (stop.isRequested()) {
                return End.STOPPED_BY_OPERATOR;
            }
            throw failures.notTrue(step, after, withdrawn(step));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        made.add(step.effect().plain());
        journal.done(step, after, took);
        operator.done(step, after, took);
        return End.COMPLETED;
    }

    /** Takes back what the step made where that is harmful; says whether it did. */
    private boolean withdrawn(PlannedStep step) {
        Effect effect = step.effect();
        if (!effect.isHarmful(view.observation())
                || !(effect.undo(view.observation()) instanceof Undo.By by)
                || by.actions().isEmpty()) {
            return false;
        }
        actor.act(
                new PlannedStep(step.number(), step.total(), step.stage(), effect, step.verdict(), by.actions()),
                view,
                journal,
                stop);
        view.refresh(Independence.touched(step), effect);
        return true;
    }

    /**
     * Acts and looks again. What refused it, or null: a step is done when the catalog says so, even if somebody else came first.
     */
    private @Nullable MirrorException attempt(PlannedStep step) {
        Set<String> seen = Set.of();
        MirrorException refusal = null;
        try {
            seen = actor.act(step, view, journal, stop);
        } catch (StepFailedException refused) {
            refusal = refused;
        }
        Set<String> unseen = new TreeSet<>(refusal == null ? changed(step) : Independence.touched(step));
        unseen.removeAll(seen);
        view.refresh(unseen, step.effect());
        return refusal;
    }

    /** What has to be looked at after the step: not where it changed nothing and we have just been. */
    private Set<String> changed(PlannedStep step) {
        Set<String> touched = Independence.touched(step);
        Optional<Ground> ground = step.effect().ground();
        if (ground.isEmpty()) {
            return touched;
        }
        Set<String> changed = new TreeSet<>(view.notSeenFor(FRESH, touched));
        changed.addAll(ground.get().changed());
        return changed;
    }

    private End failed(PlannedStep step, MirrorException e) {
        if (stop.isRequested()) {
            // the server broke the statement off because it was asked to; what became of it the catalog tells on resume
            return End.STOPPED_BY_OPERATOR;
        }
        problems.put(step.number(), e);
        journal.failed(step, e);
        operator.failed(step, e);
        return End.FAILED;
    }
}
