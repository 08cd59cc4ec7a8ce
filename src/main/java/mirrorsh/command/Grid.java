package mirrorsh.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows under headings: aligned where they fit the console, one value a line where they do not.
 *
 * @param rows values; null is shown as NULL
 */
record Grid(List<String> columns, List<List<@Nullable String>> rows) {
    private static final String GAP = "  ";

    /** The lines of it. */
    List<String> lines(Console console) {
        List<String[]> cells = new ArrayList<>();
        cells.add(columns.toArray(String[]::new));
        for (List<@Nullable String> row : rows) {
            cells.add(row.stream().map(Grid::shown).toArray(String[]::new));
        }
        int[] widths = new int[columns.size()];
        for (String[] row : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], console.width(row[i]));
            }
        }
        int total = 1 + Arrays.stream(widths).sum() + GAP.length() * Math.max(0, widths.length - 1);
        return total <= console.columns() || rows.isEmpty()
                ? aligned(cells, widths, console)
                : vertical(cells, console);
    }

    private static List<String> aligned(List<String[]> cells, int[] widths, Console console) {
        List<String> lines = new ArrayList<>();
        for (String[] row : cells) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < row.length; i++) {
                int padding = widths[i] - console.width(row[i]);
                line.append(row[i]).append(i == row.length - 1 ? "" : " ".repeat(padding) + GAP);
            }
            String text = line.toString().stripTrailing();
            lines.add(lines.isEmpty() ? console.paint(Tone.FAINT, text) : text);
        }
        return lines;
    }

    private static List<String> vertical(List<String[]> cells, Console console) {
        String[] names = cells.get(0);
        int widest = Arrays.stream(names).mapToInt(console::width).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int row = 1; row < cells.size(); row++) {
            if (row > 1) {
                lines.add("");
            }
            for (int i = 0; i < names.length; i++) {
                String name = names[i] + " ".repeat(widest - console.width(names[i]));
                lines.add((" " + console.paint(Tone.FAINT, name) + GAP + cells.get(row)[i]).stripTrailing());
            }
        }
        return lines;
    }

    private static String shown(@Nullable String value) {
        return value == null
                ? "NULL"
                : value.lines().map(line -> line.replace('\t', ' ')).collect(Collectors.joining("⏎"));
    }
}
