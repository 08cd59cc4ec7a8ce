package mirrorsh.effect;

import java.util.List;
import java.util.Set;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;

/** Another effect, without leave to go on when it is not possible: what a tidying may leave out, an operator asked for by name. */
public record Demanded(Effect effect) implements Effect {
    @Override
    public String host() {
        return effect.host();
    }

    @Override
    public String title() {
        return effect.title();
    }

    @Override
    public String why() {
        return effect.why();
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
    public Set<Probe> probes() {
        return effect.probes();
    }

    @Override
    public boolean isOutdatedBy(Effect earlier) {
        return effect.isOutdatedBy(earlier);
    }

    @Override
    public boolean isUnsettledBy(Effect earlier) {
        return effect.isUnsettledBy(earlier);
    }

    @Override
    public boolean isDangerous() {
        return effect.isDangerous();
    }

    @Override
    public boolean isHarmful(Observation observation) {
        return effect.isHarmful(observation);
    }

    @Override
    public Verdict assess(Observation observation) {
        return effect.assess(observation);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return effect.actions(observation);
    }

    @Override
    public List<Action> foreseen(Observation observation) {
        return effect.foreseen(observation);
    }

    @Override
    public Undo undo(Observation observation) {
        return effect.undo(observation);
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return effect.undo(observation, before);
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return effect.foreseenUndo(observation);
    }
}
