package mirrorsh.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.ScreenTerminal;

/** A virtual screen of 24 lines with somebody typing at it. */
final class Screen {
    private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

    private final ScreenTerminal screen;
    private final LineDisciplineTerminal terminal;

    Screen(int columns) throws IOException {
        ScreenTerminal.VirtualTerminal virtual = ScreenTerminal.withTerminal("test", "xterm-256color", columns, 40);
        screen = virtual.screen();
        terminal = virtual.terminal();
    }

    Terminal terminal() {
        return terminal;
    }

    void type(String keys) throws IOException {
        terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    }

    void interrupt() {
        terminal.raise(Terminal.Signal.INT);
    }

    /** The picture without what is blank at its ends. */
    String picture() {
        return Arrays.stream(screen.toString().split("\n"))
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** Waits until the picture shows the text. */
    String await(String text) throws InterruptedException {
        return awaitTimes(text, 1);
    }

    /** Waits until the picture shows the text so many times. */
    String awaitTimes(String text, int times) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < end) {
            String picture = picture();
            if (picture.split(java.util.regex.Pattern.quote(text), -1).length > times) {
                return picture;
            }
            screen.waitDirty(50);
        }
        throw new AssertionError("Never saw " + times + " times: " + text + "\nbut:\n" + picture());
    }
}
