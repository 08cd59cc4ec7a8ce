package mirrorsh.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import mirrorsh.effect.Action;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Verdict;
import mirrorsh.model.MirrorException;
import mirrorsh.run.RunOutcome.End;
import org.jspecify.annotations.Nullable;

/** One run of a plan, from its first step to its end. Used once, by one thread. */
final class Execution {
    private final View view;
    private final Operator operator;
    private final StepActor actor;
    private final Failures failures;
    private final Journal journal;
    private final Stop stop;
    private final List<Effect> made = new ArrayList<>();
    private final List<PlannedStep> skipped = new ArrayList<>();
    private int alreadyDone;
    private boolean unasked;
    private @Nullable MirrorException problem;

    Execution(View view, Operator operator, StepActor actor, Failures failures, Journal journal, Stop stop) {
        this.view = view;
        this.operator = operator;
        this.actor = actor;
        this.failures = failures;
        this.journal = journal;
        this.stop = stop;
    }

    RunOutcome run(Plan plan) {
        End end = steps(plan);
        MirrorException cause = problem;
        journal.ended(end, cause == null ? null : cause.getMessage());
        return new RunOutcome(end, journal.id(), made.size(), alreadyDone, skipped.size(), cause);
    }

    private End steps(Plan plan) {
        String stage = "";
        for (PlannedStep planned : plan.steps()) {
            if (stop.isRequested()) {
                return End.STOPPED_BY_OPERATOR;
            }
            if (!planned.stage().equals(stage)) {
                stage = planned.stage();
                operator.stage(stage);
            }
            End end = step(planned);
            if (end != End.COMPLETED) {
                return end;
            }
        }
        return End.COMPLETED;
    }

    private End step(PlannedStep planned) {
        PlannedStep step = look(planned);
        if (step.verdict().isDone()) {
            alreadyDone++;
            journal.alreadyDone(step);
            operator.alreadyDone(step);
            return End.COMPLETED;
        }
        try {
            if (step.actions().isEmpty()) {
                // before we give up: another host may have changed since it was looked at
                view.refresh(step.effect().hosts());
                PlannedStep again = look(planned);
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

    private End left(PlannedStep step) {
        skipped.add(step);
        journal.skipped(step);
        operator.left(step, Words.brief(step.verdict()));
        return End.COMPLETED;
    }

    /** The step with what is known now. */
    private PlannedStep look(PlannedStep step) {
        Effect effect = step.effect();
        Verdict verdict = effect.assess(view.observation());
        if (verdict.isDone() && made.stream().anyMatch(effect::isOutdatedBy)) {
            verdict = new Verdict.Missing();
        }
        return Planning.step(step.number(), step.total(), step.stage(), effect, verdict, view.observation());
    }

    private End confirmed(PlannedStep step) {
        switch (unasked ? Operator.Answer.YES : operator.confirm(step)) {
            case QUIT -> {
                return End.STOPPED_BY_OPERATOR;
            }
            case SKIP -> {
                skipped.add(step);
                journal.skipped(step);
                operator.skipped(step);
                return End.COMPLETED;
            }
            case ALL_REMAINING -> unasked = true;
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
        view.refresh(touched(step));
        Verdict after = step.effect().assess(view.observation());
        if (!after.isDone()) {
            if (refusal != null) {
                throw refusal;
            }
            if (stop.isRequested()) {
                return End.STOPPED_BY_OPERATOR;
            }
            throw failures.notTrue(step, after);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        made.add(step.effect());
        journal.done(step, after, took);
        operator.done(step, after, took);
        return End.COMPLETED;
    }

    /** What refused it, or null: a step is done when the catalog says so, even if somebody else came first. */
    private @Nullable MirrorException attempt(PlannedStep step) {
        try {
            actor.act(step, view, journal, stop);
            return null;
        } catch (StepFailedException refused) {
            return refused;
        }
    }

    private static Set<String> touched(PlannedStep step) {
        Set<String> touched = new TreeSet<>(step.effect().hosts());
        for (Action action : step.actions()) {
            if (action instanceof Action.Execute execute) {
                touched.add(execute.host());
            } else if (action instanceof Action.CopyFile copy) {
                touched.add(copy.toHost());
            }
        }
        return touched;
    }

    private End failed(PlannedStep step, MirrorException e) {
        if (stop.isRequested()) {
            // the server broke the statement off because it was asked to; what became of it the catalog tells on resume
            return End.STOPPED_BY_OPERATOR;
        }
        problem = e;
        journal.failed(step, e);
        operator.failed(step, e);
        return End.FAILED;
    }
}
