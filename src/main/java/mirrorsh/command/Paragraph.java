package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;

/** Text broken between words. */
final class Paragraph {
    private Paragraph() {}

    /**
     * Lines of at most so many columns; a word that is longer has a line of its own.
     *
     * @param columns at least 1
     */
    static List<String> of(String text, int columns, Console console) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int width = 0;
        for (String word : text.strip().split("\\s+", -1)) {
            int wide = console.width(word);
            if (width > 0 && width + 1 + wide > columns) {
                lines.add(line.toString());
                line.setLength(0);
                width = 0;
            }
            line.append(width == 0 ? "" : " ").append(word);
            width += (width == 0 ? 0 : 1) + wide;
        }
        lines.add(line.toString());
        return lines;
    }
}
