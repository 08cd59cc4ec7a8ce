package mirrorsh.lab.sql.batch;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** The text of RAISERROR with its {@code %s}, {@code %d} and kin filled in. */
final class MessageText {
    private static final int LONGEST = 2047;
    private static final Pattern SLOT =
            Pattern.compile("%(?:(%)|([-+0 #]*)(\\d+|\\*)?(?:\\.(\\d+|\\*))?(?:h|l|I64)?([diouxXs])?)");

    private final String template;
    private final List<Argument> arguments;
    private int used;

    MessageText(String template, List<Argument> arguments) {
        this.template = template;
        this.arguments = arguments;
    }

    /** A substitution argument. */
    record Argument(SqlType type, @Nullable Object value) {}

    /** The finished text; 2786 if an argument is of the wrong kind, 2787 if a slot is malformed. */
    String filled() {
        Matcher slots = SLOT.matcher(template);
        StringBuilder text = new StringBuilder();
        while (slots.find()) {
            slots.appendReplacement(text, "");
            text.append(slots.group(1) != null ? "%" : slot(slots));
        }
        slots.appendTail(text);
        return text.length() > LONGEST ? text.substring(0, LONGEST - 3) + "..." : text.toString();
    }

    private String slot(Matcher slot) {
        if (slot.group(5) == null) {
            throw SqlFailure.of(2787, slot.group());
        }
        String flags = slot.group(2);
        int width = size(slot.group(3));
        int precision = size(slot.group(4));
        String text = value(slot.group(5).charAt(0), flags, precision);
        String padding = " ".repeat(Math.max(0, width - text.length()));
        if (flags.contains("-")) {
            return text + padding;
        }
        boolean zeros = flags.contains("0") && !slot.group(5).equals("s") && !text.equals("(null)");
        if (!zeros) {
            return padding + text;
        }
        boolean signed = text.startsWith("-") || text.startsWith("+");
        return (signed ? text.substring(0, 1) : "") + padding.replace(' ', '0') + (signed ? text.substring(1) : text);
    }

    private int size(@Nullable String written) {
        if (written == null) {
            return -1;
        }
        if (!written.equals("*")) {
            return Integer.parseInt(written);
        }
        Argument argument = next();
        return argument != null && argument.value() instanceof Integer number ? number : -1;
    }

    private @Nullable Argument next() {
        return used < arguments.size() ? arguments.get(used++) : null;
    }

    private String value(char conversion, String flags, int precision) {
        Argument argument = next();
        if (argument == null || argument.value() == null) {
            return "(null)";
        }
        if (conversion == 's') {
            if (!argument.type().kind().isCharacter()) {
                throw SqlFailure.of(2786, used);
            }
            String text = (String) argument.value();
            return precision >= 0 && precision < text.length() ? text.substring(0, precision) : text;
        }
        if (!argument.type().kind().isInteger() || !(argument.value() instanceof Number number)) {
            throw SqlFailure.of(2786, used);
        }
        return number(conversion, flags, number);
    }

    private static String number(char conversion, String flags, Number number) {
        boolean big = number instanceof Long;
        boolean sharp = flags.contains("#");
        String hex = big ? Long.toHexString(number.longValue()) : Integer.toHexString(number.intValue());
        return switch (conversion) {
            case 'o' ->
                (sharp ? "0" : "")
                        + (big ? Long.toOctalString(number.longValue()) : Integer.toOctalString(number.intValue()));
            case 'x' -> (sharp ? "0x" : "") + hex;
            case 'X' -> (sharp ? "0X" : "") + hex.toUpperCase(java.util.Locale.ROOT);
            case 'u' -> big ? Long.toUnsignedString(number.longValue()) : Integer.toUnsignedString(number.intValue());
            default -> (flags.contains("+") && number.longValue() >= 0 ? "+" : "") + number;
        };
    }
}
