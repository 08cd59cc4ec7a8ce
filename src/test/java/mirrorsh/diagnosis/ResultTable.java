package mirrorsh.diagnosis;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What diagnosing planted faults came to, a row each; written to the build's output. Several test classes fill a part each of
 * {@code target/diagnosis-results.md}.
 */
final class ResultTable {
    private static final Path FOLDER = Path.of("target", "diagnosis");
    private static final Path PAGE = Path.of("target", "diagnosis-results.md");

    /**
     * @param expected key of the finding that must come first, empty where nothing is wrong
     * @param found key of the first finding, or nothing
     * @param others further causes that were found and not planted
     * @param mended how mending ended
     */
    record Row(String id, String planted, String expected, String found, List<String> others, String mended) {
        private List<String> cells() {
            return List.of(id, planted, expected, found, list(others), mended);
        }
    }

    private final String title;
    private final List<Row> rows = new ArrayList<>();
    private String note = "";

    /** @param title what the rows are */
    ResultTable(String title) {
        this.title = title;
    }

    void add(Row row) {
        rows.add(row);
    }

    /** One more sentence under the totals. */
    void note(String sentence) {
        note = " " + sentence;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * Writes {@code target/diagnosis/PART.csv} and puts the page together anew.
     *
     * @param part parts stand in the order of these names
     */
    void write(String part) throws IOException {
        Files.createDirectories(FOLDER);
        StringBuilder csv = new StringBuilder("row,planted,expected first,found first,false findings,mended\n");
        StringBuilder page = new StringBuilder("## " + title + "\n\n" + totals() + note
                + "\n\n| row | planted | found first | false findings | mended |\n|---|---|---|---|---|\n");
        for (Row row : rows) {
            csv.append(String.join(
                            ",", row.cells().stream().map(ResultTable::quoted).toList()))
                    .append('\n');
            page.append("| " + row.id() + " | " + row.planted() + " | "
                    + (row.found().equals(row.expected()) ? "" : "**not " + row.expected() + "** ")
                    + (row.found().isEmpty() ? "nothing" : row.found()) + " | " + list(row.others()) + " | "
                    + row.mended() + " |\n");
        }
        Files.writeString(FOLDER.resolve(part + ".csv"), csv);
        Files.writeString(FOLDER.resolve(part + ".md"), page);
        compose();
    }

    /** Test classes may run in several processes at once. */
    private static void compose() throws IOException {
        try (FileChannel guard =
                        FileChannel.open(FOLDER.resolve("guard"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = guard.lock();
                Stream<Path> files = Files.list(FOLDER)) {
            StringBuilder page = new StringBuilder("# What diagnose finds\n");
            for (Path part : files.filter(
                            file -> lock.isValid() && file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                page.append('\n').append(Files.readString(part));
            }
            Files.writeString(PAGE, page);
        }
    }

    String totals() {
        long right =
                rows.stream().filter(row -> row.found().equals(row.expected())).count();
        long noise = rows.stream().filter(row -> !row.others().isEmpty()).count();
        long mended = rows.stream()
                .filter(row -> row.mended().startsWith("SYNCHRONIZED"))
                .count();
        return rows.size() + " rows, " + right + " with what was planted named first, " + noise
                + " with a false finding, " + mended + " SYNCHRONIZED at the end.";
    }

    private static String list(List<String> texts) {
        return texts.isEmpty() ? "none" : String.join(" ", texts);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
