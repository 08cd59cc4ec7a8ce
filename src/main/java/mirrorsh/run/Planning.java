package mirrorsh.run;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.effect.Action;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Stage;
import mirrorsh.effect.Verdict;
import mirrorsh.model.Observation;

/** Makes plans: what is Blocked now may be so only because of an earlier step, so it is shown and does not end the plan. */
final class Planning {
    private Planning() {}

    static Plan plan(RunRequest request, Observation observation) {
        int total = request.stages().stream()
                .mapToInt(stage -> stage.effects().size())
                .sum();
        List<PlannedStep> steps = new ArrayList<>();
        int number = 0;
        int ofStage = 0;
        for (Stage stage : request.stages()) {
            ofStage++;
            for (Effect effect : stage.effects()) {
                number++;
                if (request.selection().includes(number, ofStage)) {
                    steps.add(step(number, total, stage.title(), effect, effect.assess(observation), observation));
                }
            }
        }
        return new Plan(request, steps);
    }

    static PlannedStep step(
            int number, int total, String stage, Effect effect, Verdict verdict, Observation observation) {
        boolean actable = verdict instanceof Verdict.Missing
                || verdict instanceof Verdict.Differs differs && differs.repairable();
        List<Action> actions = actable ? effect.actions(observation) : List.of();
        return new PlannedStep(number, total, stage, effect, verdict, actions);
    }
}
