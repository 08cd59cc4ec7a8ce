package mirrorsh.lab.sql.value;

import java.math.BigInteger;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/** Whole numbers: results keep the type of the operands, and do not silently leave its range. */
final class IntegerArithmetic {
    private IntegerArithmetic() {}

    static Operation of(char operator, SqlType left, SqlType right, SqlType common) {
        return new Operation(common, common, common, (a, b) -> {
            BigInteger x = BigInteger.valueOf(((Number) a).longValue());
            BigInteger y = BigInteger.valueOf(((Number) b).longValue());
            return fit(compute(operator, x, y, left, right), common);
        });
    }

    private static BigInteger compute(char operator, BigInteger x, BigInteger y, SqlType left, SqlType right) {
        if ((operator == '/' || operator == '%') && y.signum() == 0) {
            throw SqlFailure.of(8134);
        }
        return switch (operator) {
            case '+' -> x.add(y);
            case '-' -> x.subtract(y);
            case '*' -> x.multiply(y);
            case '/' -> x.divide(y);
            case '%' -> x.remainder(y);
            default -> throw Operation.incompatible(operator, left, right);
        };
    }

    static Object fit(BigInteger number, SqlType type) {
        if (!NumberConversion.fits(number, type.kind())) {
            throw NumberConversion.overflow("expression", type);
        }
        return type.kind() == Kind.BIGINT ? (Object) number.longValueExact() : (Object) number.intValueExact();
    }

    static Operation bits(char operator, SqlType left, SqlType right) {
        boolean valid = bitsAllowed(left.kind()) && bitsAllowed(right.kind());
        if (!valid || left.kind().isBinary() && right.kind().isBinary()) {
            throw Operation.incompatible(operator, left, right);
        }
        SqlType common = left.kind().isBinary() ? right : right.kind().isBinary() ? left : wider(left, right);
        return new Operation(common, common, common, (a, b) -> {
            if (common.kind() == Kind.BIT) {
                return bit(operator, (Boolean) a, (Boolean) b);
            }
            long result = bits(operator, ((Number) a).longValue(), ((Number) b).longValue());
            return common.kind() == Kind.BIGINT ? (Object) result : (Object) (int) result;
        });
    }

    private static SqlType wider(SqlType left, SqlType right) {
        return TypeRules.common(left, right);
    }

    private static boolean bitsAllowed(Kind kind) {
        return kind.isInteger() || kind.isBinary();
    }

    private static boolean bit(char operator, boolean a, boolean b) {
        return switch (operator) {
            case '&' -> a && b;
            case '|' -> a || b;
            default -> a ^ b;
        };
    }

    private static long bits(char operator, long a, long b) {
        return switch (operator) {
            case '&' -> a & b;
            case '|' -> a | b;
            default -> a ^ b;
        };
    }
}
