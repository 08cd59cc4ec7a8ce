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
 */
public record RecordedRun(
        String id,
        Instant started,
        String title,
        String command,
        Map<String, String> parameters,
        List<RecordedStep> steps,
        RunOutcome.@Nullable End end) {
    public RecordedRun {
        parameters = Map.copyOf(parameters);
        steps = List.copyOf(steps);
    }
}
