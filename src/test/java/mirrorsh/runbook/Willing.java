package mirrorsh.runbook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import mirrorsh.effect.Action;
import mirrorsh.effect.Verdict;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.model.MirrorException;
import mirrorsh.run.Operator;
import mirrorsh.run.Plan;
import mirrorsh.run.PlannedStep;

/** Says yes to everything and remembers what it was told. */
public class Willing implements Operator {
    public final List<String> done = new ArrayList<>();
    public final List<String> left = new ArrayList<>();
    public final List<String> failed = new ArrayList<>();
    public final List<String> byHand = new ArrayList<>();
    /** Told of each step that is confirmed. */
    Consumer<PlannedStep> confirming = step -> {};

    /** Does what is to be done by hand. */
    Consumer<String> hands = what -> {};

    @Override
    public boolean begin(Plan plan) {
        return true;
    }

    @Override
    public void stage(String title) {}

    @Override
    public Answer confirm(PlannedStep step) {
        confirming.accept(step);
        return Answer.YES;
    }

    @Override
    public void alreadyDone(PlannedStep step) {}

    @Override
    public void acting(PlannedStep step, Action action) {}

    @Override
    public void heard(PlannedStep step, ServerMessage message) {}

    @Override
    public void done(PlannedStep step, Verdict after, Duration took) {
        done.add(step.effect().host() + ": " + step.effect().title());
    }

    @Override
    public void failed(PlannedStep step, MirrorException problem) {
        failed.add(problem.getMessage());
    }

    @Override
    public void skipped(PlannedStep step) {}

    @Override
    public void left(PlannedStep step, String because) {
        left.add(step.effect().host() + ": " + step.effect().title() + ": " + because);
    }

    @Override
    public boolean byHand(PlannedStep step, String what) {
        byHand.add(what);
        hands.accept(what);
        return true;
    }
}
