package mirrorsh.command;

import java.time.Duration;
import java.util.function.Consumer;
import mirrorsh.effect.Action;
import mirrorsh.effect.Verdict;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.model.MirrorException;
import mirrorsh.run.Operator;
import mirrorsh.run.Plan;
import mirrorsh.run.PlannedStep;

/**
 * Looks at the plan that is about to be run before the operator does.
 *
 * @param inspection throws when it must not be run
 */
record PlannedOperator(Operator operator, Consumer<Plan> inspection) implements Operator {
    @Override
    public boolean begin(Plan plan) {
        inspection.accept(plan);
        return operator.begin(plan);
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
    public void done(PlannedStep step, Verdict after, Duration took) {
        operator.done(step, after, took);
    }

    @Override
    public void failed(PlannedStep step, MirrorException problem) {
        operator.failed(step, problem);
    }

    @Override
    public void skipped(PlannedStep step) {
        operator.skipped(step);
    }

    @Override
    public void left(PlannedStep step, String because) {
        operator.left(step, because);
    }

    @Override
    public boolean byHand(PlannedStep step, String what) {
        return operator.byHand(step, what);
    }
}
