package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process of the program, with nobody at its terminal. What it says is kept in a file, and what it does when it takes long, too. */
final class ProgramProcess {
    /** After that, and again after as long, its threads are written down. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** The threads of a lab, and of the servers of its disks. */
    private static final Pattern HOSTS = Pattern.compile("tds-|mirroring|lab |sshd-");

    private static final long BETWEEN_LOOKS = Duration.ofMillis(1).toNanos();

    private final Process process;
    private final Path said;
    private final long begin = System.nanoTime();
    private int looks;

    private ProgramProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /**
     * @param home its home, with {@code hosts.toml}; what it says is added to {@code out.txt} there
     * @param environment variables besides those of this process
     */
    static ProgramProcess start(ProgramImage image, Path home, Map<String, String> environment, List<String> words)
            throws IOException {
        String[] all = Stream.concat(
                        Stream.of("--hosts", home.resolve("hosts.toml").toString()), words.stream())
                .toArray(String[]::new);
        Path said = home.resolve("out.txt");
        Files.writeString(
                said,
                "> " + String.join(" ", words) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        ProcessBuilder builder = new ProcessBuilder(image.command(all))
                .redirectInput(Files.writeString(home.resolve("in.txt"), "").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("MIRRORSH_"));
        builder.environment().putAll(environment);
        return new ProgramProcess(builder.start(), said);
    }

    /** What it and those before it said. */
    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it is over by itself; its exit code. */
    int await() {
        until(() -> false);
        return process.exitValue();
    }

    /** Waits until something is so, or it is over; whether it is so. */
    boolean until(BooleanSupplier condition) {
        while (process.isAlive()) {
            if (condition.getAsBoolean()) {
                return true;
            }
            watch();
            LockSupport.parkNanos(BETWEEN_LOOKS); // the processor is the child's
        }
        return condition.getAsBoolean();
    }

    private void watch() {
        Duration age = Duration.ofNanos(System.nanoTime() - begin);
        if (age.compareTo(LONG.multipliedBy(looks + 1L)) > 0) {
            looks++;
            writeDownThreads();
        }
        if (age.compareTo(LIMIT) > 0) {
            kill();
            throw new AssertionError("It was not over after " + LIMIT.toSeconds() + " s.\n" + said());
        }
    }

    /** Each Java process answers this signal with its threads, where it says everything else; and ours, which are its hosts'. */
    private void writeDownThreads() {
        try {
            Files.writeString(said, hosts(), StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            Process asked = new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start();
            assertThat(asked.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String hosts() {
        StringBuilder text = new StringBuilder("\nThe hosts meanwhile:\n");
        Thread.getAllStackTraces().forEach((thread, trace) -> {
            if (HOSTS.matcher(thread.getName()).lookingAt()) {
                text.append('"' + thread.getName() + "\" " + thread.getState() + '\n');
                for (StackTraceElement frame : trace) {
                    text.append("    at " + frame + '\n');
                }
            }
        });
        return text.append('\n').toString();
    }

    /** Ends it by SIGKILL. */
    void kill() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
