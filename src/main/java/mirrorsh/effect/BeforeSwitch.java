package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;

/**
 * Another effect that has to be true until the roles of a session are switched, and no longer: a run that is resumed after the switch
 * does not make it true again (procedure.md §14).
 *
 * @param mirrorHost the mirror before the switch
 */
public record BeforeSwitch(Effect effect, String mirrorHost, String database) implements Effect {
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
        return Set.of(effect.host(), mirrorHost);
    }

    @Override
    public Set<Probe> probes() {
        return effect.probes();
    }

    @Override
    public boolean isUnsettledBy(Effect earlier) {
        return effect.isUnsettledBy(earlier);
    }

    @Override
    public Verdict assess(Observation observation) {
        Optional<MirroringSession> there = new SessionView(observation, mirrorHost, database).session();
        return there.filter(MirroringSession::isPrincipal).isPresent()
                ? new Verdict.Done(mirrorHost + " is the principal already")
                : effect.assess(observation);
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
