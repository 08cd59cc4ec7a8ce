package mirrorsh.run;

/**
 * A step as the journal of a run has it.
 *
 * @param number 1-based place in the run
 * @param effect simple name of the effect's class
 * @param title of the effect, which with {@code host} tells it from the run's other effects
 * @param result how far it came
 * @param wasMissing whether nothing of it was there before; an undo takes back only what the run itself created
 * @param was what was there before, when something was that the run changed; empty else
 */
public record RecordedStep(
        int number,
        String stage,
        String host,
        String effect,
        String title,
        Result result,
        boolean wasMissing,
        String was) {
    public RecordedStep(
            int number, String stage, String host, String effect, String title, Result result, boolean wasMissing) {
        this(number, stage, host, effect, title, result, wasMissing, "");
    }

    /** How far a step came. */
    public enum Result {
        NOT_REACHED,
        /** Begun, and the journal ends: whether it came true only the catalog tells. */
        BEGUN,
        DONE,
        ALREADY_DONE,
        FAILED,
        SKIPPED
    }

    /** Whether the run created it, or may have: it was missing, and statements were begun. */
    public boolean mayBeCreatedByTheRun() {
        return wasMissing && mayHaveActed();
    }

    /** Whether the run changed something that was there, or may have. */
    public boolean mayBeChangedByTheRun() {
        return !was.isEmpty() && mayHaveActed();
    }

    private boolean mayHaveActed() {
        return result == Result.DONE || result == Result.BEGUN || result == Result.FAILED;
    }
}
