package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.run.RunRequest;

/** What is said of a request before its steps: its title, and its summary as far as the lines are wide. */
public final class RequestHead {
    private static final String INDENT = "  ";

    private RequestHead() {}

    /** Lines for the console. */
    public static List<String> of(RunRequest request, Console console) {
        List<String> lines = new ArrayList<>();
        lines.add(console.paint(Tone.STRONG, request.title()));
        for (String line : request.summary()) {
            Paragraph.phrases(line, console.columns() - INDENT.length(), console)
                    .forEach(part -> lines.add(INDENT + part));
        }
        return lines;
    }
}
