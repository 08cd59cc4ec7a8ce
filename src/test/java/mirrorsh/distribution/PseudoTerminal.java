package mirrorsh.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The distribution on a pseudo-terminal of util-linux's {@code script}, with somebody typing at it. */
final class PseudoTerminal implements AutoCloseable {
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final int ATTEMPTS = 15;
    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();
    private static final Pattern CONTROL = Pattern.compile(
            "\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007]*\u0007|[()][A-Z0-9]|[=>78])|[\u0000\u0007\u000f]");

    private final Process process;
    private final OutputStream keys;
    private final StringBuilder seen = new StringBuilder();
    private final Path home;
    private int read;

    private PseudoTerminal(Process process, Path home) {
        this.process = process;
        this.keys = process.getOutputStream();
        this.home = home;
        Thread reader = new Thread(this::follow, "pseudo-terminal");
        reader.setDaemon(true);
        reader.start();
    }

    static boolean isPossible() {
        return Files.isExecutable(SCRIPT);
    }

    /** Starts {@code bin/mirrorsh} there. */
    static PseudoTerminal start(Path home, int columns, String arguments) throws IOException {
        // a build that runs in the background ignores Ctrl-C, and so would all that it starts
        String inside = "stty rows 40 cols " + columns + "; tty > " + home.resolve("tty")
                + "; heeding='env --default-signal=INT'; $heeding true 2>/dev/null || heeding=; exec $heeding bin/mirrorsh "
                + arguments;
        ProcessBuilder builder = Distribution.process(home, List.of(SCRIPT.toString(), "-qefc", inside, "/dev/null"));
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().remove("COLUMNS");
        return new PseudoTerminal(builder.redirectErrorStream(true).start(), home);
    }

    private void follow() {
        byte[] buffer = new byte[8192];
        try (InputStream out = process.getInputStream()) {
            for (int length = out.read(buffer); length >= 0; length = out.read(buffer)) {
                synchronized (seen) {
                    // a character cut in two is a broken sign on the picture, nothing that is waited for
                    seen.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
                    seen.notifyAll();
                }
            }
        } catch (IOException e) {
            synchronized (seen) {
                seen.append("(broken off: ").append(e.getMessage()).append(')');
                seen.notifyAll();
            }
        }
    }

    void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** Waits until a text is written that was not waited for before; what was written up to its end. */
    String await(String text) throws InterruptedException {
        return await(text, PATIENCE);
    }

    /** Types keys again every few seconds until a text is written: a Ctrl-C that comes before its statement finds nothing to stop. */
    void typeUntil(String keys, String text) throws IOException, InterruptedException {
        AssertionError unseen = new AssertionError("Nothing was typed.");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            type(keys);
            try {
                await(text, TimeUnit.SECONDS.toNanos(3));
                return;
            } catch (AssertionError notYet) {
                unseen = notYet;
            }
        }
        throw unseen;
    }

    private String await(String text, long patience) throws InterruptedException {
        long end = System.nanoTime() + patience;
        synchronized (seen) {
            while (true) {
                String shown = CONTROL.matcher(seen).replaceAll("").replace("\r", "");
                int at = shown.indexOf(text, Math.min(read, shown.length()));
                if (at >= 0) {
                    String part = shown.substring(read, at + text.length());
                    read = at + text.length();
                    return part;
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("Never saw: " + text + "\nbut: " + shown);
                }
                seen.wait(Math.min(left, 200));
            }
        }
    }

    /** The terminal's window is given another width; programs in it are told. */
    void resize(int columns) throws IOException, InterruptedException {
        String tty = Files.readString(home.resolve("tty")).strip();
        Process stty = new ProcessBuilder("stty", "-F", tty, "cols", String.valueOf(columns))
                .redirectErrorStream(true)
                .start();
        String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (stty.waitFor() != 0) {
            throw new AssertionError("stty: " + said);
        }
    }

    /** Waits for the end; its exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE, TimeUnit.NANOSECONDS)) {
            throw new AssertionError("It did not end.");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
