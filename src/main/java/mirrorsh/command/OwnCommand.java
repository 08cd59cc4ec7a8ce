package mirrorsh.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.Secret;

/**
 * A command of the operating system that the operator chose, to print a password or to take one. It is told no other password of
 * ours: not in its arguments, nor in its environment.
 *
 * @param what it is, to begin a sentence with
 * @param limit how long it may take
 */
record OwnCommand(String what, String line, Duration limit) {
    private static final int LONGEST = 64 * 1024;

    /**
     * Runs it to its end.
     *
     * @param variables more of its environment
     * @param input what it reads, a line; nothing when it is empty
     * @return what it wrote
     * @throws UsageException when it cannot be started, fails, or takes too long
     */
    String run(Map<String, String> variables, Secret input) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        ProcessBuilder builder = new ProcessBuilder(windows ? List.of("cmd", "/c", line) : List.of("sh", "-c", line))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("MIRRORSH_") && name.contains("PASSWORD"));
        builder.environment().putAll(variables);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw complaint("cannot be started");
        }
        // neither what it reads nor what it writes may hold us up
        CompletableFuture<Boolean> given = CompletableFuture.supplyAsync(() -> give(process, input), OwnCommand::begin);
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> output(process), OwnCommand::begin);
        return answer(process, given, output);
    }

    private String answer(Process process, CompletableFuture<Boolean> given, CompletableFuture<String> output) {
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended || process.exitValue() != 0) {
                throw complaint(ended ? "did not end well" : "did not end in " + limit.toSeconds() + " s");
            }
            if (!given.get(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw complaint("did not read what it was given");
            }
            return output.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // something that it left running keeps its output open
            throw complaint("has output that does not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw complaint("was interrupted");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** On a thread of its own: in a pool of one thread, one that waits would keep the other from its work. */
    private static void begin(Runnable task) {
        Thread thread = new Thread(task, "own command");
        thread.setDaemon(true);
        thread.start();
    }

    private static boolean give(Process process, Secret input) {
        try (OutputStream to = process.getOutputStream()) {
            if (!input.isEmpty()) {
                to.write((new String(input.reveal()) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return true;
        } catch (IOException e) {
            return input.isEmpty(); // it closed its end; who wants nothing of us may
        }
    }

    private static String output(Process process) {
        try {
            return new String(process.getInputStream().readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // it was ended, and that is what is told
        }
    }

    private UsageException complaint(String problem) {
        return new UsageException(what + " " + problem + ".", "try it by itself: " + line);
    }
}
