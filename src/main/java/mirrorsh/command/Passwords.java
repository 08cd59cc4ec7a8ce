package mirrorsh.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.Secret;

/** Passwords of our own logins: from a command, the environment, or a masked prompt; never from an argument. */
final class Passwords {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

    private final Map<String, String> environment;
    private final Console console;
    private final Duration limit;

    Passwords(Map<String, String> environment, Console console) {
        this(environment, console, USUAL_LIMIT);
    }

    /** @param limit for a command that prints a password */
    Passwords(Map<String, String> environment, Console console, Duration limit) {
        this.environment = Map.copyOf(environment);
        this.console = console;
        this.limit = limit;
    }

    /** The variable {@code MIRRORSH_PASSWORD_HOST_A}. */
    static String variable(String prefix, String host) {
        return prefix + "_" + host.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /**
     * The password to connect to a host with.
     *
     * @param command prints it; empty for none
     * @throws UsageException when there is nobody to ask
     */
    Secret of(String host, String user, String command) {
        if (!command.isEmpty()) {
            return printedBy(command);
        }
        String variable = variable("MIRRORSH_PASSWORD", host);
        return fromEnvironment(variable)
                .or(() -> fromEnvironment("MIRRORSH_PASSWORD"))
                .or(() -> console.askSecret("Password of " + user + " on " + host + ": "))
                .orElseThrow(() -> new UsageException(
                        "There is no password for " + user + " on " + host + ", and nobody to ask.",
                        "set " + variable + ", or connect with --password-command"));
    }

    Optional<Secret> fromEnvironment(String variable) {
        return Optional.ofNullable(environment.get(variable)).map(Secret::of);
    }

    private static String output(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // it was ended, and that is what is told
        }
    }

    private Secret printedBy(String command) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> line = windows ? List.of("cmd", "/c", command) : List.of("sh", "-c", command);
        try {
            ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
            // it prints one password; the others are none of its business
            builder.environment().keySet().removeIf(name -> name.startsWith("MIRRORSH_") && name.contains("PASSWORD"));
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> output(process));
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended || process.exitValue() != 0) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new UsageException("The password command did not end well.", "try it by itself: " + command);
            }
            String printed = output.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return Secret.of(printed.lines().findFirst().orElse(""));
        } catch (ExecutionException | TimeoutException e) {
            // something that it left running keeps its output open
            throw new UsageException("The password command's output does not end.", "try it by itself: " + command);
        } catch (IOException e) {
            throw new UsageException("The password command cannot be started.", "try it by itself: " + command);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("The password command was interrupted.", "connect again");
        }
    }
}
