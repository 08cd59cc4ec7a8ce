package mirrorsh.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as its journal has it.
 *
 * @param id for example 2026-11-22-1
 * @param command how to ask for the same again
 * @param steps all steps of the run in order
 * @param end null when the journal ends before the run did: the shell was killed, or it still runs
 * @param origin where the steps came from
 */
public record RecordedRun(
        String id,
        Instant started,
        String title,
        String command,
        Map<String, String> parameters,
        List<RecordedStep> steps,
        RunOutcome.@Nullable End end,
        Origin origin) {
    public RecordedRun {
        parameters = Map.copyOf(parameters);
        steps = List.copyOf(steps);
    }

    /** Whether it came to its end. */
    public boolean isComplete() {
        return end == RunOutcome.End.COMPLETED;
    }
}
