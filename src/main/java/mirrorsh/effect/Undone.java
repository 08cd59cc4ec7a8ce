package mirrorsh.effect;

import java.util.List;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.effect.Verdict.Missing;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;

/**
 * Another effect taken back: true when nothing of it is left. So an undo runs as any other run does. It passes on where the other one
 * looks, and nothing of how that one is made.
 *
 * @param before what the run found before it changed something that was there; empty when it made it
 */
public record Undone(Effect effect, String before) implements Effect {
    public Undone(Effect effect) {
        this(effect, "");
    }

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
    public String database() {
        return effect.database();
    }

    @Override
    public Set<String> files() {
        return effect.files();
    }

    @Override
    public Set<Probe> probes() {
        return effect.probes();
    }

    @Override
    public Set<Probe> probes(Observation seen) {
        return effect.probes(seen);
    }

    /** What others have come to use stays; the rest goes all the same. */
    @Override
    public boolean isOptional() {
        return true;
    }

    private Undo wanted(Observation observation) {
        return before.isEmpty() ? effect.undo(observation) : effect.undo(observation, before);
    }

    @Override
    public Verdict assess(Observation observation) {
        Undo undo = wanted(observation);
        if (undo instanceof Undo.Impossible impossible) {
            return new Blocked("\"" + effect.title() + "\" cannot be taken back now", impossible.because(), "");
        }
        return ((Undo.By) undo).actions().isEmpty() ? new Done("nothing of it is left") : new Missing();
    }

    @Override
    public List<Action> actions(Observation observation) {
        return wanted(observation) instanceof Undo.By by ? by.actions() : List.of();
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("it is an undo itself; run the procedure again");
    }
}
