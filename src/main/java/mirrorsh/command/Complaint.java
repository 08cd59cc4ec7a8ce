package mirrorsh.command;

import java.util.LinkedHashMap;
import java.util.Map;
import mirrorsh.model.MirrorException;
import mirrorsh.model.UsageException;
import mirrorsh.run.StepFailedException;
import mirrorsh.runbook.RunbookException;

/** A problem as it is told: what happened, why that usually is, what to type. */
public final class Complaint {
    private Complaint() {}

    /** Tells it on the console, as JSON where that is asked for. */
    public static int tell(MirrorException problem, Console console, boolean json) {
        if (json) {
            console.line(Json.line(Map.of("problem", json(problem))));
        }
        String[] lines = problem.getMessage().split("\\R", -1);
        console.aside(console.paint(Tone.BAD, lines[0]));
        for (int i = 1; i < lines.length; i++) {
            String indent =
                    " ".repeat(lines[i].length() - lines[i].stripLeading().length());
            int room = Math.max(20, console.columns() - indent.length());
            Paragraph.of(lines[i].strip(), room, console).forEach(line -> console.aside(indent + line));
        }
        if (!problem.usually().isEmpty()) {
            boolean clause = Character.isLowerCase(problem.usually().codePointAt(0));
            console.aside("  " + (clause ? "Usually " : "") + problem.usually());
        }
        if (!problem.next().isEmpty()) {
            console.aside("  Try: " + console.paint(Tone.STRONG, problem.next()));
        }
        return exitCode(problem);
    }

    static Map<String, String> json(MirrorException problem) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("message", problem.getMessage());
        parts.put("usually", problem.usually());
        parts.put("next", problem.next());
        return parts;
    }

    static int exitCode(MirrorException problem) {
        if (problem instanceof StoppedException) {
            return ExitCode.STOPPED;
        }
        boolean usage = problem instanceof UsageException
                || problem instanceof RunbookException
                || problem instanceof StepFailedException failed && failed.isInputUnreadable();
        return usage ? ExitCode.USAGE : ExitCode.FAILED;
    }
}
