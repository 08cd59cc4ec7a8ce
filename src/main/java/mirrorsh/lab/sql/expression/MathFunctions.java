package mirrorsh.lab.sql.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.sql.value.TypeRules;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/** Functions of numbers. */
final class MathFunctions {
    private MathFunctions() {}

    static void addTo(Map<String, Builtin> all) {
        all.put("ABS", a -> exact(a, BigDecimal::abs, Math::abs));
        all.put("CEILING", a -> whole(a, RoundingMode.CEILING, Math::ceil));
        all.put("FLOOR", a -> whole(a, RoundingMode.FLOOR, Math::floor));
        all.put("SIGN", a -> exact(a, d -> BigDecimal.valueOf(d.signum()), Math::signum));
        all.put("ROUND", MathFunctions::round);
        all.put("POWER", MathFunctions::power);
        all.put("SQRT", a -> floating(a, Math::sqrt));
        all.put("SQUARE", a -> floating(a, d -> d * d));
        all.put("EXP", a -> floating(a, Math::exp));
        all.put("LOG10", a -> floating(a, Math::log10));
        all.put("LOG", MathFunctions::log);
        all.put("SIN", a -> floating(a, Math::sin));
        all.put("COS", a -> floating(a, Math::cos));
        all.put("TAN", a -> floating(a, Math::tan));
        all.put("PI", a -> Scalar.of(SqlType.FLOAT, row -> Math.PI));
        all.put("RAND", MathFunctions::random);
    }

    private interface Exact {
        BigDecimal apply(BigDecimal number);
    }

    /** Numbers keep their type, text becomes a float. */
    private static Scalar operand(Arguments a, int index) {
        Scalar value = a.get(index);
        Kind kind = value.type().kind();
        if (kind.isNumeric() && kind != Kind.BIT && kind != Kind.TINYINT && kind != Kind.SMALLINT) {
            return value;
        }
        if (kind == Kind.TINYINT || kind == Kind.SMALLINT || value.isUntypedNull()) {
            return value.as(SqlType.INT);
        }
        if (kind == Kind.BIT || kind.isCharacter()) {
            return value.as(SqlType.FLOAT);
        }
        throw SqlFailure.of(8116, TypeRules.name(value.type()), index + 1, a.function());
    }

    private static Scalar exact(Arguments a, Exact exact, DoubleUnaryOperator floating) {
        Scalar operand = operand(a.require(1), 0);
        return Arguments.strict(
                operand.type(), List.of(operand), v -> apply(v.get(0), operand.type(), exact, floating));
    }

    private static @Nullable Object apply(Object value, SqlType type, Exact exact, DoubleUnaryOperator floating) {
        if (value instanceof Double || value instanceof Float) {
            double result = floating.applyAsDouble(((Number) value).doubleValue());
            return finite(result, type);
        }
        BigDecimal number = value instanceof BigDecimal d ? d : BigDecimal.valueOf(((Number) value).longValue());
        return Conversion.convert(exact.apply(number), SqlType.numeric(38, 0), type, 0);
    }

    private static @Nullable Object finite(double number, SqlType type) {
        if (Double.isNaN(number)) {
            throw SqlFailure.of(3623);
        }
        if (Double.isInfinite(number)) {
            throw SqlFailure.of(8115, "expression", TypeRules.name(type));
        }
        return Conversion.convert(number, SqlType.FLOAT, type, 0);
    }

    private static Scalar whole(Arguments a, RoundingMode mode, DoubleUnaryOperator floating) {
        Scalar operand = operand(a.require(1), 0);
        SqlType type = operand.type();
        SqlType result = TypeRules.isDecimal(type.kind())
                ? new SqlType(type.kind(), 0, Math.max(1, type.precision() - type.scale() + 1), 0)
                : type;
        return Arguments.strict(
                result, List.of(operand), v -> apply(v.get(0), result, d -> d.setScale(0, mode), floating));
    }

    private static Scalar round(Arguments a) {
        Scalar operand = operand(a.require(2, 3), 0);
        Scalar cut = a.count() == 3 ? a.integer(2) : Scalar.constant(SqlType.INT, 0);
        return Arguments.strict(operand.type(), List.of(operand, a.integer(1), cut), v -> {
            RoundingMode mode = (Integer) v.get(2) == 0 ? RoundingMode.HALF_UP : RoundingMode.DOWN;
            int digits = Math.max(-400, Math.min(400, (Integer) v.get(1)));
            return apply(
                    v.get(0),
                    operand.type(),
                    d -> d.setScale(digits, mode),
                    d -> Double.isInfinite(d)
                            ? d
                            : BigDecimal.valueOf(d).setScale(digits, mode).doubleValue());
        });
    }

    private static Scalar power(Arguments a) {
        Scalar base = operand(a.require(2), 0);
        SqlType type = base.type();
        return Arguments.strict(type, List.of(base, a.as(1, SqlType.FLOAT)), v -> {
            double exponent = (Double) v.get(1);
            Object value = v.get(0);
            boolean whole = exponent >= 0 && exponent <= 999 && exponent == Math.rint(exponent);
            if (whole && !(value instanceof Double) && !(value instanceof Float)) {
                double rough = Math.pow(((Number) value).doubleValue(), exponent);
                return type.kind().isInteger() && Math.abs(rough) > Integer.MAX_VALUE && type.kind() != Kind.BIGINT
                        ? finite(rough, type) // 232, as of a float
                        : apply(value, type, d -> d.pow((int) exponent), d -> d);
            }
            double number = ((Number) value).doubleValue();
            if (number == 0 && exponent < 0) {
                throw SqlFailure.of(8134);
            }
            return finite(Math.pow(number, exponent), type);
        });
    }

    private static Scalar floating(Arguments a, DoubleUnaryOperator function) {
        Scalar operand = a.require(1).as(0, SqlType.FLOAT);
        return Arguments.strict(
                SqlType.FLOAT, List.of(operand), v -> finite(function.applyAsDouble((Double) v.get(0)), SqlType.FLOAT));
    }

    private static Scalar log(Arguments a) {
        if (a.require(1, 2).count() == 1) {
            return floating(a, d -> d <= 0 ? Double.NaN : Math.log(d));
        }
        return Arguments.strict(
                SqlType.FLOAT,
                List.of(a.as(0, SqlType.FLOAT), a.as(1, SqlType.FLOAT)),
                v -> finite(
                        (Double) v.get(0) <= 0 ? Double.NaN : Math.log((Double) v.get(0)) / Math.log((Double) v.get(1)),
                        SqlType.FLOAT));
    }

    /** One number for a whole query, as the product has it. */
    private static Scalar random(Arguments a) {
        if (a.require(0, 1).count() == 0) {
            double number = a.environment().random();
            return Scalar.of(SqlType.FLOAT, row -> number);
        }
        return Arguments.strict(SqlType.FLOAT, List.of(a.integer(0)), v -> new Random((Integer) v.get(0)).nextDouble());
    }
}
