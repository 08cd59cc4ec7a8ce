package mirrorsh.run;

/**
 * Where the steps of a run come from.
 *
 * @param runbook path of the runbook's file; empty for a single command
 * @param hash SHA-256 of the runbook's text in hexadecimal digits; empty for a single command
 * @param resumes name of the run that this one carries on; empty for none
 * @param undoes name of the run that this one takes back; empty for none
 */
public record Origin(String runbook, String hash, String resumes, String undoes) {
    /** A single command. */
    public static final Origin COMMAND = new Origin("", "", "", "");

    public static Origin of(String runbook, String hash) {
        return new Origin(runbook, hash, "", "");
    }

    public Origin resuming(String run) {
        return new Origin(runbook, hash, run, undoes);
    }

    public Origin undoing(String run) {
        return new Origin(runbook, hash, resumes, run);
    }

    /** Whether it was a runbook, and one that is carried out rather than taken back. */
    public boolean isRunbook() {
        return !runbook.isEmpty() && undoes.isEmpty();
    }
}
