package mirrorsh.run;

import mirrorsh.model.MirrorException;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param runId name of the run in the journal, for example 2026-11-22-1
 * @param done steps that this run made true
 * @param alreadyDone steps that were true before
 * @param skipped steps that the operator skipped
 * @param problem what stopped it, null unless FAILED
 */
public record RunOutcome(
        End end,
        String runId,
        int done,
        int alreadyDone,
        int skipped,
        @Nullable MirrorException problem) {
    /** The ways to end. */
    public enum End {
        COMPLETED,
        STOPPED_BY_OPERATOR,
        FAILED
    }
}
