package mirrorsh.lab.sql.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/** Conversions to dates and times. */
final class DateConversion {
    static final LocalDate BASE = LocalDate.of(1900, 1, 1);
    private static final long TICKS_A_DAY = 300L * 24 * 60 * 60;
    private static final long NANOS_A_SECOND = 1_000_000_000L;
    private static final LocalDateTime FIRST_DATETIME = LocalDateTime.of(1753, 1, 1, 0, 0);
    private static final LocalDateTime LAST_SMALLDATETIME = LocalDateTime.of(2079, 6, 6, 23, 59);

    private DateConversion() {}

    static Object toTime(Object value, SqlType from, SqlType to, int style) {
        if (value instanceof String text) {
            return fromText(text, from, to, style);
        }
        if (value instanceof byte[] bytes) {
            return fromBytes(bytes, from, to);
        }
        if (from.kind().isNumeric()) {
            return fromDays(number(value), from, to);
        }
        return shape(from.kind() == Kind.DATETIME ? exact((LocalDateTime) value, to) : value, from, to);
    }

    /**
     * A datetime's ticks are thirds of hundredths, which finer types show: .003 becomes .0033333. So it is from compatibility level
     * 130 on; the levels of 2012 and 2014, which show .0030000, are not told apart here.
     */
    private static LocalDateTime exact(LocalDateTime time, SqlType to) {
        boolean finer = to.kind() == Kind.DATETIME2 || to.kind() == Kind.TIME || to.kind() == Kind.DATETIMEOFFSET;
        return finer && to.scale() > 3 ? time(ticks(time)) : time;
    }

    private static BigDecimal number(Object value) {
        return value instanceof Double || value instanceof Float
                ? new BigDecimal(((Number) value).doubleValue(), MathContext.DECIMAL64)
                : NumberConversion.decimal(value);
    }

    private static Object fromText(String text, SqlType from, SqlType to, int style) {
        OffsetDateTime read = DateText.read(text, to, style);
        if (to.kind() == Kind.DATETIMEOFFSET) {
            return shape(read, new SqlType(Kind.DATETIMEOFFSET, 0, 0, 7), to);
        }
        try {
            return shape(read.toLocalDateTime(), new SqlType(Kind.DATETIME2, 0, 0, 7), to);
        } catch (SqlFailure e) {
            throw e.number() == 242 ? SqlFailure.of(242, TypeRules.name(from), TypeRules.name(to)) : e;
        }
    }

    /** Eight bytes are days and ticks of a datetime. */
    private static Object fromBytes(byte[] bytes, SqlType from, SqlType to) {
        if (to.kind() != Kind.DATETIME || bytes.length > 8) {
            throw SqlFailure.of(49999, "the conversion from " + TypeRules.name(from) + " to " + TypeRules.name(to));
        }
        ByteBuffer buffer = ByteBuffer.allocate(8);
        buffer.position(8 - bytes.length);
        buffer.put(bytes).flip();
        long days = buffer.getInt();
        return fromTicks(BigDecimal.valueOf(days * TICKS_A_DAY + (buffer.getInt() & 0xFFFFFFFFL)), to);
    }

    private static Object fromDays(BigDecimal days, SqlType from, SqlType to) {
        if (to.kind() != Kind.DATETIME && to.kind() != Kind.SMALLDATETIME) {
            throw SqlFailure.of(529, TypeRules.name(from), TypeRules.name(to));
        }
        return fromTicks(days.multiply(BigDecimal.valueOf(TICKS_A_DAY)), to);
    }

    private static Object fromTicks(BigDecimal ticks, SqlType to) {
        BigDecimal whole = ticks.setScale(0, RoundingMode.HALF_UP);
        if (whole.abs().compareTo(BigDecimal.valueOf(TICKS_A_DAY * 3_000_000L)) > 0) {
            throw SqlFailure.of(8115, "expression", TypeRules.name(to));
        }
        LocalDateTime time = time(whole.longValueExact());
        if (time.isBefore(FIRST_DATETIME) || time.getYear() > 9999) {
            throw SqlFailure.of(8115, "expression", TypeRules.name(to));
        }
        return shape(time, SqlType.DATETIME, to);
    }

