package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;

/** Text broken between words, or between phrases that are set apart by several spaces. */
public final class Paragraph {
    private Paragraph() {}

    /**
     * Lines of at most so many columns; a word that is longer has a line of its own. What fits stays as it is.
     *
     * @param columns at least 1
     */
    public static List<String> of(String text, int columns, Console console) {
        return console.width(text) <= columns && !text.contains("\n")
                ? List.of(text)
                : filled(text.strip().split("\\s+", -1), " ", columns, console);
    }

    /** The same for a line of several phrases, as {@code principal HOST_A   mirror HOST_B}: none is torn. */
    static List<String> phrases(String text, int columns, Console console) {
        return filled(text.strip().split("\\s{2,}", -1), "   ", columns, console);
    }

    /** A row of phrases: one line for whoever reads it by program, on a screen as many as it takes, the further ones set in. */
    static List<String> row(String indent, String text, Console console) {
        int room = console.columns() - indent.length();
        if (!console.interactive() || console.width(text) <= room) {
            return List.of(indent + text);
        }
        List<String> lines = phrases(text, Math.max(20, room - 2), console);
        List<String> row = new ArrayList<>(List.of(indent + lines.get(0)));
        lines.stream().skip(1).map(line -> indent + "  " + line).forEach(row::add);
        return row;
    }

    private static List<String> filled(String[] pieces, String gap, int columns, Console console) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String piece : pieces) {
            if (line.length() > 0 && console.width(line + gap + piece) > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : gap).append(piece);
        }
        lines.add(line.toString());
        return lines;
    }
}
