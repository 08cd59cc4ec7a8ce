package mirrorsh.run;

import java.time.Duration;
import mirrorsh.effect.Action;
import mirrorsh.effect.Verdict;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.model.MirrorException;
import mirrorsh.model.Observation;

/**
 * The person (or the switch {@code --yes}) that a run asks and tells. Called by the runner's thread.
 */
public interface Operator {
    /** Whether to begin at all; shows the plan. */
    boolean begin(Plan plan);

    /** Whether it may be that a person is asked; if not, every step is confirmed, and steps may be done side by side. */
    default boolean asks() {
        return true;
    }

    /** A stage begins. */
    void stage(String title);

    /** What to do with a step that is to be done. Showing T-SQL and explanations is the operator's own business. */
    Answer confirm(PlannedStep step);

    enum Answer {
        YES,
        SKIP,
        ALL_REMAINING,
        QUIT
    }

    /** The step needs nothing: it is done already. */
    void alreadyDone(PlannedStep step);

    /** An action of the step begins. */
    void acting(PlannedStep step, Action action);

    /** The server said something meanwhile. */
    void heard(PlannedStep step, ServerMessage message);

    /** A file is on its way, and so many bytes of all have arrived; nothing has to be told. */
    default void copied(PlannedStep step, long bytes, long total) {
        // most operators only tell what happens
    }

    /** The hosts were read again while the step waits for something; nothing has to be told. */
    default void waiting(PlannedStep step, Observation seen) {
        // most operators only tell what happens
    }

    /** The step was done and read back. */
    void done(PlannedStep step, Verdict after, Duration took);

    /** The step did not come true. */
    void failed(PlannedStep step, MirrorException problem);

    /** The operator skipped it. */
    void skipped(PlannedStep step);

    /** The step is not possible and the run goes on without it; {@code because} is a sentence without a full stop. */
    default void left(PlannedStep step, String because) {
        skipped(step);
    }

    /**
     * Waits until a person has done something.
     *
     * @param what they are to do
     * @return false when there is nobody, or they decline
     */
    default boolean byHand(PlannedStep step, String what) {
        return false;
    }
}
