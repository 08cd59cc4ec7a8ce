package mirrorsh.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogManager;

/**
 * Measures everything, or the sections that are named, and prints a Markdown table. {@code --readme} writes the table into the
 * README; {@code --smoke} only tries whether it works.
 */
public final class Bench {
    private static final List<Section> SECTIONS = List.of(
            new StartSection(), new RoundTripSection(), new ScaleSection(), new RunnerSection(), new LabSection());
    private static final int MISUSED = 2;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        List<String> words = new ArrayList<>(List.of(arguments));
        boolean readme = words.remove("--readme");
        Effort effort = words.remove("--smoke") ? Effort.SMOKE : Effort.WHOLE;
        List<String> names = SECTIONS.stream().map(Section::name).toList();
        if (!names.containsAll(words)) {
            System.err.println("bench [--readme] [--smoke] [" + String.join("] [", names) + "]");
            System.exit(MISUSED);
        }
        List<String> report = report(effort, words.isEmpty() ? names : words, System.err);
        report.forEach(System.out::println);
        if (readme) {
            write(Path.of("README.md"), report);
        }
        System.exit(0);
    }

    /** The table of some sections. */
    static List<String> report(Effort effort, List<String> names, PrintStream progress) throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("Measured by `bin/bench` on " + Machine.description()
                + ". Medians of rounds in turn; a ratio is the median of the");
        lines.add("rounds' ratios.");
        lines.add("");
        lines.add("| what | measured | against | ratio | goal |");
        lines.add("|---|---|---|---|---|");
        for (Section section : SECTIONS) {
            if (names.contains(section.name())) {
                long begin = System.nanoTime();
                lines.add("| **" + section.name() + "** | | | | |");
                for (Row row : section.measure(effort)) {
                    lines.add(row.markdown());
                }
                progress.println(section.name() + ": " + (System.nanoTime() - begin) / 1_000_000_000 + " s");
            }
        }
        return lines;
    }

    /** Puts the report between its two marks. */
    static void write(Path readme, List<String> report) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(readme));
        int begin = lines.indexOf("<!-- bench -->");
        int end = lines.indexOf("<!-- /bench -->");
        if (begin < 0 || end < begin) {
            throw new IOException(readme + " has no <!-- bench --> and <!-- /bench -->.");
        }
        lines.subList(begin + 1, end).clear();
        lines.addAll(begin + 1, report);
        Files.write(readme, lines);
    }
}
