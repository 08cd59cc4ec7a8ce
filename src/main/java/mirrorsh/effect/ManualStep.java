package mirrorsh.effect;

import java.util.List;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.effect.Verdict.Missing;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;

/**
 * Something that a person does, and that is looked at afterwards.
 *
 * @param instructions for the person
 * @param check is done when the answer is neither empty, nor 0, nor false
 */
public record ManualStep(String host, String title, String instructions, Probe check) implements Checked {
    @Override
    public String why() {
        return instructions;
    }

    @Override
    public Verdict judge(Probe.Answer answer) {
        return answer.isTrue() ? new Done("it is done") : new Missing();
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.ByHand(instructions));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("a person did it, so a person takes it back");
    }
}
