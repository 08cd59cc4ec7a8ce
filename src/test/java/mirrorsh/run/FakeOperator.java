package mirrorsh.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import mirrorsh.effect.Action;
import mirrorsh.effect.Verdict;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.model.MirrorException;

/** Answers as told and remembers everything it was told, as one line each. */
class FakeOperator implements Operator {
    final List<String> told = new ArrayList<>();
    private final Function<PlannedStep, Answer> answers;
    boolean begins = true;

    FakeOperator(Function<PlannedStep, Answer> answers) {
        this.answers = answers;
    }

    static FakeOperator yes() {
        return new FakeOperator(step -> Answer.YES);
    }

    @Override
    public boolean begin(Plan plan) {
        told.add("begin " + plan.outstanding() + "/" + plan.steps().size());
        plan.steps().forEach(step -> told.add("plan " + step));
        return begins;
    }

    @Override
    public void stage(String title) {
        told.add("stage " + title);
    }

    @Override
    public Answer confirm(PlannedStep step) {
        told.add("confirm " + step.number() + " " + step.actions());
        return answers.apply(step);
    }

    @Override
    public void alreadyDone(PlannedStep step) {
        told.add("already " + step.number());
    }

    @Override
    public void acting(PlannedStep step, Action action) {
        told.add("acting " + step.number() + " " + action);
    }

    @Override
    public void heard(PlannedStep step, ServerMessage message) {
        told.add("heard " + step.number() + " " + message.text());
    }

    @Override
    public void done(PlannedStep step, Verdict after, Duration took) {
        told.add("done " + step.number());
    }

    @Override
    public void failed(PlannedStep step, MirrorException problem) {
        told.add("failed " + step.number() + " " + problem.getMessage() + " | " + problem.usually() + " | "
                + problem.next());
    }

    @Override
    public void skipped(PlannedStep step) {
        told.add("skipped " + step.number());
    }

    /** The lines that begin so. */
    List<String> told(String beginning) {
        return told.stream().filter(line -> line.startsWith(beginning)).toList();
    }
}
