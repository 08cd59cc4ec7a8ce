package mirrorsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mirrorsh.command.Bench;
import mirrorsh.command.ExitCode;
import mirrorsh.command.FakeHosts;
import mirrorsh.command.Invocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generated password is shown once, to a person, and nowhere else. */
class ShowOnceTest {
    private static final Pattern SHOWN = Pattern.compile("shown once:\\s+(\\S{24,})");

    @TempDir
    private Path folder;

    private Screen screen;
    private Bench bench;
    private CompletableFuture<Integer> end;

    @BeforeEach
    void open() throws Exception {
        screen = new Screen(100);
        TerminalConsole console = new TerminalConsole(screen.terminal(), true);
        bench = new Bench(FakeHosts.of("HOST_A"), console, folder, Map.of("MIRRORSH_NEW_PASSWORDS", "show"));
        Path history = folder.resolve("state/history");
        Shell shell = new Shell(console, bench.session, bench.commands, Invocation.of(List.of("--yes")), history);
        end = CompletableFuture.supplyAsync(shell::run);
        screen.await("mirrorsh>");
        screen.type("record " + folder.resolve("change.md") + "\r");
        screen.await("From now on");
        screen.type("masterkey create --on HOST_A\r");
        screen.await("Enter when it is in a safe place");
    }

    @AfterEach
    void leave() throws Exception {
        screen.type("exit\r");
        assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.DONE);
    }

    @Test
    void andTakenFromTheScreenAndWrittenNowhere() throws Exception {
        Matcher shown = SHOWN.matcher(screen.picture());
        assertThat(shown.find()).isTrue();

        screen.type("\r");

        assertThat(screen.await("✓")).doesNotContain(shown.group(1)).doesNotContain("shown once");
        assertThat(bench.hosts.sent()).hasSize(1);
        screen.type("record off\r");
        screen.await("The transcript is in");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file).content().doesNotContain(shown.group(1));
            }
        }
    }

    @Test
    void andNotUsedWhenNobodyTookIt() throws Exception {
        screen.type("\u0003");

        assertThat(screen.await("was shown to nobody")).contains("✗ not done").doesNotContain("shown once");
    }
}
