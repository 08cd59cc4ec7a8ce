package mirrorsh.lab.instance.security;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.lab.type.SqlFailure;

/** Dates as certificate statements write them, in UTC (tsql.md §3.1); the month comes first, as in us_english. */
final class DateText {
    private static final int FIRST_YEAR = 1753;
    private static final String TIME = "(?:[ T](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d{1,7})?)?)?";
    private static final Pattern PLAIN = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})" + TIME);
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})" + TIME + "Z?");
    private static final Pattern AMERICAN = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})" + TIME);

    private DateText() {}

    /**
     * The date, cut to the second, which is all that a certificate holds.
     *
     * @throws SqlFailure 241 when it is no date, 242 when there is no such day
     */
    static LocalDateTime parse(String text) {
        String trimmed = text.trim();
        Matcher plain = PLAIN.matcher(trimmed);
        if (plain.matches()) {
            return date(plain, 1, 2, 3);
        }
        Matcher iso = ISO.matcher(trimmed);
        if (iso.matches()) {
            return date(iso, 1, 2, 3);
        }
        Matcher american = AMERICAN.matcher(trimmed);
        if (american.matches()) {
            return date(american, 3, 1, 2);
        }
        throw SqlFailure.of(241);
    }

    private static LocalDateTime date(Matcher matcher, int year, int month, int day) {
        // the range of datetime
        Refusal.unless(number(matcher, year) >= FIRST_YEAR, SqlFailure.of(242, "varchar", "datetime"));
        try {
            return LocalDateTime.of(
                    number(matcher, year),
                    number(matcher, month),
                    number(matcher, day),
                    number(matcher, 4),
                    number(matcher, 5),
                    number(matcher, 6));
        } catch (DateTimeException e) {
            throw SqlFailure.of(242, "varchar", "datetime");
        }
    }

    private static int number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
