package mirrorsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mirrorsh.command.Bench;
import mirrorsh.command.FakeHosts;
import mirrorsh.command.Invocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptTest {
    @TempDir
    private Path folder;

    private Screen screen;
    private CompletableFuture<Integer> end = CompletableFuture.completedFuture(0);

    private Bench open(FakeHosts hosts, boolean color) throws Exception {
        screen = new Screen(100);
        TerminalConsole console = new TerminalConsole(screen.terminal(), color);
        Bench bench = new Bench(hosts, console, folder, Map.of("MIRRORSH_PASSWORD", "x"));
        Shell shell =
                new Shell(console, bench.session, bench.commands, Invocation.of(List.of()), folder.resolve("history"));
        end = CompletableFuture.supplyAsync(shell::run);
        screen.await("mirrorsh>");
        return bench;
    }

    @AfterEach
    void leave() throws Exception {
        screen.type("\u0003");
        screen.type("exit\r");
        end.get(20, TimeUnit.SECONDS);
    }

    @Test
    void namesTheOtherConnectedHosts() throws Exception {
        open(FakeHosts.mirrored("HOST_A", "HOST_B", "OFF"), true);

        screen.type("use HOST_B\r");

        screen.await("MIRROR SYNCHRONIZED  + HOST_A");
    }

    @Test
    void warnsOfProductionWithoutColor() throws Exception {
        open(FakeHosts.of(), false);

        screen.type("connect LIVE sql-prod-1,1433\r");

        screen.await("mirrorsh:LIVE (production)>");
    }

    @Test
    void paintsProductionRed() throws Exception {
        open(FakeHosts.of("PROD1"), true);

        screen.type("use PROD1\r");

        screen.await("mirrorsh:PROD1>");
        assertThat(Palette.paint(mirrorsh.command.Tone.PRODUCTION, "x")).contains("41m");
        assertThat(screen.picture()).doesNotContain("(production)");
    }

    @Test
    void isThereThoughAHostDoesNotAnswer() throws Exception {
        FakeHosts hosts = FakeHosts.of("HOST_A", "HOST_B");
        open(hosts, true);
        screen.type("use HOST_A\r");
        screen.await("mirrorsh:HOST_A>");

        hosts.stall("HOST_B");
        screen.type("history\r");

        screen.awaitTimes("mirrorsh:HOST_A>", 2);
        hosts.release();
    }

    @Test
    void comesBackWhenAWaitForAHostIsCancelled() throws Exception {
        FakeHosts hosts = FakeHosts.of("HOST_A", "HOST_B");
        open(hosts, true);
        hosts.stall("HOST_B");
        screen.type("use HOST_B\r");
        hosts.awaitStalled();

        screen.interrupt();

        screen.await("HOST_B was left.");
        screen.awaitTimes("mirrorsh", 2);
    }
}
