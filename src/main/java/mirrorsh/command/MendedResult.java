package mirrorsh.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.run.RunOutcome;

/**
 * What is left after mending.
 *
 * @param left what the hosts were found to be afterwards
 * @param steps what happened to each step, for machines
 * @param notMended what could be mended and was not, and why, a sentence each
 * @param end how the last run ended
 */
record MendedResult(DiagnoseResult left, List<Map<String, ?>> steps, List<String> notMended, RunOutcome.End end)
        implements Result {
    @Override
    public void show(Console console) {
        console.line("");
        left.show(console);
        for (String sentence : notMended) {
            Paragraph.of(sentence, console.columns() - 2, console)
                    .forEach(line -> console.line(" " + console.paint(Tone.WARNING, line)));
        }
    }

    @Override
    public Map<String, ?> json() {
        Map<String, Object> all = new LinkedHashMap<>(left.json());
        all.put("steps", steps);
        all.put("not_mended", notMended);
        all.put("end", end.name());
        return all;
    }

    @Override
    public int exitCode() {
        return switch (end) {
            case COMPLETED -> left.exitCode();
            case STOPPED_BY_OPERATOR -> ExitCode.STOPPED;
            case FAILED -> ExitCode.FAILED;
        };
    }
}
