package mirrorsh.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.Secret;

/** Passwords of our own logins: from a command, the environment, or a masked prompt; never from an argument. */
final class Passwords {
    private static final long COMMAND_SECONDS = 60;

    private final Map<String, String> environment;
    private final Console console;

    Passwords(Map<String, String> environment, Console console) {
        this.environment = Map.copyOf(environment);
        this.console = console;
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

    private static Secret printedBy(String command) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> line = windows ? List.of("cmd", "/c", command) : List.of("sh", "-c", command);
        try {
            Process process = new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new UsageException("The password command did not end well.", "try it by itself: " + command);
            }
            return Secret.of(output.lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new UsageException("The password command cannot be started.", "try it by itself: " + command);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("The password command was interrupted.", "connect again");
        }
    }
}
