package mirrorsh.lab.sql.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import mirrorsh.lab.type.SqlFailure;

/** A part of a date: what DATEADD, DATEDIFF, DATEPART and DATENAME count. Weeks begin on Sunday (DATEFIRST 7). */
public enum DatePart {
    YEAR("YEAR", "YY", "YYYY"),
    QUARTER("QUARTER", "QQ", "Q"),
    MONTH("MONTH", "MM", "M"),
    DAYOFYEAR("DAYOFYEAR", "DY", "Y"),
    DAY("DAY", "DD", "D"),
    WEEK("WEEK", "WK", "WW"),
    ISO_WEEK("ISO_WEEK", "ISOWK", "ISOWW"),
    WEEKDAY("WEEKDAY", "DW", "W"),
    HOUR("HOUR", "HH"),
    MINUTE("MINUTE", "MI", "N"),
    SECOND("SECOND", "SS", "S"),
    MILLISECOND("MILLISECOND", "MS"),
    MICROSECOND("MICROSECOND", "MCS"),
    NANOSECOND("NANOSECOND", "NS"),
    TZOFFSET("TZOFFSET", "TZ");

    private static final long NANOS_A_SECOND = 1_000_000_000L;

    private final List<String> words;

    DatePart(String... words) {
        this.words = List.of(words);
    }

    /**
     * The part of that name.
     *
     * @param function lower-case name of the function, for the message
     * @throws SqlFailure 155
     */
    public static DatePart named(String word, String function) {
        for (DatePart part : values()) {
            if (part.words.contains(word.toUpperCase(Locale.ROOT))) {
                return part;
            }
        }
        throw SqlFailure.of(155, word, function);
    }

    /** Whether it is smaller than a day, so that a date has none of it. */
    public boolean isOfTime() {
        return ordinal() >= HOUR.ordinal() && this != TZOFFSET;
    }

    /**
     * The point in time so many parts later.
     *
     * @throws SqlFailure 517 beyond the last year
     */
    public LocalDateTime add(LocalDateTime time, long count) {
        try {
            LocalDateTime sum = switch (this) {
                case YEAR -> time.plusYears(count);
                case QUARTER -> time.plusMonths(Math.multiplyExact(count, 3L));
                case MONTH -> time.plusMonths(count);
                case WEEK, ISO_WEEK -> time.plusWeeks(count);
                case HOUR -> time.plusHours(count);
                case MINUTE -> time.plusMinutes(count);
                case SECOND -> time.plusSeconds(count);
                case MILLISECOND -> time.plus(count, ChronoUnit.MILLIS);
                case MICROSECOND -> time.plus(count, ChronoUnit.MICROS);
                case NANOSECOND -> time.plusNanos(count);
                case TZOFFSET -> throw SqlFailure.of(155, "tzoffset", "dateadd");
                default -> time.plusDays(count);
            };
            if (sum.getYear() < 1 || sum.getYear() > 9999) {
                throw SqlFailure.of(517, "datetime");
            }
            return sum;
        } catch (DateTimeException | ArithmeticException e) {
            throw SqlFailure.of(517, "datetime");
        }
    }

    /** How many boundaries of this part lie between two dates or times. */
    public long between(Object from, Object to) {
        LocalDateTime a = utc(from);
        LocalDateTime b = utc(to);
        return switch (this) {
            case YEAR -> (long) b.getYear() - a.getYear();
            case QUARTER -> quarters(b) - quarters(a);
            case MONTH -> b.getYear() * 12L + b.getMonthValue() - (a.getYear() * 12L + a.getMonthValue());
            case WEEK -> weeks(b.toLocalDate(), 4) - weeks(a.toLocalDate(), 4);
            case ISO_WEEK -> weeks(b.toLocalDate(), 3) - weeks(a.toLocalDate(), 3);
            case HOUR -> Math.floorDiv(seconds(b), 3600L) - Math.floorDiv(seconds(a), 3600L);
            case MINUTE -> Math.floorDiv(seconds(b), 60L) - Math.floorDiv(seconds(a), 60L);
            case SECOND -> seconds(b) - seconds(a);
            case MILLISECOND -> fractions(a, b, 1_000);
            case MICROSECOND -> fractions(a, b, 1_000_000);
            case NANOSECOND -> fractions(a, b, NANOS_A_SECOND);
            case TZOFFSET -> throw SqlFailure.of(155, "tzoffset", "datediff");
            default -> b.toLocalDate().toEpochDay() - a.toLocalDate().toEpochDay();
        };
    }

    private static LocalDateTime utc(Object value) {
        return value instanceof OffsetDateTime time
                ? time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : DateConversion.local(value);
    }

    private static long quarters(LocalDateTime time) {
        return time.getYear() * 4L + (time.getMonthValue() - 1) / 3;
    }

    private static long weeks(LocalDate day, int shift) {
        return Math.floorDiv(day.toEpochDay() + shift, 7L);
    }

    private static long seconds(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC);
    }

    private static long fractions(LocalDateTime a, LocalDateTime b, long unitsASecond) {
        long unit = NANOS_A_SECOND / unitsASecond;
        try {
            return Math.addExact(
                    Math.multiplyExact(seconds(b) - seconds(a), unitsASecond), b.getNano() / unit - a.getNano() / unit);
        } catch (ArithmeticException e) {
            throw SqlFailure.of(535, "datediff");
        }
    }

    /** The part of a date or time as a number. */
    public int of(Object value) {
        LocalDateTime time = DateConversion.local(value);
        return switch (this) {
            case YEAR -> time.getYear();
            case QUARTER -> (time.getMonthValue() - 1) / 3 + 1;
            case MONTH -> time.getMonthValue();
            case DAYOFYEAR -> time.getDayOfYear();
            case DAY -> time.getDayOfMonth();
            case WEEK -> week(time.toLocalDate());
            case ISO_WEEK -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case WEEKDAY -> time.getDayOfWeek().getValue() % 7 + 1;
            case HOUR -> time.getHour();
            case MINUTE -> time.getMinute();
            case SECOND -> time.getSecond();
            case MILLISECOND -> time.getNano() / 1_000_000;
            case MICROSECOND -> time.getNano() / 1_000;
            case NANOSECOND -> time.getNano();
            case TZOFFSET ->
                value instanceof OffsetDateTime zoned ? zoned.getOffset().getTotalSeconds() / 60 : 0;
        };
    }

    private static int week(LocalDate day) {
        return (int) (weeks(day, 4) - weeks(day.withDayOfYear(1), 4)) + 1;
    }

    /** The part of a date or time as a word, where it has one. */
    public String nameOf(Object value) {
        LocalDateTime time = DateConversion.local(value);
        return switch (this) {
            case MONTH -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.US);
            case WEEKDAY -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.US);
            case TZOFFSET -> offsetName(value);
            default -> String.valueOf(of(value));
        };
    }

    private static String offsetName(Object value) {
        if (!(value instanceof OffsetDateTime zoned) || zoned.getOffset().equals(ZoneOffset.UTC)) {
            return "+00:00";
        }
        return zoned.getOffset().getId();
    }

    /** The same point in time in the Java type that the value had. */
    public static Object like(Object value, LocalDateTime time) {
        if (value instanceof LocalDate) {
            return time.toLocalDate();
        }
        if (value instanceof LocalTime) {
            return time.toLocalTime();
        }
        return value instanceof OffsetDateTime zoned ? OffsetDateTime.of(time, zoned.getOffset()) : time;
    }

    /** A date or time without its offset. */
    public static LocalDateTime local(Object value) {
        return DateConversion.local(value);
    }
}
