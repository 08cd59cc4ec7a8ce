package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;

/** Something that should be true on one host. Immutable. */
public interface Effect {
    /** The host on which it should be true. */
    String host();

    /** What it is, starting with a verb, without a full stop: "Create the database master key". */
    String title();

    /** Why it is needed, one sentence. */
    String why();

    /** The hosts whose state the assessment needs, {@link #host} among them. */
    Set<String> hosts();

    /** The database that it is about, empty when it is about the instance. Effects on several databases do not hinder each other. */
    default String database() {
        return "";
    }

    /** What it needs and makes, where that is known; without it, it has to wait for whatever comes before it. */
    default Optional<Ground> ground() {
        return Optional.empty();
    }

    /** Paths on {@link #hosts} of which must be known whether a file is there. */
    default Set<String> files() {
        return Set.of();
    }

    /** What must be asked of {@link #hosts} beyond their state; the answers come with the observation. */
    default Set<Probe> probes() {
        return Set.of();
    }

    /** What later effects know it by: itself, without what only says when it is wanted. */
    default Effect plain() {
        return this;
    }

    /**
     * What of it must be asked of hosts that look like this.
     *
     * @param seen the hosts' states; answers from before
     */
    default Set<Probe> probes(Observation seen) {
        return probes();
    }

    /**
     * Whether what this effect takes for its result is out of date once an earlier one has been made true in the same run: a
     * copied file after its original was written anew. It is then made true again though it looks Done.
     *
     * @param earlier {@link #plain}
     */
    default boolean isOutdatedBy(Effect earlier) {
        return false;
    }

    /**
     * Whether an earlier one that is made true may make this one untrue again, so that a script, which cannot look, has to make it
     * true in any case.
     *
     * @param earlier {@link #plain}
     */
    default boolean isUnsettledBy(Effect earlier) {
        return isOutdatedBy(earlier);
    }

    /** Whether a run goes on without it when it is not possible. */
    default boolean isOptional() {
        return false;
    }

    /** Whether making it true can lose data: it wants a name typed, which a plain yes is not. */
    default boolean isDangerous() {
        return false;
    }

    /** Whether what stands in its way now usually passes by itself within seconds, so that it is worth looking again. */
    default boolean isObstaclePassing(Observation observation) {
        return false;
    }

    /** How what was read compares with what should be. */
    Verdict assess(Observation observation);

    /**
     * Whether what it made is something else than was wanted and does harm while it stays, as another host's certificate does, which
     * lets that host in. It is then taken back at once.
     */
    default boolean isHarmful(Observation observation) {
        return false;
    }

    /** What makes it true, in order; called only when it is not Done and not Blocked. */
    List<Action> actions(Observation observation);

    /** What makes it true once the steps before it are done, as far as that can be said now: what a script of it holds. */
    default List<Action> foreseen(Observation observation) {
        return actions(observation);
    }

    /**
     * What takes it back.
     *
     * @param observation as it is now
     */
    Undo undo(Observation observation);

    /**
     * What puts back that which it changed rather than made.
     *
     * @param observation as it is now
     * @param before what a {@link Verdict.Differs} of it found before the change
     */
    default Undo undo(Observation observation, String before) {
        return new Undo.Impossible("it was there before, but as: " + before);
    }

    /** What takes back what is {@link #foreseen}: what the rollback of a script holds; empty when nothing does. */
    default List<Action> foreseenUndo(Observation observation) {
        return List.of();
    }
}
