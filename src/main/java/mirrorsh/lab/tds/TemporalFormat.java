package mirrorsh.lab.tds;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import mirrorsh.lab.type.SqlType;

/** Dates and times in bytes (tds.md §11). */
final class TemporalFormat {
    private static final LocalDate FIRST_DATE = LocalDate.of(1, 1, 1);
    private static final LocalDate FIRST_DATETIME = LocalDate.of(1900, 1, 1);
    private static final long DAY = 86_400_000_000_000L;
    private static final long TICKS_PER_DAY = 300L * 86_400;

    private TemporalFormat() {}

    static int timeSize(int scale) {
        return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
    }

    static byte[] encode(Object value, SqlType type) {
        ByteWriter out = new ByteWriter();
        switch (type.kind()) {
            case DATE -> days(out, (LocalDate) value);
            case TIME -> {
                long units = units(((LocalTime) value).toNanoOfDay(), type.scale());
                time(out, units % (DAY / unit(type.scale())), type.scale());
            }
            case DATETIME2 -> dateTime(out, (LocalDateTime) value, type.scale());
            case DATETIMEOFFSET -> {
                OffsetDateTime at = (OffsetDateTime) value;
                dateTime(out, at.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime(), type.scale());
                out.u2(at.getOffset().getTotalSeconds() / 60);
            }
            case DATETIME -> oldDateTime(out, (LocalDateTime) value);
            case SMALLDATETIME -> {
                LocalDateTime rounded = ((LocalDateTime) value).plusSeconds(30);
                out.u2(Math.toIntExact(rounded.toLocalDate().toEpochDay() - FIRST_DATETIME.toEpochDay()));
                out.u2(rounded.getHour() * 60 + rounded.getMinute());
            }
            default -> throw new IllegalArgumentException(type + " is no date or time.");
        }
        return out.toBytes();
    }

    private static void days(ByteWriter out, LocalDate date) {
        long days = date.toEpochDay() - FIRST_DATE.toEpochDay();
        out.u2((int) days).u1((int) (days >> 16));
    }

    /** Nanoseconds in one unit of a scale. */
    private static long unit(int scale) {
        long nanos = 1_000_000_000L;
        for (int i = 0; i < scale; i++) {
            nanos /= 10;
        }
        return nanos;
    }

    private static long units(long nanos, int scale) {
        return (nanos + unit(scale) / 2) / unit(scale);
    }

    private static void time(ByteWriter out, long units, int scale) {
        for (int i = 0; i < timeSize(scale); i++) {
            out.u1((int) (units >> 8 * i));
        }
    }

    private static void dateTime(ByteWriter out, LocalDateTime at, int scale) {
        long units = units(at.toLocalTime().toNanoOfDay(), scale);
        long perDay = DAY / unit(scale);
        time(out, units % perDay, scale);
        days(out, at.toLocalDate().plusDays(units / perDay));
    }

    private static void oldDateTime(ByteWriter out, LocalDateTime at) {
        long ticks = Math.round(at.toLocalTime().toNanoOfDay() * 300.0 / 1_000_000_000);
        LocalDate date = at.toLocalDate().plusDays(ticks / TICKS_PER_DAY);
        out.i4(Math.toIntExact(date.toEpochDay() - FIRST_DATETIME.toEpochDay()));
        out.i4((int) (ticks % TICKS_PER_DAY));
    }

    static Object decode(byte[] bytes, SqlType type) throws ProtocolException {
        try {
            return decode(new ByteReader(bytes), type);
        } catch (DateTimeException | ArithmeticException e) {
            throw new ProtocolException("a value is outside the range of " + type + ": " + e.getMessage());
        }
    }

    private static Object decode(ByteReader in, SqlType type) throws ProtocolException {
        return switch (type.kind()) {
            case DATE -> date(in);
            case TIME -> time(in, type.scale());
            case DATETIME2 -> dateTime(in, type.scale());
            case DATETIMEOFFSET -> {
                LocalDateTime utc = dateTime(in, type.scale());
                ZoneOffset offset = ZoneOffset.ofTotalSeconds((short) in.u2() * 60);
                yield utc.atOffset(ZoneOffset.UTC).withOffsetSameInstant(offset);
            }
            case DATETIME -> {
                LocalDate date = FIRST_DATETIME.plusDays(in.i4());
                // what SQL Server shows: thirds of a hundredth, rounded to whole milliseconds
                long millis = Math.round(in.u4() * 10 / 3.0);
                yield date.atTime(LocalTime.ofNanoOfDay(millis * 1_000_000));
            }
            case SMALLDATETIME -> {
                LocalDate date = FIRST_DATETIME.plusDays(in.u2());
                yield date.atTime(LocalTime.ofSecondOfDay(in.u2() * 60L));
            }
            default -> throw new IllegalArgumentException(type + " is no date or time.");
        };
    }

    private static LocalDate date(ByteReader in) throws ProtocolException {
        LocalDate date = FIRST_DATE.plusDays(in.u2() | (long) in.u1() << 16);
        if (date.getYear() > 9999) {
            throw new DateTimeException("the year " + date.getYear());
        }
        return date;
    }

    private static LocalTime time(ByteReader in, int scale) throws ProtocolException {
        long units = 0;
        for (int i = 0; i < timeSize(scale); i++) {
            units |= (long) in.u1() << 8 * i;
        }
        return LocalTime.ofNanoOfDay(Math.multiplyExact(units, unit(scale)));
    }

    private static LocalDateTime dateTime(ByteReader in, int scale) throws ProtocolException {
        LocalTime time = time(in, scale);
        return date(in).atTime(time);
    }

    /** The value as text, for dialects without its type. */
    static String text(Object value, SqlType type) {
        var format = new DateTimeFormatterBuilder();
        boolean date = !(value instanceof LocalTime);
        boolean time = !(value instanceof LocalDate);
        format.appendPattern(date && time ? "uuuu-MM-dd HH:mm:ss" : date ? "uuuu-MM-dd" : "HH:mm:ss");
        if (time && type.scale() > 0) {
            format.appendFraction(ChronoField.NANO_OF_SECOND, type.scale(), type.scale(), true);
        }
        if (value instanceof OffsetDateTime) {
            format.appendLiteral(' ').appendOffset("+HH:MM", "+00:00");
        }
        DateTimeFormatter formatter = format.toFormatter(Locale.ROOT);
        return formatter.format((TemporalAccessor) value);
    }
}
