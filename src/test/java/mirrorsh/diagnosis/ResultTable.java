package mirrorsh.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What diagnosing planted faults came to, a row each; written to the build's output. */
final class ResultTable {
    /**
     * @param found key of the first finding, or nothing
     * @param others further causes that were found and not planted
     * @param mended how mending ended
     */
    record Row(String id, String planted, String expected, String found, List<String> others, String mended) {
        boolean isRight() {
            return found.equals(expected) && others.isEmpty();
        }
    }

    private final List<Row> rows = new ArrayList<>();

    void add(Row row) {
        rows.add(row);
    }

    /** Writes {@code target/NAME.csv} and {@code target/NAME.md}. */
    void write(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target"));
        StringBuilder csv = new StringBuilder("row,planted,expected first,found first,false findings,mended\n");
        StringBuilder page = new StringBuilder("# Diagnosis of planted faults\n\n" + totals()
                + "\n\n| row | planted | found first | false findings | mended |\n|---|---|---|---|---|\n");
        for (Row row : rows) {
            csv.append(String.join(
                            ",",
                            List.of(
                                            row.id(),
                                            row.planted(),
                                            row.expected(),
                                            row.found(),
                                            list(row.others()),
                                            row.mended())
                                    .stream()
                                    .map(ResultTable::quoted)
                                    .toList()))
                    .append('\n');
            page.append("| " + row.id() + " | " + row.planted() + " | "
                    + (row.found().equals(row.expected()) ? "" : "**not " + row.expected() + "** ")
                    + (row.found().isEmpty() ? "nothing" : row.found()) + " | " + list(row.others()) + " | "
                    + row.mended() + " |\n");
        }
        Files.writeString(folder.resolve(name + ".csv"), csv);
        Files.writeString(folder.resolve(name + ".md"), page);
    }

    String totals() {
        long right =
                rows.stream().filter(row -> row.found().equals(row.expected())).count();
        long noise = rows.stream().filter(row -> !row.others().isEmpty()).count();
        long mended = rows.stream()
                .filter(row -> row.mended().startsWith("SYNCHRONIZED"))
                .count();
        return rows.size() + " planted, " + right + " named first, " + noise + " with a false finding, " + mended
                + " led to SYNCHRONIZED.";
    }

    private static String list(List<String> texts) {
        return texts.isEmpty() ? "none" : String.join(" ", texts);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
