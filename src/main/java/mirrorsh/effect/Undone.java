package mirrorsh.effect;

import java.util.List;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.effect.Verdict.Missing;
import mirrorsh.model.Observation;

/** Another effect taken back: true when nothing of it is left. So an undo runs as any other run does. */
public record Undone(Effect effect) implements Effect {
    @Override
    public String host() {
        return effect.host();
    }

    @Override
    public String title() {
        return "Take back: " + effect.title();
    }

    @Override
    public String why() {
        return "The run that is undone made it so.";
    }

    @Override
    public Set<String> hosts() {
        return effect.hosts();
    }

    @Override
    public Set<String> files() {
        return effect.files();
    }

    @Override
    public Verdict assess(Observation observation) {
        Undo undo = effect.undo(observation);
        if (undo instanceof Undo.Impossible impossible) {
            return new Blocked("\"" + effect.title() + "\" cannot be taken back now", impossible.because(), "");
        }
        return ((Undo.By) undo).actions().isEmpty() ? new Done("nothing of it is left") : new Missing();
    }

    @Override
    public List<Action> actions(Observation observation) {
        return effect.undo(observation) instanceof Undo.By by ? by.actions() : List.of();
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("it is an undo itself; run the procedure again");
    }
}
