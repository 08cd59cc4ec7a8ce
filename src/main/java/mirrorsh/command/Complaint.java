package mirrorsh.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mirrorsh.model.MirrorException;
import mirrorsh.model.UsageException;
import mirrorsh.run.Json;
import mirrorsh.run.StepFailedException;
import mirrorsh.runbook.RunbookException;

/** A problem as it is told: what happened, why that usually is, what to type. */
public final class Complaint {
    private static final int LONGEST_WORD = 60;

    private Complaint() {}

    /** Tells it on the console, as JSON where that is asked for. */
    public static int tell(MirrorException problem, Console console, boolean json) {
        if (json) {
            console.line(new Json().write(Map.of("problem", json(problem))));
        }
        String[] lines = problem.getMessage().split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            tell(lines[i], i == 0 ? Tone.BAD : Tone.PLAIN, console);
        }
        if (!problem.usually().isEmpty()) {
            boolean clause = Character.isLowerCase(problem.usually().codePointAt(0));
            tell("  " + (clause ? "Usually " : "") + problem.usually(), Tone.PLAIN, console);
        }
        if (!problem.next().isEmpty()) {
            console.aside("  Try: " + console.paint(Tone.STRONG, problem.next()));
        }
        return exitCode(problem);
    }

    /** A line with a word that is none stays whole: a fingerprint is to be compared, not read. */
    private static void tell(String line, Tone tone, Console console) {
        String text = line.stripLeading();
        String indent = " ".repeat(line.length() - text.length());
        int room = Math.max(20, console.columns() - indent.length());
        boolean parts = console.interactive()
                && text.length() > room
                && Stream.of(text.split(" ", -1)).allMatch(word -> word.length() <= LONGEST_WORD);
        List<String> lines = parts ? Paragraph.of(text.strip(), room, console) : List.of(text);
        lines.forEach(each -> console.aside(indent + (tone == Tone.PLAIN ? each : console.paint(tone, each))));
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
