package mirrorsh.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import mirrorsh.effect.Action;
import mirrorsh.effect.Verdict;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.model.MirrorException;
import mirrorsh.model.Observation;
import mirrorsh.run.Operator;
import mirrorsh.run.Plan;
import mirrorsh.run.PlannedStep;

/** Writes down what happens to each step on its way to the operator. */
final class RecordingOperator implements Operator {
    private final Operator operator;
    private final Predicate<Plan> guard;
    private final List<Map<String, ?>> steps = new ArrayList<>();

    /** @param guard whether a plan may run at all, asked before the operator is */
    RecordingOperator(Operator operator, Predicate<Plan> guard) {
        this.operator = operator;
        this.guard = guard;
    }

    /** Each step's host, title, outcome and what was found or went wrong. */
    List<Map<String, ?>> steps() {
        return List.copyOf(steps);
    }

    private void record(PlannedStep step, String outcome, String found, long milliseconds) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("number", step.number());
        one.put("host", step.effect().host());
        one.put("title", step.effect().title());
        one.put("outcome", outcome);
        one.put("found", found);
        one.put("milliseconds", milliseconds);
        steps.add(one);
    }

    private static String found(Verdict verdict) {
        return verdict instanceof Verdict.Done done ? done.found() : "";
    }

    @Override
    public boolean begin(Plan plan) {
        return guard.test(plan) && operator.begin(plan);
    }

    @Override
    public boolean asks() {
        return operator.asks();
    }

    @Override
    public void stage(String title) {
        operator.stage(title);
    }

    @Override
    public Answer confirm(PlannedStep step) {
        return operator.confirm(step);
    }

    @Override
    public void alreadyDone(PlannedStep step) {
        record(step, "already_done", found(step.verdict()), 0);
        operator.alreadyDone(step);
    }

    @Override
    public void acting(PlannedStep step, Action action) {
        operator.acting(step, action);
    }

    @Override
    public void heard(PlannedStep step, ServerMessage message) {
        operator.heard(step, message);
    }

    @Override
    public void waiting(PlannedStep step, Observation seen) {
        operator.waiting(step, seen);
    }

    @Override
    public void done(PlannedStep step, Verdict after, Duration took) {
        record(step, "done", found(after), took.toMillis());
        operator.done(step, after, took);
    }

    @Override
    public void failed(PlannedStep step, MirrorException problem) {
        record(step, "failed", problem.getMessage(), 0);
        operator.failed(step, problem);
    }

    @Override
    public void skipped(PlannedStep step) {
        record(step, "skipped", "", 0);
        operator.skipped(step);
    }

    @Override
    public void left(PlannedStep step, String because) {
        record(step, "left", because, 0);
        operator.left(step, because);
    }

    @Override
    public boolean byHand(PlannedStep step, String what) {
        return operator.byHand(step, what);
    }
}
