package mirrorsh.effect;

import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;

/** Something on one host of which a question of the runbook's author says whether it is so. */
interface Checked extends Effect {
    /** Is so when the answer is neither empty, nor 0, nor false. */
    Probe check();

    /** What an answer means. */
    Verdict judge(Probe.Answer answer);

    @Override
    default Set<String> hosts() {
        return Set.of(host());
    }

    @Override
    default Set<Probe> probes() {
        return Set.of(check());
    }

    @Override
    default Verdict assess(Observation observation) {
        Probe.Answer answer = observation.answer(check());
        return answer.problem().isEmpty()
                ? judge(answer)
                : new Blocked(
                        "the check of \"" + title() + "\" has no answer: " + answer.problem(),
                        "It is asked of " + host() + ".",
                        "");
    }
}
