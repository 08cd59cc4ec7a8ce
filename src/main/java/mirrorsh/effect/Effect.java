package mirrorsh.effect;

import java.util.List;
import java.util.Set;
import mirrorsh.model.Observation;

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

    /** Paths on {@link #hosts} of which must be known whether a file is there. */
    default Set<String> files() {
        return Set.of();
    }

    /**
     * Whether what this effect takes for its result is out of date once an earlier one has been made true in the same run: a
     * copied file after its original was written anew. It is then made true again though it looks Done.
     */
    default boolean isOutdatedBy(Effect earlier) {
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

    /**
     * What takes it back.
     *
     * @param observation as it is now
     */
    Undo undo(Observation observation);
}
