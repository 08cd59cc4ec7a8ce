package mirrorsh.command;

import mirrorsh.run.PlannedStep;
import mirrorsh.runbook.Willing;

/** Says yes where {@code --yes} was given, and quits where it was not. */
final class Obedient extends Willing {
    private final Console.Answers answers;

    Obedient(Console.Answers answers) {
        this.answers = answers;
    }

    @Override
    public Answer confirm(PlannedStep step) {
        return answers.yes() ? Answer.YES : Answer.QUIT;
    }
}
