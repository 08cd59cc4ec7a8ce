package mirrorsh.lab.sql.value;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/** Writes dates and times in the styles of CONVERT. */
final class DateFormats {
    /**
     * Date and time part of each style; {@code ~} is a day or hour filled with a blank, {@code #} the fraction as the type
     * has it.
     */
    private static final Map<Integer, String[]> STYLES = Map.ofEntries(
            Map.entry(100, parts("MMM ~d yyyy", "~h:mma")),
            Map.entry(1, parts("MM/dd/yy", "")),
            Map.entry(101, parts("MM/dd/yyyy", "")),
            Map.entry(2, parts("yy.MM.dd", "")),
            Map.entry(102, parts("yyyy.MM.dd", "")),
            Map.entry(3, parts("dd/MM/yy", "")),
            Map.entry(103, parts("dd/MM/yyyy", "")),
            Map.entry(4, parts("dd.MM.yy", "")),
            Map.entry(104, parts("dd.MM.yyyy", "")),
            Map.entry(5, parts("dd-MM-yy", "")),
            Map.entry(105, parts("dd-MM-yyyy", "")),
            Map.entry(6, parts("dd MMM yy", "")),
            Map.entry(106, parts("dd MMM yyyy", "")),
            Map.entry(7, parts("MMM dd, yy", "")),
            Map.entry(107, parts("MMM dd, yyyy", "")),
            Map.entry(108, parts("", "HH:mm:ss")),
            Map.entry(109, parts("MMM ~d yyyy", "~h:mm:ss:#a")),
            Map.entry(10, parts("MM-dd-yy", "")),
            Map.entry(110, parts("MM-dd-yyyy", "")),
            Map.entry(11, parts("yy/MM/dd", "")),
            Map.entry(111, parts("yyyy/MM/dd", "")),
            Map.entry(12, parts("yyMMdd", "")),
            Map.entry(112, parts("yyyyMMdd", "")),
            Map.entry(113, parts("dd MMM yyyy", "HH:mm:ss:#")),
            Map.entry(114, parts("", "HH:mm:ss:#")),
            Map.entry(120, parts("yyyy-MM-dd", "HH:mm:ss")),
            Map.entry(121, parts("yyyy-MM-dd", "HH:mm:ss.#")),
            Map.entry(23, parts("yyyy-MM-dd", "")),
            Map.entry(126, parts("yyyy-MM-dd", "HH:mm:ss.#")),
            Map.entry(127, parts("yyyy-MM-dd", "HH:mm:ss.#")));

    private static final Map<Integer, Integer> SAME =
            Map.of(0, 100, 9, 109, 8, 108, 24, 108, 13, 113, 14, 114, 20, 120, 21, 121, 25, 121);
    private static final Pattern EMPTY_FRACTION = Pattern.compile("[.:]#");

    private DateFormats() {}

    private static String[] parts(String date, String time) {
        return new String[] {date, time};
    }

    /**
     * Writes a value.
     *
     * @throws SqlFailure 281 if the style is none of CONVERT's, or has no part that the type could fill
     */
    static String format(Object value, SqlType type, int style) {
        boolean old = type.kind() == Kind.DATETIME || type.kind() == Kind.SMALLDATETIME;
        int asked = style == 0 && !old ? 121 : style;
        int number = SAME.getOrDefault(asked, asked);
        String[] parts = STYLES.get(number);
        if (number == 130 || number == 131) {
            throw SqlFailure.of(49999, "the calendar of style " + number);
        }
        if (parts == null) {
            throw SqlFailure.of(281, style, TypeRules.name(type), "a character string");
        }
        String date = type.kind() == Kind.TIME ? "" : parts[0];
        String time = type.kind() == Kind.DATE ? "" : parts[1];
        if (date.isEmpty() && time.isEmpty()) {
            throw SqlFailure.of(281, style, TypeRules.name(type), "a character string");
        }
        LocalDateTime local = DateConversion.local(value);
        boolean iso = number == 126 || number == 127;
        String fraction = fraction(local, type, iso);
        String clock = (fraction.isEmpty() ? EMPTY_FRACTION.matcher(time).replaceAll("") : time);
        String separator = date.isEmpty() || clock.isEmpty() ? "" : iso ? "T" : " ";
        return write(date, local, "") + separator + write(clock, local, fraction) + zone(value, clock, number);
    }

    private static String fraction(LocalDateTime time, SqlType type, boolean iso) {
        int digits = switch (type.kind()) {
            case DATETIME -> 3;
            case SMALLDATETIME -> iso ? 0 : 3;
            case DATE -> 0;
            default -> type.scale();
        };
        if (iso && type.kind() == Kind.DATETIME && time.getNano() == 0) {
            return "";
        }
        return String.format(Locale.ROOT, "%09d", time.getNano()).substring(0, digits);
    }

    private static String write(String pattern, LocalDateTime time, String fraction) {
        if (pattern.isEmpty()) {
            return "";
        }
        String filled = pattern.replace("~d", blankFilled(time.getDayOfMonth()))
                .replace("~h", blankFilled((time.getHour() + 11) % 12 + 1))
                .replace("#", fraction);
        return DateTimeFormatter.ofPattern(filled, Locale.US).format(time);
    }

    private static String blankFilled(int number) {
        return (number < 10 ? " " : "") + number;
    }

    private static String zone(Object value, String clock, int style) {
        if (!(value instanceof OffsetDateTime time) || clock.isEmpty()) {
            return "";
        }
        String id = time.getOffset().equals(ZoneOffset.UTC)
                ? "+00:00"
                : time.getOffset().getId();
        if (style == 127) {
            throw SqlFailure.of(49999, "style 127 of a datetimeoffset");
        }
        return style == 126 ? id : " " + id;
    }
}
