package mirrorsh.command;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.Secret;

/** Passwords of our own logins: from a command, the environment, or a masked prompt; never from an argument. */
final class Passwords {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

    private final Map<String, String> environment;
    private final Console console;
    private final Supplier<Duration> limit;

    Passwords(Map<String, String> environment, Console console) {
        this(environment, console, () -> USUAL_LIMIT);
    }

    /** @param limit for a command that prints a password; asked anew each time */
    Passwords(Map<String, String> environment, Console console, Supplier<Duration> limit) {
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

    private Secret printedBy(String command) {
        String printed = new OwnCommand("The password command", command, limit.get()).run(Map.of(), Secret.of(""));
        return Secret.of(printed.lines().findFirst().orElse(""));
    }
}
