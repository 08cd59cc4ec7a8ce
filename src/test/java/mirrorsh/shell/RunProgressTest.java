package mirrorsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.Instance;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunProgressTest {
    private final List<String> plain = new ArrayList<>();
    private long now;
    private TerminalConsole terminal;

    @AfterEach
    void close() {
        if (terminal != null) {
            terminal.close();
        }
    }

    private void seconds(double gone) {
        now += (long) (gone * 1e9);
    }

    private RunProgress onScreen(Screen screen) {
        terminal = new TerminalConsole(screen.terminal(), false);
        return new RunProgress(terminal, plain::add, () -> now);
    }

    private RunProgress piped() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new RunProgress(
                new StreamConsole(InputStream.nullInputStream(), nowhere, nowhere, 80), plain::add, () -> now);
    }

    private static Observation waiting(long sendKb) {
        MirroringSession session =
                new MirroringSession("1", "PRINCIPAL", "SYNCHRONIZING", "FULL", "TCP://B:7024", "", "", "", 10);
        Database database = new Database(
                5,
                "Sales",
                "ONLINE",
                "FULL",
                "MULTI_USER",
                false,
                false,
                false,
                false,
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(session));
        Instance instance = new Instance(
                "A", "A", "Developer", "16.0.1", java.time.Instant.EPOCH, Duration.ZERO, "sa", true, "C:\\", "C:\\");
        return new Observation(Map.of(
                "A",
                new HostState(
                        "A",
                        instance,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(database),
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of(new Queue("Sales", sendKb, 0, 0, 0)))));
    }

    @Test
    void drawsABarWithRateAndTimeLeft() throws Exception {
        Screen screen = new Screen(80);
        RunProgress progress = onScreen(screen);
        seconds(5);
        progress.percent(25);
        seconds(5);

        progress.percent(50);

        assertThat(screen.picture()).isEqualTo("████████████░░░░░░░░░░░░   50 %  5.0 %/s  about 10 s left");
    }

    @Test
    void drawsABarForAFileOnItsWay() throws Exception {
        Screen screen = new Screen(80);
        RunProgress progress = onScreen(screen);
        seconds(10);

        progress.copied(30L << 20, 120L << 20);

        assertThat(screen.picture()).isEqualTo("██████░░░░░░░░░░░░░░░░░░   25 %  3.0 MB/s  about 30 s left");
    }

    @Test
    void takesTheBarAwayBeforeTheNextLine() throws Exception {
        Screen screen = new Screen(80);
        RunProgress progress = onScreen(screen);
        seconds(5);
        progress.percent(25);

        terminal.line("done");

        assertThat(screen.picture()).isEqualTo("done");
    }

    @Test
    void drawsNothingForWhatIsQuick() throws Exception {
        Screen screen = new Screen(80);
        RunProgress progress = onScreen(screen);

        progress.percent(50);

        assertThat(screen.picture()).isEmpty();
    }

    @Test
    void writesALineEveryTenSecondsWherePiped() {
        RunProgress progress = piped();
        for (int percent = 5; percent <= 100; percent += 5) {
            seconds(1.5);
            progress.percent(percent);
        }

        assertThat(plain)
                .containsExactly("       … 35 %  3.3 %/s  about 19 s left", "       … 70 %  3.3 %/s  about 9 s left");
    }

    @Test
    void tellsHowTheQueueShrinks() throws Exception {
        Screen screen = new Screen(80);
        RunProgress progress = onScreen(screen);
        progress.waiting(waiting(4000));
        seconds(2);

        progress.waiting(waiting(3000));

        assertThat(screen.picture()).isEqualTo("… SYNCHRONIZING  3000 KB queued  500 KB/s  about 6 s left  2 s");
    }
}
