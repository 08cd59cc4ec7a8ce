package mirrorsh.run;

import java.util.List;
import mirrorsh.effect.Action;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Verdict;

/**
 * A step with what was found of it.
 *
 * @param number 1-based place in the whole run
 * @param total how many steps the run has
 * @param actions what would be done now; empty when it is Done or Blocked
 */
public record PlannedStep(int number, int total, String stage, Effect effect, Verdict verdict, List<Action> actions) {
    public PlannedStep {
        actions = List.copyOf(actions);
    }
}
