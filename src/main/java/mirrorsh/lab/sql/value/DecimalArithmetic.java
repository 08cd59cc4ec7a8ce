package mirrorsh.lab.sql.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/** Decimals and money: precision and scale of the result follow the documented formulas. */
final class DecimalArithmetic {
    private static final int LARGEST = 38;
    private static final int LEAST_SCALE = 6;
    private static final int MONEY_SCALE = 4;

    private DecimalArithmetic() {}

    static Operation of(char operator, SqlType left, SqlType right, SqlType common) {
        if (TypeRules.isMoney(common.kind())) {
            return new Operation(
                    common,
                    common,
                    common,
                    (a, b) -> NumberConversion.fit(
                            compute(operator, (BigDecimal) a, (BigDecimal) b, MONEY_SCALE), null, common));
        }
        SqlType a = operand(left, common);
        SqlType b = operand(right, common);
        SqlType type = result(operator, a, b);
        return new Operation(
                type,
                a,
                b,
                (x, y) -> NumberConversion.fit(
                        compute(operator, (BigDecimal) x, (BigDecimal) y, type.scale()), null, type));
    }

    private static SqlType operand(SqlType type, SqlType common) {
        SqlType decimal = TypeRules.decimalOf(type);
        return TypeRules.isDecimal(decimal.kind()) ? decimal : common;
    }

    private static BigDecimal compute(char operator, BigDecimal a, BigDecimal b, int scale) {
        if ((operator == '/' || operator == '%') && b.signum() == 0) {
            throw SqlFailure.of(8134);
        }
        return switch (operator) {
            case '+' -> a.add(b);
            case '-' -> a.subtract(b);
            case '*' -> a.multiply(b);
            // the product cuts a quotient where it rounds other results
            case '/' -> a.divide(b, scale, RoundingMode.DOWN);
            case '%' -> a.remainder(b);
            default -> throw SqlFailure.of(402, "numeric", "numeric", Operation.word(operator));
        };
    }

    private static SqlType result(char operator, SqlType a, SqlType b) {
        int wholeA = a.precision() - a.scale();
        int wholeB = b.precision() - b.scale();
        int widest = Math.max(a.scale(), b.scale());
        return switch (operator) {
            case '+', '-' -> sum(Math.max(wholeA, wholeB), 1, widest);
            case '*' -> product(a.precision() + b.precision() + 1, a.scale() + b.scale());
            case '/' -> quotient(a, b);
            default -> sum(Math.min(wholeA, wholeB), 0, widest);
        };
    }

    /** Where there is not room for all digits, the carry has none of its own: the operands' digits behind the point come first. */
    private static SqlType sum(int whole, int carry, int scale) {
        int fitting = Math.min(scale, Math.max(0, LARGEST - whole));
        return new SqlType(Kind.NUMERIC, 0, Math.min(LARGEST, Math.max(1, whole + carry + fitting)), fitting);
    }

    private static SqlType quotient(SqlType a, SqlType b) {
        int scale = Math.max(LEAST_SCALE, a.scale() + b.precision() + 1);
        return product(a.precision() - a.scale() + b.scale() + scale, scale);
    }

    /** Products and quotients give up digits behind the point first, but not below six. */
    private static SqlType product(int precision, int scale) {
        if (precision <= LARGEST) {
            return SqlType.numeric(precision, scale);
        }
        int whole = precision - scale;
        int kept = Math.max(Math.min(scale, LEAST_SCALE), Math.min(scale, LARGEST - whole));
        return SqlType.numeric(LARGEST, kept);
    }
}
