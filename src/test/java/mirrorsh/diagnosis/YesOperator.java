package mirrorsh.diagnosis;

import java.time.Duration;
import mirrorsh.effect.Action;
import mirrorsh.effect.Verdict;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.model.MirrorException;
import mirrorsh.run.Operator;
import mirrorsh.run.Plan;
import mirrorsh.run.PlannedStep;

/** Agrees to everything and says nothing. */
final class YesOperator implements Operator {
    @Override
    public boolean begin(Plan plan) {
        return true;
    }

    @Override
    public void stage(String title) {}

    @Override
    public Answer confirm(PlannedStep step) {
        return Answer.YES;
    }

    @Override
    public void alreadyDone(PlannedStep step) {}

    @Override
    public void acting(PlannedStep step, Action action) {}

    @Override
    public void heard(PlannedStep step, ServerMessage message) {}

    @Override
    public void done(PlannedStep step, Verdict after, Duration took) {}

    @Override
    public void failed(PlannedStep step, MirrorException problem) {}

    @Override
    public void skipped(PlannedStep step) {}
}
