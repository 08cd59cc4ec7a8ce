package mirrorsh.host;

import java.time.Duration;
import java.util.Map;
import mirrorsh.model.UsageException;

/**
 * How long a host may take before it is given up, so that nothing waits for ever.
 *
 * @param connecting for a connection and its login
 * @param reading for its state
 * @param statement for any other statement; long, because a large database is backed up and restored by one statement
 */
public record Limits(Duration connecting, Duration reading, Duration statement) {
    /** What holds where the operator says nothing. */
    public static final Limits USUAL = new Limits(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofHours(24));

    private static final int MOST_SECONDS = 604_800;

    /**
     * The usual limits, changed by {@code MIRRORSH_CONNECT_SECONDS}, {@code MIRRORSH_READ_SECONDS} and
     * {@code MIRRORSH_STATEMENT_SECONDS}.
     *
     * @param environment variables of the process
     * @throws UsageException when one of them is not a number of seconds from 1 to 604800, a week
     */
    public static Limits of(Map<String, String> environment) {
        return new Limits(
                limit(environment, "MIRRORSH_CONNECT_SECONDS", USUAL.connecting),
                limit(environment, "MIRRORSH_READ_SECONDS", USUAL.reading),
                limit(environment, "MIRRORSH_STATEMENT_SECONDS", USUAL.statement));
    }

    private static Duration limit(Map<String, String> environment, String variable, Duration usual) {
        String text = environment.getOrDefault(variable, "").strip();
        if (text.isEmpty()) {
            return usual;
        }
        int seconds = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new UsageException(
                    "The variable " + variable + " is '" + text + "', which is no number of seconds.",
                    variable + "=" + usual.toSeconds() + ", or without it");
        }
        return Duration.ofSeconds(seconds);
    }
}
