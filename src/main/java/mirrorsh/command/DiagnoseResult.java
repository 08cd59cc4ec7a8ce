package mirrorsh.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.diagnosis.Confidence;
import mirrorsh.diagnosis.Finding;
import mirrorsh.diagnosis.Findings;
import mirrorsh.diagnosis.Mend;
import mirrorsh.model.HostState;

/**
 * What a diagnosis found.
 *
 * @param outline what the hosts are to each other
 * @param silent what hosts did not answer, one sentence each
 * @param number the error that was asked about, 0 for none
 */
record DiagnoseResult(List<HostState> hosts, List<String> outline, Findings findings, List<String> silent, int number)
        implements Result {
    private static final String INDENT = "    ";
    private static final int LABEL = 10;

    @Override
    public void show(Console console) {
        for (String line : outline) {
            List<String> lines = Paragraph.of(line, console.columns() - INDENT.length(), console);
            console.line(lines.get(0));
            lines.stream().skip(1).forEach(rest -> console.line(INDENT + rest));
        }
        silent.forEach(sentence -> console.line(console.paint(Tone.BAD, sentence)));
        if (!findings.causes().isEmpty() && !(outline.isEmpty() && silent.isEmpty())) {
            console.line("");
        }
        int index = 1;
        for (Findings.Cause cause : findings.causes()) {
            cause(console, index++, cause);
        }
        if (findings.causes().isEmpty()) {
            console.line(console.paint(Tone.GOOD, "Nothing wrong is found."));
        }
        about(console);
        for (String note : findings.notes()) {
            Paragraph.of(note, console.columns() - 2, console).forEach(line -> console.line(" " + line));
        }
    }

    private void about(Console console) {
        answer().ifPresent(sentence -> console.line(" " + sentence));
        if (findings.mends().stream().anyMatch(Mend::isDoable)) {
            console.line("    " + console.paint(Tone.STRONG, "diagnose --fix") + " does this step by step.");
        }
    }

    private static void cause(Console console, int index, Findings.Cause cause) {
        Finding finding = cause.finding();
        String number = index < 10 ? " " + index : String.valueOf(index);
        String margin = margin(finding);
        int room = console.columns() - INDENT.length() - margin.length() - 3;
        List<String> lines = Paragraph.of(finding.cause(), room, console);
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            String head = (i == 0 ? number + "  " : INDENT) + console.paint(tone(finding), text);
            String id = " ".repeat(Math.max(2, room + 2 - console.width(text))) + console.paint(Tone.FAINT, margin);
            console.line(i == 0 ? head + id : head);
        }
        labelled(console, "Evidence", finding.evidence());
        mends(console, finding.mends());
        for (Finding symptom : cause.symptoms()) {
            labelled(console, "Follows", List.of(symptom.cause() + " (" + symptom.id() + ")"));
            mends(console, symptom.mends().stream().filter(Mend::isDoable).toList());
        }
    }

    /** The row, and how sure it is where it is not certain. */
    static String margin(Finding finding) {
        return switch (finding.confidence()) {
            case CERTAIN, HARMLESS -> finding.id();
            case LIKELY -> "likely " + finding.id();
            case POSSIBLE -> "possible " + finding.id();
        };
    }

    private static Tone tone(Finding finding) {
        return finding.confidence() == Confidence.HARMLESS ? Tone.FAINT : Tone.STRONG;
    }

    private static void labelled(Console console, String label, List<String> texts) {
        List<String> lines = new ArrayList<>();
        int room = Math.max(20, console.columns() - INDENT.length() - LABEL - 1);
        texts.forEach(text -> lines.addAll(Paragraph.of(text, room, console)));
        for (int i = 0; i < lines.size(); i++) {
            String name = i == 0 ? label : "";
            console.line(INDENT + console.paint(Tone.FAINT, name) + " ".repeat(LABEL - name.length()) + lines.get(i));
        }
    }

    /** Commands, each with its T-SQL beside or below it where one line holds it; the rest is in the report. */
    private static void mends(Console console, List<Mend> mends) {
        for (int i = 0; i < mends.size(); i++) {
            Mend mend = mends.get(i);
            String name = i == 0 ? "Mend" : "";
            if (!mend.isDoable() && mend.tsql().isEmpty()) {
                advice(console, name, mend.command());
                continue;
            }
            StringBuilder line = new StringBuilder(INDENT)
                    .append(console.paint(Tone.FAINT, name))
                    .append(" ".repeat(LABEL - name.length()))
                    .append(console.paint(Tone.STRONG, mend.command()));
            String tsql = String.join(" ", mend.tsql()).replaceAll("\\s+", " ");
            int used = INDENT.length() + LABEL + console.width(mend.command());
            boolean beside = used + 3 + console.width(tsql) <= console.columns();
            if (!tsql.isEmpty() && beside) {
                line.append("   ").append(console.paint(Tone.FAINT, tsql));
            }
            console.line(line.toString());
            int below = INDENT.length() + LABEL + 2;
            if (!tsql.isEmpty() && !beside && below + console.width(tsql) <= console.columns()) {
                console.line(" ".repeat(below) + console.paint(Tone.FAINT, tsql));
            }
        }
    }

    /** What all this has to do with the error that was asked about. */
    Optional<String> answer() {
        if (number == 0) {
            return Optional.empty();
        }
        boolean explained = findings.all().stream().anyMatch(finding -> ExplainCommand.speaksOf(finding, number));
        return Optional.of(
                explained
                        ? "That is why the answer was " + number + "."
                        : "None of this is known to answer " + number + ": explain " + number);
    }

    /** What is not for the runner may be a sentence, and is broken like one. */
    private static void advice(Console console, String name, String text) {
        int margin = INDENT.length() + LABEL;
        List<String> lines = Paragraph.of(text, Math.max(20, console.columns() - margin - 1), console);
        for (int i = 0; i < lines.size(); i++) {
            String before = i == 0
                    ? INDENT + console.paint(Tone.FAINT, name) + " ".repeat(LABEL - name.length())
                    : " ".repeat(margin);
            console.line(before + console.paint(Tone.STRONG, lines.get(i)));
        }
    }

    @Override
    public Map<String, ?> json() {
        Map<String, Object> all = new LinkedHashMap<>(Silent.with(silent, findings.json()));
        if (!findings.notes().isEmpty()) {
            all.put("notes", findings.notes());
        }
        return all;
    }

    @Override
    public int exitCode() {
        return findings.needsMending() ? ExitCode.TO_DO : Silent.exitCode(silent);
    }
}
