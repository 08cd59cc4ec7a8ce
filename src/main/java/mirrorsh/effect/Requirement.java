package mirrorsh.effect;

import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Probe;

/**
 * Something that must be so before a run goes on: a guard of a runbook's author. Looks only.
 *
 * @param check is so when the answer is neither empty, nor 0, nor false
 * @param otherwise what is wrong when it is not, a sentence without a full stop
 * @param next what to do then; may be empty
 */
public record Requirement(String host, String title, Probe check, String otherwise, String next)
        implements Checked, Look {
    @Override
    public String why() {
        return "What follows relies on it.";
    }

    @Override
    public Verdict judge(Probe.Answer answer) {
        return answer.isTrue()
                ? new Done(answer.value().equals("1") ? "it is so" : answer.value())
                : new Blocked(otherwise, "The runbook goes on only when it is otherwise.", next);
    }
}
