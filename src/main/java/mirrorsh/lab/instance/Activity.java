package mirrorsh.lab.instance;

import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request of a session.
 *
 * @param number unlike those of all other requests of the instance
 * @param text what was asked
 * @param ended null while it runs
 */
record Activity(
        long number, String text, Instant began, @Nullable Instant ended) {
    private static final Pattern FIRST_WORDS =
            Pattern.compile("\\s*(?:--[^\\n]*\\n\\s*)*([A-Za-z_]+)(?:\\s+([A-Za-z_]+))?");

    Activity endedAt(Instant moment) {
        return new Activity(number, text, began, moment);
    }

    /** The kind of its first statement, as far as its first words tell. */
    String command() {
        Matcher words = FIRST_WORDS.matcher(text);
        if (!words.lookingAt()) {
            return "SELECT";
        }
        String first = words.group(1).toUpperCase(Locale.ROOT);
        String second = words.group(2) == null ? "" : words.group(2).toUpperCase(Locale.ROOT);
        return switch (first) {
            case "BACKUP", "RESTORE", "CREATE", "ALTER", "DROP" -> (first + " " + second).strip();
            case "INSERT", "UPDATE", "DELETE", "WAITFOR", "KILL", "USE", "SET" -> first;
            case "EXEC", "EXECUTE" -> "EXECUTE";
            default -> "SELECT";
        };
    }
}
