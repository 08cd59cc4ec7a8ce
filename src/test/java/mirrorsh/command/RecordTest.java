package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordTest {
    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(FakeHosts.mirrored("HOST_A", "HOST_B", "FULL"), new PaperConsole(80), folder, Map.of());
        bench.execute("use", "HOST_A");
    }

    private static String withoutTimes(Path file) throws IOException {
        return Files.readString(file)
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME")
                .replaceAll("\\d+ ms", "N ms");
    }

    @Test
    void keepsCommandsAndResultsAsMarkdown() throws IOException {
        Path file = folder.resolve("change.md");

        bench.execute("record", file.toString());
        bench.execute("sql", "SELECT 42");
        bench.execute("stauts");
        bench.execute("record", "off");
        bench.execute("sql", "SELECT 43");

        assertThat(withoutTimes(file)).startsWith("""
                # mirrorsh transcript

                Begun TIME.

                ## TIME  HOST_A as sa

                ```
                > sql "SELECT 42"
                 host    answer
                 HOST_A  42
                (1 row)
                ```

                exit code 0, N ms

                ## TIME  HOST_A as sa

                ```
                > stauts
                There is no command stauts.
                  Try: status
                ```

                exit code 2, N ms
                """).doesNotContain("SELECT 43");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsThemAsHtmlWhereTheFileEndsSo() throws IOException {
        Path file = folder.resolve("change.html");

        bench.execute("record", file.toString());
        bench.execute("sql", "SELECT '<b>&'");

        assertThat(withoutTimes(file))
                .startsWith("<!DOCTYPE html>")
                .contains("<kbd>&gt; sql \"SELECT '&lt;b&gt;&amp;'\"</kbd>\n host    answer\n HOST_A  42\n");
    }

    @Test
    void masksPasswordsThatWereTyped() throws IOException {
        Path file = folder.resolve("change.md");

        bench.execute("record", file.toString());
        bench.execute("sql", "ALTER LOGIN [sa] WITH PASSWORD = N'it''s secret', CHECK_POLICY = OFF");
        bench.execute("sql", "RAISERROR (N'password = ''geheim''', 16, 1) -- password='geheim'");

        assertThat(Files.readString(file))
                .contains("PASSWORD = '•••', CHECK_POLICY = OFF")
                .doesNotContain("secret")
                .doesNotContain("='geheim'");
    }

    @Test
    void goesOnInAFileThatIsThere() throws IOException {
        Path file = folder.resolve("change.md");
        bench.execute("record", file.toString());
        bench.execute("sql", "SELECT 1");
        bench.execute("record", "off");

        bench.execute("record", file.toString());
        bench.execute("sql", "SELECT 2");

        assertThat(Files.readString(file))
                .containsOnlyOnce("# mirrorsh transcript")
                .contains("SELECT 1", "SELECT 2");
    }

    @Test
    void saysWhetherATranscriptIsKept() {
        bench.execute("record");

        assertThat(bench.text()).endsWith("No transcript is kept.");
    }

    @Test
    void saysThatAFileCannotBeWritten() {
        assertThat(bench.execute("record", folder.resolve("not/there.md").toString()))
                .isEqualTo(ExitCode.USAGE);

        assertThat(bench.asideText()).contains("The transcript cannot be written to");
    }

    @Test
    void fencesTextThatHoldsAFence() throws IOException {
        Path file = folder.resolve("change.md");

        bench.execute("record", file.toString());
        bench.execute("sql", "SELECT '```'");

        assertThat(Files.readString(file)).contains("````\n> sql \"SELECT '```'\"");
    }
}
