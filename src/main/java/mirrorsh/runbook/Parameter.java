package mirrorsh.runbook;

import java.util.List;
import java.util.Locale;

/**
 * Something that a runbook can be told.
 *
 * @param name as given on the command line, {@code name=value}
 * @param type what it accepts
 * @param standard its value when nothing is given; empty when it has to be given
 * @param about what it is, in a few words
 * @param choices the accepted values of a {@link Type#CHOICE}, else empty
 */
public record Parameter(String name, Type type, String standard, String about, List<String> choices) {
    public Parameter {
        choices = List.copyOf(choices);
    }

    /** Whether there is no value that it has by itself. */
    public boolean isRequired() {
        return standard.isEmpty();
    }

    /** A value that it accepts, to list a runbook by when nobody has given one. */
    public String example() {
        return switch (type) {
            case HOST, TEXT -> isRequired() ? name.toUpperCase(Locale.ROOT) : standard;
            case NUMBER, CHOICE -> isRequired() ? choices.get(0) : standard;
        };
    }

    /** What a parameter accepts. */
    public enum Type {
        /** The operator's name for a host. */
        HOST,
        TEXT,
        /** A whole number. */
        NUMBER,
        /** One of a few words. */
        CHOICE
    }

    /** What it accepts, for people: "a port from 1 to 65535", "connection or files". */
    public String accepts() {
        return switch (type) {
            case HOST -> "a host";
            case TEXT -> "text";
            case NUMBER -> "a number" + (choices.isEmpty() ? "" : " from " + String.join(" to ", choices));
            case CHOICE -> String.join(" or ", choices);
        };
    }
}
