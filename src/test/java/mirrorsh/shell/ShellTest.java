package mirrorsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mirrorsh.command.Bench;
import mirrorsh.command.ExitCode;
import mirrorsh.command.FakeHosts;
import mirrorsh.command.Invocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
    @TempDir
    private Path folder;

    private Screen screen;
    private Bench bench;
    private CompletableFuture<Integer> end = CompletableFuture.completedFuture(0);

    private void open(FakeHosts hosts, String... options) throws IOException, InterruptedException {
        screen = new Screen(100);
        TerminalConsole console = new TerminalConsole(screen.terminal(), true);
        bench = new Bench(hosts, console, folder, Map.of());
        Path history = folder.resolve("state/history");
        Shell shell = new Shell(console, bench.session, bench.commands, Invocation.of(List.of(options)), history);
        end = CompletableFuture.supplyAsync(shell::run);
        screen.await("mirrorsh>");
    }

    @AfterEach
    void leave() throws Exception {
        if (!end.isDone()) {
            screen.type("\u0003");
            screen.type("exit\r");
        }
        end.get(20, TimeUnit.SECONDS);
    }

    @Test
    void leavesAtCtrlD() throws Exception {
        open(FakeHosts.of());

        screen.type("\u0004");

        assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.DONE);
    }

    @Test
    void tellsTheCurrentHostInThePrompt() throws Exception {
        open(FakeHosts.mirrored("HOST_A", "HOST_B", "OFF"));

        screen.type("use HOST_A\r");

        assertThat(screen.await("mirrorsh:HOST_A>")).contains("PRINCIPAL SYNCHRONIZED");
    }

    @Test
    void completesCommandsAndHosts() throws Exception {
        open(FakeHosts.of("HOST_A", "HOST_B"));

        screen.type("dis\t");
        screen.await("> disconnect");
        screen.type("HOST_B\t\r");

        screen.await("HOST_B is disconnected.");
    }

    @Test
    void suggestsWhatWasMeant() throws Exception {
        open(FakeHosts.of());

        screen.type("stauts\r");

        assertThat(screen.await("Try:")).contains("There is no command stauts.").contains("Try: status");
    }

    @Test
    void leavesTsqlAsItWasTyped() throws Exception {
        open(FakeHosts.of("HOST_A"));
        screen.type("use HOST_A\r");
        screen.await("mirrorsh:HOST_A>");

        screen.type("sql SELECT 'it''s', 1 > 0; -- C:\\new\\path | \"x\" !1\r");

        screen.await("(1 row)");
        assertThat(bench.hosts.sent()).containsExactly("HOST_A: SELECT 'it''s', 1 > 0; -- C:\\new\\path | \"x\" !1");
    }

    @Test
    void asksBeforeAStep() throws Exception {
        open(FakeHosts.of("HOST_A"));

        screen.type("masterkey create --on HOST_A\r");
        String asked = screen.await("[q]uit");
        assertThat(bench.hosts.sent()).isEmpty();
        screen.type("y\r");
        screen.await("New password 'masterkey' of HOST_A");
        screen.type("1_Strong\r");
        screen.await("The same again:");
        screen.type("1_Strong\r");

        String after = screen.await("✓");
        assertThat(asked)
                .contains(" 1/1  HOST_A  Create the database master key")
                .contains("│ USE [master];");
        assertThat(after).doesNotContain("1_Strong").contains("ms");
        assertThat(bench.hosts.sent()).hasSize(1);
    }

    @Test
    void explainsAndSkipsAStep() throws Exception {
        open(FakeHosts.of("HOST_A"));

        screen.type("masterkey create --on HOST_A\r");
        screen.await("[q]uit");
        screen.type("e\r");
        screen.await("Found    it is not there");
        screen.type("x\r");
        screen.await("One of y, s, a, t, e, q.");
        screen.type("s\r");

        screen.await("– skipped");
        assertThat(bench.hosts.sent()).isEmpty();
    }

    @Test
    void takesCtrlCAtAQuestionAsQuit() throws Exception {
        open(FakeHosts.of("HOST_A"));

        screen.type("masterkey create --on HOST_A\r");
        screen.await("[q]uit");
        screen.type("\u0003");

        screen.awaitTimes("mirrorsh", 2);
        assertThat(bench.hosts.sent()).isEmpty();
    }

    @Test
    void cancelsWhatIsRunningAtCtrlC() throws Exception {
        open(FakeHosts.of("HOST_A"));

        screen.type("sql --on HOST_A WAITFOR DELAY '01:00'\r");
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (bench.hosts.sent().isEmpty() && System.nanoTime() < patience) {
            Thread.onSpinWait();
        }
        screen.interrupt();

        screen.await("HOST_A cancelled the statement.");
        screen.awaitTimes("mirrorsh", 2);
    }

    @Test
    void showsThePlanBeforeARunbookBegins() throws Exception {
        open(FakeHosts.of("HOST_A", "HOST_B"));

        screen.type("run set-up-mirroring\r");
        String begin = screen.await("[p]lan");
        screen.type("p\r");
        screen.await("── Mirroring partners");
        screen.awaitTimes("[p]lan", 2);
        screen.type("q\r");

        screen.await("Stopped by the operator");
        assertThat(begin)
                .contains("principal HOST_A   mirror HOST_B   database AdventureWorks   port 7024   safety OFF")
                .contains("27 steps: 25 to do.");
        assertThat(bench.hosts.sent()).allMatch(FakeHosts::isQuestion);
    }

    @Test
    void asksNothingWhereYesWasSaidForTheSession() throws Exception {
        open(FakeHosts.of("HOST_A"), "--yes");

        screen.type("masterkey create --on HOST_A\r");

        screen.await("✓");
        assertThat(bench.hosts.sent()).hasSize(1);
    }

    @Test
    void remembersLinesButNoPasswords() throws Exception {
        open(FakeHosts.of("HOST_A"));
        screen.type("hosts\r");
        screen.awaitTimes("mirrorsh", 2);
        screen.type("sql CREATE LOGIN x WITH PASSWORD = 'hidden'\r");
        screen.await("(done)");
        screen.type("exit\r");
        end.get(20, TimeUnit.SECONDS);

        Path history = folder.resolve("state/history");
        assertThat(Files.readString(history)).contains("hosts").doesNotContain("hidden");
        assertThat(Files.getPosixFilePermissions(history)).hasSize(2);
    }
}