    private static LocalDateTime time(long ticks) {
        long days = Math.floorDiv(ticks, TICKS_A_DAY);
        long nanos = Math.floorMod(ticks, TICKS_A_DAY) * (NANOS_A_SECOND / 100) / 3;
        return LocalDateTime.of(BASE.plusDays(days), LocalTime.ofNanoOfDay(nanos));
    }

    /** Days since 1900 of a datetime, with its fraction. */
    static BigDecimal days(LocalDateTime time) {
        return BigDecimal.valueOf(ticks(time)).divide(BigDecimal.valueOf(TICKS_A_DAY), MathContext.DECIMAL64);
    }

    /** Ticks of 1/300 s since 1900. */
    static long ticks(LocalDateTime time) {
        Duration since = Duration.between(BASE.atStartOfDay(), time);
        return since.getSeconds() * 300 + Math.round(since.getNano() * 300.0 / NANOS_A_SECOND);
    }

    /** The sum or difference of two datetimes, as days since 1900. */
    static Object add(LocalDateTime a, LocalDateTime b, int sign, SqlType to) {
        return fromTicks(BigDecimal.valueOf(ticks(a) + sign * ticks(b)), to);
    }

    private static Object shape(Object value, SqlType from, SqlType to) {
        return switch (to.kind()) {
            case DATE -> local(value).toLocalDate();
            case TIME -> round(local(value), to.scale()).toLocalTime();
            case SMALLDATETIME -> smallDateTime(local(value), from, to);
            case DATETIME -> dateTime(local(value), from, to);
            case DATETIME2 -> round(local(value), to.scale());
            default -> offset(value, to);
        };
    }

    private static OffsetDateTime offset(Object value, SqlType to) {
        ZoneOffset zone = value instanceof OffsetDateTime time ? time.getOffset() : ZoneOffset.UTC;
        return OffsetDateTime.of(round(local(value), to.scale()), zone);
    }

    /** A date or time as the point in time it stands for, without its offset. */
    static LocalDateTime local(Object value) {
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        if (value instanceof LocalTime time) {
            return LocalDateTime.of(BASE, time);
        }
        return value instanceof OffsetDateTime time ? time.toLocalDateTime() : (LocalDateTime) value;
    }

    private static LocalDateTime round(LocalDateTime time, int digits) {
        long unit = Math.round(Math.pow(10, 9 - digits));
        long nanos = time.getNano();
        long rounded = (nanos + unit / 2) / unit * unit;
        return time.truncatedTo(ChronoUnit.SECONDS).plusNanos(rounded);
    }

    /** Rounded to 1/300 s, shown as .000, .003 or .007. */
    private static LocalDateTime dateTime(LocalDateTime time, SqlType from, SqlType to) {
        if (time.isBefore(FIRST_DATETIME)) {
            throw SqlFailure.of(242, TypeRules.name(from), TypeRules.name(to));
        }
        long ticks = Math.round(time.getNano() * 300.0 / NANOS_A_SECOND);
        long millis = Math.round(ticks * 10 / 3.0);
        return time.truncatedTo(ChronoUnit.SECONDS).plus(millis, ChronoUnit.MILLIS);
    }

    private static LocalDateTime smallDateTime(LocalDateTime time, SqlType from, SqlType to) {
        LocalDateTime rounded = time.plusSeconds(30).truncatedTo(ChronoUnit.MINUTES);
        if (time.getSecond() == 29 && time.getNano() > 998_000_000) {
            rounded = time.plusMinutes(1).truncatedTo(ChronoUnit.MINUTES);
        }
        if (rounded.isBefore(BASE.atStartOfDay()) || rounded.isAfter(LAST_SMALLDATETIME)) {
            throw SqlFailure.of(242, TypeRules.name(from), TypeRules.name(to));
        }
        return rounded;
    }
}
