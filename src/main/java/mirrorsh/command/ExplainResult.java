package mirrorsh.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.diagnosis.Explanation;

/**
 * An error explained.
 *
 * @param here what the connected hosts show of it; empty without hosts
 */
record ExplainResult(Explanation explanation, List<String> here) implements Result {
    private static final String INDENT = "     ";

    @Override
    public void show(Console console) {
        String head = explanation.number() + "  ";
        List<String> meaning = Paragraph.of(explanation.meaning(), console.columns() - head.length() - 1, console);
        for (int i = 0; i < meaning.size(); i++) {
            console.line((i == 0 ? console.paint(Tone.STRONG, head) : " ".repeat(head.length())) + meaning.get(i));
        }
        int index = 1;
        for (Explanation.Cause cause : explanation.causes()) {
            String number = "  " + index++ + "  ";
            List<String> lines = Paragraph.of(cause.what(), console.columns() - number.length() - 1, console);
            for (int i = 0; i < lines.size(); i++) {
                console.line((i == 0 ? number : INDENT) + lines.get(i));
            }
            console.line(INDENT + console.paint(Tone.FAINT, "check: ") + cause.check());
        }
        for (int i = 0; i < here.size(); i++) {
            List<String> lines = Paragraph.of(here.get(i), console.columns() - 9, console);
            for (int j = 0; j < lines.size(); j++) {
                console.line((i + j == 0 ? "  Here  " : "        ") + lines.get(j));
            }
        }
        console.line("  Try: " + console.paint(Tone.STRONG, explanation.next()));
    }

    @Override
    public Map<String, ?> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("number", explanation.number());
        all.put("meaning", explanation.meaning());
        all.put("causes", explanation.causes().stream().map(ExplainResult::json).toList());
        all.put("here", here);
        all.put("next", explanation.next());
        return all;
    }

    private static Map<String, ?> json(Explanation.Cause cause) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("cause", cause.what());
        one.put("check", cause.check());
        return one;
    }
}
