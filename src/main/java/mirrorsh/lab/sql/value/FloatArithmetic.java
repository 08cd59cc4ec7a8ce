package mirrorsh.lab.sql.value;

import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/** Floating-point numbers. */
final class FloatArithmetic {
    private FloatArithmetic() {}

    static Operation of(char operator, SqlType left, SqlType right, SqlType common) {
        if (operator == '%') {
            throw SqlFailure.of(402, TypeRules.name(left), TypeRules.name(right), Operation.word(operator));
        }
        return new Operation(common, common, common, (a, b) -> {
            double result = compute(operator, ((Number) a).doubleValue(), ((Number) b).doubleValue());
            if (Double.isInfinite(result) || Double.isNaN(result)) {
                throw NumberConversion.overflow("expression", common);
            }
            return common.kind() == Kind.REAL ? (Object) (float) result : (Object) result;
        });
    }

    private static double compute(char operator, double a, double b) {
        if (operator == '/' && b == 0) {
            throw SqlFailure.of(8134);
        }
        return switch (operator) {
            case '+' -> a + b;
            case '-' -> a - b;
            case '*' -> a * b;
            default -> a / b;
        };
    }
}
