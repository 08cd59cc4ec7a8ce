package mirrorsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mirrorsh.command.Bench;
import mirrorsh.command.ExitCode;
import mirrorsh.command.FakeHosts;
import mirrorsh.command.Invocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamConsoleTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StreamConsole console =
            new StreamConsole(InputStream.nullInputStream(), printer(out), printer(err), 0);

    private static PrintStream printer(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Bench bench() {
        return new Bench(FakeHosts.of("HOST_A", "HOST_B"), console, folder, Map.of());
    }

    private static Invocation line(String... words) {
        return Invocation.of(List.of(words));
    }

    @Test
    void namesTheAnswerThatIsMissing() {
        Bench bench = bench();

        int code = bench.commands.execute(line("run", "set-up-mirroring"));

        assertThat(code).isEqualTo(ExitCode.STOPPED);
        assertThat(err()).contains("'[Enter] begin' has no answer").contains("Try: --yes");
        assertThat(bench.hosts.sent()).allMatch(FakeHosts::isQuestion);
    }

    @Test
    void namesTheMissingAnswerOfASingleStep() {
        int code = bench().commands.execute(line("masterkey", "create", "--on", "HOST_A"));

        assertThat(code).isEqualTo(ExitCode.STOPPED);
        assertThat(err()).contains("has no answer, because there is no terminal to ask.");
    }

    @Test
    void writesNothingButJsonToStandardOutput() {
        int code = bench().commands.execute(line("--json", "masterkey", "create", "--on", "HOST_A", "--yes"));

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(out().lines()).hasSize(1).allMatch(line -> line.startsWith("{\"run\":"));
        assertThat(err()).contains("✓");
    }

    @Test
    void writesPlainLines() {
        bench().commands.execute(line("masterkey", "create", "--on", "HOST_A", "--yes"));

        assertThat(out())
                .contains("  1/1  HOST_A  Create the database master key")
                .doesNotContain("\u001b");
    }

    @Test
    void executesAScriptUntilALineFails() {
        String script = "# a comment\nuse HOST_A\n\nplan set-up-mirroring\nstauts\nhosts\n";
        Bench bench = bench();

        int code = new Script(bench.commands, line())
                .run(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)));

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(out()).contains("Set up database mirroring").doesNotContain("* HOST_A");
    }

    @Test
    void answersWithTheCodeOfAPlanAtTheEndOfAScript() {
        int code = new Script(bench().commands, line())
                .run(new ByteArrayInputStream(
                        "plan set-up-mirroring\nhosts\nexit\nstauts\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(code).isEqualTo(ExitCode.TO_DO);
    }

    @Test
    void endsAtTheEndOfInput() {
        int code = bench().commands.execute(line("lab", "serve"));

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(out()).contains("HOST_A").contains("127.0.0.11,1433");
    }
}
