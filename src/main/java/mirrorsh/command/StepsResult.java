package mirrorsh.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.model.MirrorException;
import mirrorsh.run.RunOutcome;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended. The operator saw the steps as they happened; people are told the end only.
 *
 * @param steps what happened to each, for machines
 * @param pairs mirrored databases as read back, lines for people
 * @param whole whether it was a runbook, with a journal that is worth naming
 * @param single whether it was to end after one step
 * @param hint the next sensible step after a single command; empty for none
 */
record StepsResult(
        RunOutcome outcome, List<Map<String, ?>> steps, List<String> pairs, boolean whole, boolean single, String hint)
        implements Result {
    StepsResult(RunOutcome outcome, List<Map<String, ?>> steps, List<String> pairs, boolean whole) {
        this(outcome, steps, pairs, whole, false);
    }

    StepsResult(RunOutcome outcome, List<Map<String, ?>> steps, List<String> pairs, boolean whole, boolean single) {
        this(outcome, steps, pairs, whole, single, "");
    }

    /** The same with what to do next. */
    StepsResult hinting(String next) {
        return new StepsResult(outcome, steps, pairs, whole, single, next);
    }

    @Override
    public void show(Console console) {
        if (!pairs.isEmpty()) {
            console.line("");
            pairs.forEach(console::line);
        }
        if (!whole) {
            if (!hint.isEmpty()) {
                console.line(" Next: " + console.paint(Tone.STRONG, hint));
            }
            return;
        }
        console.line(" " + sentence());
        String journal = outcome.runId().isEmpty() ? "" : " Journal: run " + outcome.runId() + ".";
        console.line(journal + " Next: " + console.paint(Tone.STRONG, next()));
    }

    /** It ended where it was told to, with more to do. */
    private boolean isOneStepFurther() {
        return single && outcome.end() == RunOutcome.End.STOPPED_BY_OPERATOR && outcome.done() > 0;
    }

    private String sentence() {
        String counts =
                outcome.done() + " done, " + outcome.alreadyDone() + " done already, " + outcome.skipped() + " skipped";
        return switch (outcome.end()) {
            case COMPLETED -> "Complete: " + counts + ".";
            case STOPPED_BY_OPERATOR ->
                (isOneStepFurther() ? "One step further: " : "Stopped by the operator: ") + counts + ".";
            case FAILED -> "Failed: " + counts + ".";
        };
    }

    private String next() {
        return switch (outcome.end()) {
            case COMPLETED -> "status";
            case STOPPED_BY_OPERATOR -> "the same command again; what is done is skipped";
            case FAILED -> "mend it, then the same command again; what is done is skipped";
        };
    }

    @Override
    public Map<String, ?> json() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("run", outcome.runId());
        all.put("end", outcome.end().name());
        all.put("done", outcome.done());
        all.put("already_done", outcome.alreadyDone());
        all.put("skipped", outcome.skipped());
        all.put("steps", steps);
        MirrorException problem = outcome.problem();
        all.put("problem", problem == null ? null : Complaint.json(problem));
        return all;
    }

    @Override
    public int exitCode() {
        MirrorException problem = outcome.problem();
        return switch (outcome.end()) {
            case COMPLETED -> ExitCode.DONE;
            case STOPPED_BY_OPERATOR -> isOneStepFurther() ? ExitCode.TO_DO : ExitCode.STOPPED;
            case FAILED -> problem == null ? ExitCode.FAILED : Complaint.exitCode(problem);
        };
    }
}
