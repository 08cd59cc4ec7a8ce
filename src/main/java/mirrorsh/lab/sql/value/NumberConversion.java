package mirrorsh.lab.sql.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.regex.Pattern;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/** Conversions to numbers. */
final class NumberConversion {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)");
    private static final Pattern FLOATING = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final BigDecimal MONEY_MAX = new BigDecimal("922337203685477.5807");
    private static final BigDecimal SMALLMONEY_MAX = new BigDecimal("214748.3647");
    private static final BigDecimal UNIT = new BigDecimal("0.0001");

    private NumberConversion() {}

    static Boolean toBit(Object value, SqlType from) {
        if (value instanceof String text) {
            String bare = text.strip();
            if (bare.equalsIgnoreCase("true")) {
                return true;
            }
            if (bare.equalsIgnoreCase("false") || bare.isEmpty()) {
                return false;
            }
            if (!WHOLE.matcher(bare).matches()) {
                throw SqlFailure.of(245, TypeRules.name(from), text, "bit");
            }
            return new BigInteger(unsigned(bare)).signum() != 0;
        }
        if (value instanceof Float || value instanceof Double) {
            return ((Number) value).doubleValue() != 0;
        }
        if (value instanceof byte[] bytes) {
            return new BigInteger(1, bytes).signum() != 0;
        }
        return value instanceof LocalDateTime time
                ? DateConversion.ticks(time) != 0
                : decimal(value).signum() != 0;
    }

    static Object toInteger(Object value, SqlType from, SqlType to) {
        BigInteger whole;
        if (value instanceof String text) {
            whole = parseWhole(text, from, to);
        } else if (value instanceof byte[] bytes) {
            return BinaryConversion.integer(bytes, to.kind());
        } else if (value instanceof LocalDateTime time) {
            whole = DateConversion.days(time).setScale(0, RoundingMode.HALF_UP).toBigInteger();
        } else if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            whole = new BigDecimal(number).toBigInteger();
        } else {
            RoundingMode mode = TypeRules.isMoney(from.kind()) ? RoundingMode.HALF_UP : RoundingMode.DOWN;
            whole = decimal(value).setScale(0, mode).toBigInteger();
        }
        if (!fits(whole, to.kind())) {
            throw overflow(value, whole, from, to);
        }
        return to.kind() == Kind.BIGINT ? (Object) whole.longValueExact() : (Object) whole.intValueExact();
    }

    private static SqlFailure overflow(Object value, BigInteger whole, SqlType from, SqlType to) {
        Kind kind = to.kind();
        if (value instanceof String text && kind != Kind.BIGINT) {
            return kind == Kind.INT
                    ? SqlFailure.of(248, TypeRules.name(from), text)
                    : SqlFailure.of(244, TypeRules.name(from), text, kind == Kind.TINYINT ? "INT1" : "INT2");
        }
        if (from.kind().isInteger() && (kind == Kind.TINYINT || kind == Kind.SMALLINT)) {
            return SqlFailure.of(220, TypeRules.name(to), whole);
        }
        if (value instanceof Float || value instanceof Double) {
            return SqlFailure.of(
                    232,
                    TypeRules.name(to),
                    new BigDecimal(((Number) value).doubleValue()).setScale(6, RoundingMode.HALF_UP));
        }
        return overflow(from.kind().isInteger() ? "expression" : TypeRules.name(from), to);
    }

    private static BigInteger parseWhole(String text, SqlType from, SqlType to) {
        String bare = text.strip();
        if (bare.isEmpty()) {
            return BigInteger.ZERO;
        }
        if (!WHOLE.matcher(bare).matches()) {
            throw to.kind() == Kind.BIGINT
                    ? SqlFailure.of(8114, TypeRules.name(from), "bigint")
                    : SqlFailure.of(245, TypeRules.name(from), text, TypeRules.name(to));
        }
        return new BigInteger(unsigned(bare));
    }

    private static String unsigned(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }

    static boolean fits(BigInteger whole, Kind kind) {
        return switch (kind) {
            case TINYINT -> whole.signum() >= 0 && whole.bitLength() <= 8;
            case SMALLINT -> whole.bitLength() <= 15;
            case INT -> whole.bitLength() <= 31;
            default -> whole.bitLength() <= 63;
        };
    }

    static BigDecimal toDecimal(Object value, SqlType from, SqlType to) {
        return fit(
                source(value, from, to), value instanceof String || !from.kind().isInteger() ? from : null, to);
    }

    private static BigDecimal source(Object value, SqlType from, SqlType to) {
        if (value instanceof String text) {
            return TypeRules.isMoney(to.kind()) ? parseMoney(text) : parseDecimal(text, from, to);
        }
        if (value instanceof LocalDateTime time) {
            return DateConversion.days(time);
        }
        if (value instanceof byte[] bytes) {
            if (TypeRules.isMoney(to.kind())) {
                BigInteger units = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
                return new BigDecimal(units).multiply(UNIT);
            }
            throw SqlFailure.of(49999, "the conversion from binary to numeric");
        }
        if (value instanceof Float || value instanceof Double) {
            return new BigDecimal(((Number) value).doubleValue());
        }
        return decimal(value);
    }

    /**
     * The number with the scale of its type.
     *
     * @throws SqlFailure 8115
     */
    static BigDecimal fit(BigDecimal number, @org.jspecify.annotations.Nullable SqlType from, SqlType to) {
        String source = from == null ? "expression" : TypeRules.name(from);
        if (TypeRules.isMoney(to.kind())) {
            BigDecimal rounded = number.setScale(4, RoundingMode.HALF_UP);
            BigDecimal largest = to.kind() == Kind.MONEY ? MONEY_MAX : SMALLMONEY_MAX;
            if (rounded.compareTo(largest) > 0
                    || rounded.negate().subtract(UNIT).compareTo(largest) > 0) {
                throw overflow(source, to);
            }
            return rounded;
        }
        BigDecimal rounded = number.setScale(to.scale(), RoundingMode.HALF_UP);
        if (rounded.signum() != 0 && rounded.precision() > to.precision()) {
            throw overflow(source, to);
        }
        return rounded;
    }

    private static BigDecimal parseMoney(String text) {
        String bare = text.strip().replace(",", "").replaceFirst("^([+-]?)\\$", "$1");
        if (bare.isEmpty()) {
            return BigDecimal.ZERO;
        }
        if (!DECIMAL.matcher(bare).matches()) {
            throw SqlFailure.of(235);
        }
        return new BigDecimal(bare);
    }

    private static BigDecimal parseDecimal(String text, SqlType from, SqlType to) {
        String bare = text.strip();
        if (!DECIMAL.matcher(bare).matches()) {
            throw SqlFailure.of(8114, TypeRules.name(from), TypeRules.name(to));
        }
        return new BigDecimal(bare);
    }

    static Object toFloat(Object value, SqlType from, SqlType to) {
        double number;
        if (value instanceof String text) {
            String bare = text.strip();
            if (!bare.isEmpty() && !FLOATING.matcher(bare).matches()) {
                throw SqlFailure.of(8114, TypeRules.name(from), TypeRules.name(to));
            }
            number = bare.isEmpty() ? 0 : Double.parseDouble(bare);
        } else if (value instanceof LocalDateTime time) {
            number = DateConversion.days(time).doubleValue();
        } else if (value instanceof Number || value instanceof Boolean) {
            number = value instanceof Boolean bit ? (bit ? 1 : 0) : ((Number) value).doubleValue();
        } else {
            throw SqlFailure.of(529, TypeRules.name(from), TypeRules.name(to));
        }
        if (to.kind() == Kind.REAL) {
            float single = (float) number;
            if (Float.isInfinite(single)) {
                throw overflow(TypeRules.name(from), to);
            }
            return single;
        }
        if (Double.isInfinite(number) || Double.isNaN(number)) {
            throw overflow(TypeRules.name(from), to);
        }
        return number;
    }

    static SqlFailure overflow(String source, SqlType to) {
        return SqlFailure.of(8115, source, TypeRules.name(to));
    }

    /** An exact number as a decimal. */
    static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof Boolean bit) {
            return bit ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        return BigDecimal.valueOf(((Number) value).longValue());
    }
}
