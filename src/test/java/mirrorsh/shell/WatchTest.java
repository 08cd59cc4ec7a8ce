package mirrorsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mirrorsh.command.Bench;
import mirrorsh.command.ExitCode;
import mirrorsh.command.FakeHosts;
import mirrorsh.command.Invocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    @TempDir
    private Path folder;

    private Screen screen;
    private Bench bench;
    private CompletableFuture<Integer> end = CompletableFuture.completedFuture(0);

    private void watch(FakeHosts hosts) throws IOException, InterruptedException {
        screen = new Screen(100);
        bench = new Bench(hosts, new TerminalConsole(screen.terminal(), true), folder, Map.of());
        end = CompletableFuture.supplyAsync(
                () -> bench.commands.execute(Invocation.of(List.of("watch", "--interval", "0"))));
        screen.await("[q]uit");
    }

    private int code() throws Exception {
        return end.get(20, TimeUnit.SECONDS);
    }

    @Test
    void showsStatesAndLeavesAtQ() throws Exception {
        watch(FakeHosts.mirrored("HOST_A", "HOST_B", "OFF"));

        assertThat(screen.await("MIRROR")).contains("HOST_A  PRINCIPAL  SYNCHRONIZED");

        screen.type("q");
        assertThat(code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void sortsAndPausesByKeys() throws Exception {
        watch(FakeHosts.mirrored("HOST_A", "HOST_B", "OFF"));

        screen.type("s");
        screen.await("by host");
        screen.type("p");
        screen.await("paused");

        screen.type("q");
        assertThat(code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void showsWhatChanges() throws Exception {
        FakeHosts hosts = FakeHosts.mirrored("HOST_A", "HOST_B", "OFF");
        watch(hosts);

        hosts.silence("HOST_B");

        screen.await("HOST_B: answers → does not answer");
        screen.type("q");
        assertThat(code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void leavesAtACancel() throws Exception {
        watch(FakeHosts.mirrored("HOST_A", "HOST_B", "OFF"));

        bench.session.cancel();

        assertThat(code()).isEqualTo(ExitCode.DONE);
    }
}
