package mirrorsh.lab.sql.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.sql.value.DatePart;
import mirrorsh.lab.sql.value.TypeRules;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/** Functions of dates and times. */
final class DateFunctions {
    private static final SqlType FINE = new SqlType(Kind.DATETIME2, 0, 0, 7);
    private static final SqlType FINE_ZONED = new SqlType(Kind.DATETIMEOFFSET, 0, 0, 7);

    private DateFunctions() {}

    static void addTo(Map<String, Builtin> all) {
        all.put("GETDATE", a -> now(a, SqlType.DATETIME, ZonedDateTime::toLocalDateTime));
        all.put("CURRENT_TIMESTAMP", a -> now(a, SqlType.DATETIME, ZonedDateTime::toLocalDateTime));
        all.put("GETUTCDATE", a -> now(a, SqlType.DATETIME, DateFunctions::utc));
        all.put("SYSDATETIME", a -> now(a, FINE, ZonedDateTime::toLocalDateTime));
        all.put("SYSUTCDATETIME", a -> now(a, FINE, DateFunctions::utc));
        all.put("SYSDATETIMEOFFSET", a -> now(a, FINE_ZONED, ZonedDateTime::toOffsetDateTime));
        all.put("DATEADD", DateFunctions::add);
        all.put("DATEDIFF", a -> difference(a, false));
        all.put("DATEDIFF_BIG", a -> difference(a, true));
        all.put("DATEPART", DateFunctions::part);
        all.put("DATENAME", DateFunctions::name);
        all.put("DAY", a -> number(a, DatePart.DAY));
        all.put("MONTH", a -> number(a, DatePart.MONTH));
        all.put("YEAR", a -> number(a, DatePart.YEAR));
        all.put("EOMONTH", DateFunctions::endOfMonth);
        all.put("DATEFROMPARTS", DateFunctions::fromParts);
        all.put("DATETIMEFROMPARTS", DateFunctions::dateTimeFromParts);
    }

    private static LocalDateTime utc(ZonedDateTime now) {
        return now.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    private static Scalar now(Arguments a, SqlType type, Function<ZonedDateTime, Object> shape) {
        SqlType source = type.kind() == Kind.DATETIMEOFFSET ? FINE_ZONED : FINE;
        Object value = Conversion.convert(shape.apply(a.require(0).environment().now()), source, type, 0);
        return Scalar.of(type, row -> value).notNull();
    }

    /** The date argument: text becomes a datetime of the function's choice, numbers a datetime. */
    private static Scalar date(Arguments a, int index, SqlType ofText) {
        Scalar value = a.get(index);
        if (value.isUntypedNull()) {
            return value.as(SqlType.DATETIME);
        }
        Kind kind = value.type().kind();
        if (kind.isTemporal()) {
            return value;
        }
        return a.as(index, kind.isCharacter() ? ofText : SqlType.DATETIME);
    }

    private static DatePart datePart(Arguments a) {
        return DatePart.named(a.word(0), a.function());
    }

    private static void requireFit(DatePart part, SqlType type, Arguments a) {
        boolean wrong = type.kind() == Kind.DATE && part.isOfTime()
                || type.kind() == Kind.TIME && !part.isOfTime() && part != DatePart.TZOFFSET;
        if (wrong) {
            throw SqlFailure.of(
                    9810, part.name().toLowerCase(java.util.Locale.ROOT), a.function(), TypeRules.name(type));
        }
    }

    private static Scalar add(Arguments a) {
        DatePart part = datePart(a.require(3));
        Scalar count = a.as(1, SqlType.INT);
        Scalar date = date(a, 2, SqlType.DATETIME);
        SqlType type = date.type();
        requireFit(part, type, a);
        SqlType source = type.kind() == Kind.DATETIMEOFFSET ? FINE_ZONED : type.kind() == Kind.TIME ? type : FINE;
        return Arguments.strict(type, List.of(count, date), v -> {
            Object before = v.get(1);
            Object after = DatePart.like(before, part.add(DatePart.local(before), (Integer) v.get(0)));
            try {
                return type.kind() == Kind.DATE ? after : Conversion.convert(after, source, type, 0);
            } catch (SqlFailure e) {
                throw e.number() == 242 ? SqlFailure.of(517, TypeRules.name(type)) : e;
            }
        });
    }

    private static Scalar difference(Arguments a, boolean big) {
        DatePart part = datePart(a.require(3));
        Scalar from = date(a, 1, FINE_ZONED);
        Scalar to = date(a, 2, FINE_ZONED);
        return Arguments.strict(big ? SqlType.BIGINT : SqlType.INT, List.of(from, to), v -> {
            long count = part.between(v.get(0), v.get(1));
            if (big) {
                return count;
            }
            if (count != (int) count) {
                throw SqlFailure.of(535, "datediff");
            }
            return (int) count;
        });
    }

    private static Scalar part(Arguments a) {
        DatePart part = datePart(a.require(2));
        Scalar date = date(a, 1, FINE_ZONED);
        requireFit(part, date.type(), a);
        return Arguments.strict(SqlType.INT, List.of(date), v -> part.of(v.get(0)));
    }

    private static Scalar name(Arguments a) {
        DatePart part = datePart(a.require(2));
        Scalar date = date(a, 1, FINE_ZONED);
        requireFit(part, date.type(), a);
        return Arguments.strict(SqlType.nvarchar(30), List.of(date), v -> part.nameOf(v.get(0)));
    }

    private static Scalar number(Arguments a, DatePart part) {
        Scalar date = date(a.require(1), 0, SqlType.DATETIME);
        return Arguments.strict(SqlType.INT, List.of(date), v -> part.of(v.get(0)));
    }

    private static Scalar endOfMonth(Arguments a) {
        Scalar date = date(a.require(1, 2), 0, SqlType.DATE);
        Scalar months = a.count() == 2 ? a.integer(1) : Scalar.constant(SqlType.INT, 0);
        return Arguments.strict(SqlType.DATE, List.of(date, months), v -> {
            LocalDateTime moved = DatePart.MONTH.add(DatePart.local(v.get(0)), (Integer) v.get(1));
            return moved.toLocalDate().withDayOfMonth(moved.toLocalDate().lengthOfMonth());
        });
    }

    private static Scalar fromParts(Arguments a) {
        a.require(3);
        return Arguments.strict(SqlType.DATE, List.of(a.integer(0), a.integer(1), a.integer(2)), v -> {
            try {
                int year = (Integer) v.get(0);
                LocalDate date = LocalDate.of(year, (Integer) v.get(1), (Integer) v.get(2));
                if (year < 1 || year > 9999) {
                    throw SqlFailure.of(289, "date");
                }
                return date;
            } catch (DateTimeException e) {
                throw SqlFailure.of(289, "date");
            }
        });
    }

    private static Scalar dateTimeFromParts(Arguments a) {
        a.require(7);
        List<Scalar> parts = a.all().stream().map(part -> part.as(SqlType.INT)).toList();
        return Arguments.strict(SqlType.DATETIME, parts, v -> {
            int[] n = v.stream().mapToInt(Integer.class::cast).toArray();
            try {
                LocalDateTime time = LocalDateTime.of(n[0], n[1], n[2], n[3], n[4], n[5], n[6] * 1_000_000);
                return Conversion.convert(time, FINE, SqlType.DATETIME, 0);
            } catch (DateTimeException e) {
                throw SqlFailure.of(289, "datetime");
            }
        });
    }
}
