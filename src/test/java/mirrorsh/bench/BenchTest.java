package mirrorsh.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmark works; what it measures is for people. */
class BenchTest {
    @Test
    void measuresEachSectionThatNeedsNoDistribution() throws Exception {
        PrintStream progress = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

        List<String> report = Bench.report(Effort.SMOKE, List.of("round trips", "scale", "runner", "lab"), progress);

        assertThat(report)
                .filteredOn(line -> line.startsWith("| **"))
                .containsExactly(
                        "| **round trips** | | | | |",
                        "| **scale** | | | | |",
                        "| **runner** | | | | |",
                        "| **lab** | | | | |");
        assertThat(report)
                .anyMatch(line -> line.startsWith("| state of a host | 1 round trips | 1 needed | 1.00 |"))
                .anyMatch(line -> line.startsWith("| commits, SAFETY OFF | "));
    }

    @Test
    void putsItsTableBetweenTheMarks(@TempDir Path folder) throws Exception {
        Path readme = Files.writeString(folder.resolve("README.md"), "a\n<!-- bench -->\nold\n<!-- /bench -->\nb\n");

        Bench.write(readme, List.of("new", "lines"));

        assertThat(readme).hasContent("a\n<!-- bench -->\nnew\nlines\n<!-- /bench -->\nb\n");
    }
}
