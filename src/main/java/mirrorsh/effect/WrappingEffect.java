package mirrorsh.effect;

import java.util.List;
import java.util.Set;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;

/**
 * An effect around another one: whatever it does not say itself, that one says. A new method of {@link Effect} is passed on here, or
 * a test fails.
 */
interface WrappingEffect extends Effect {
    /** The one inside. */
    Effect effect();

    @Override
    default String host() {
        return effect().host();
    }

    @Override
    default String title() {
        return effect().title();
    }

    @Override
    default String why() {
        return effect().why();
    }

    @Override
    default Set<String> hosts() {
        return effect().hosts();
    }

    @Override
    default String database() {
        return effect().database();
    }

    @Override
    default Set<String> files() {
        return effect().files();
    }

    @Override
    default Set<Probe> probes() {
        return effect().probes();
    }

    @Override
    default Set<Probe> probes(Observation seen) {
        return effect().probes(seen);
    }

    @Override
    default Effect plain() {
        return effect().plain();
    }

    @Override
    default boolean isOutdatedBy(Effect earlier) {
        return effect().isOutdatedBy(earlier);
    }

    @Override
    default boolean isUnsettledBy(Effect earlier) {
        return effect().isUnsettledBy(earlier);
    }

    @Override
    default boolean isOptional() {
        return effect().isOptional();
    }

    @Override
    default boolean isDangerous() {
        return effect().isDangerous();
    }

    @Override
    default boolean isObstaclePassing(Observation observation) {
        return effect().isObstaclePassing(observation);
    }

    @Override
    default Verdict assess(Observation observation) {
        return effect().assess(observation);
    }

    @Override
    default boolean isHarmful(Observation observation) {
        return effect().isHarmful(observation);
    }

    @Override
    default List<Action> actions(Observation observation) {
        return effect().actions(observation);
    }

    @Override
    default List<Action> foreseen(Observation observation) {
        return effect().foreseen(observation);
    }

    @Override
    default Undo undo(Observation observation) {
        return effect().undo(observation);
    }

    @Override
    default Undo undo(Observation observation, String before) {
        return effect().undo(observation, before);
    }

    @Override
    default List<Action> foreseenUndo(Observation observation) {
        return effect().foreseenUndo(observation);
    }
}
