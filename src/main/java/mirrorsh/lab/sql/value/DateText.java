package mirrorsh.lab.sql.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/** Reads dates and times as a us_english session writes them (month, day, year), or as a style says. */
final class DateText {
    private static final Pattern TIME =
            Pattern.compile("(?:^|[ T])(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:[.:](\\d{1,9}))?)?)?\\s*([AaPp][Mm])?"
                    + "\\s*(Z|[+-]\\d{1,2}:\\d{2})?$");
    private static final Pattern PACKED = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern PACKED_SHORT = Pattern.compile("(\\d{2})(\\d{2})(\\d{2})");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})");
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4}|\\d{2})");
    private static final Pattern MONTH_FIRST = Pattern.compile("([A-Za-z]{3,9})\\s*(\\d{1,2})\\s*,?\\s+(\\d{4})");
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})[ -]([A-Za-z]{3,9}),?[ -](\\d{4}|\\d{2})");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int LAST_SHORT_YEAR = 49;

    private DateText() {}

    /**
     * Reads a text.
     *
     * @param to the type it shall become; decides over the error
     * @throws SqlFailure 241 if it is not a date, 242 if the day does not exist
     */
    static OffsetDateTime read(String text, SqlType to, int style) {
        String bare = text.strip();
        if (bare.isEmpty()) {
            return DateConversion.BASE.atStartOfDay().atOffset(ZoneOffset.UTC);
        }
        try {
            return split(bare, style);
        } catch (NotADateException e) {
            throw SqlFailure.of(241);
        } catch (DateTimeException e) {
            boolean old = to.kind() == Kind.DATETIME || to.kind() == Kind.SMALLDATETIME;
            throw old ? SqlFailure.of(242, "varchar", TypeRules.name(to)) : SqlFailure.of(241);
        }
    }

    /** The text has the form of no date. */
    private static final class NotADateException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static OffsetDateTime split(String text, int style) {
        LocalDate whole = date(text, style);
        if (whole != null) {
            return whole.atStartOfDay().atOffset(ZoneOffset.UTC);
        }
        Matcher time = TIME.matcher(text);
        while (time.find()) {
            if (time.group(2) != null || time.group(5) != null) {
                String before = text.substring(0, time.start()).strip();
                LocalDate day = before.isEmpty() ? DateConversion.BASE : date(before, style);
                if (day != null) {
                    return OffsetDateTime.of(day, time(time), offset(time.group(6)));
                }
            }
            if (time.start() + 1 >= text.length()) {
                break;
            }
            time.region(time.start() + 1, text.length());
        }
        throw new NotADateException();
    }

    private static LocalTime time(Matcher parts) {
        int hour = Integer.parseInt(parts.group(1));
        String half = parts.group(5);
        if (half != null) {
            if (hour > 12 && half.equalsIgnoreCase("AM")) {
                throw new NotADateException();
            }
            hour = hour == 12 ? 0 : hour;
            hour = half.equalsIgnoreCase("PM") && hour < 12 ? hour + 12 : hour;
        }
        String fraction = parts.group(4) == null ? "" : parts.group(4);
        int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
        return LocalTime.of(hour, number(parts.group(2)), number(parts.group(3)), nanos);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static ZoneOffset offset(@Nullable String text) {
        if (text == null || text.equals("Z")) {
            return ZoneOffset.UTC;
        }
        int colon = text.indexOf(':');
        int hours = Integer.parseInt(text.substring(1, colon));
        int minutes = Integer.parseInt(text.substring(colon + 1));
        int total = hours * 60 + minutes;
        return ZoneOffset.ofTotalSeconds((text.charAt(0) == '-' ? -total : total) * 60);
    }

    private static @Nullable LocalDate date(String text, int style) {
        Matcher parts = PACKED.matcher(text);
        if (parts.matches()) {
            return day(parts.group(1), parts.group(2), parts.group(3));
        }
        parts = PACKED_SHORT.matcher(text);
        if (parts.matches()) {
            return day(parts.group(1), parts.group(2), parts.group(3));
        }
        if (YEAR.matcher(text).matches()) {
            return day(text, "1", "1");
        }
        parts = YEAR_FIRST.matcher(text);
        if (parts.matches()) {
            return day(parts.group(1), parts.group(2), parts.group(3));
        }
        parts = YEAR_LAST.matcher(text);
        if (parts.matches()) {
            return numbered(parts.group(1), parts.group(2), parts.group(3), style);
        }
        return named(text);
    }

    private static LocalDate numbered(String first, String second, String third, int style) {
        return switch (style) {
            case 3, 4, 5, 103, 104, 105, 13, 113 -> day(third, second, first);
            case 2, 11, 102, 111 -> day(first, second, third);
            default -> day(third, first, second);
        };
    }

    private static @Nullable LocalDate named(String text) {
        Matcher parts = MONTH_FIRST.matcher(text);
        if (parts.matches()) {
            return day(parts.group(3), month(parts.group(1)), parts.group(2));
        }
        parts = DAY_FIRST.matcher(text);
        return parts.matches() ? day(parts.group(3), month(parts.group(2)), parts.group(1)) : null;
    }

    private static String month(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        int index = MONTHS.indexOf(lower.substring(0, 3));
        if (index < 0 || lower.length() > 3 && !fullName(index).startsWith(lower)) {
            throw new NotADateException();
        }
        return String.valueOf(index + 1);
    }

    private static String fullName(int month) {
        return java.time.Month.of(month + 1).name().toLowerCase(Locale.ROOT);
    }

    private static LocalDate day(String year, String month, String day) {
        int number = Integer.parseInt(year);
        if (year.length() == 2) {
            number += number <= LAST_SHORT_YEAR ? 2000 : 1900;
        }
        if (number < 1) {
            throw new NotADateException();
        }
        return LocalDate.of(number, Integer.parseInt(month), Integer.parseInt(day));
    }
}
