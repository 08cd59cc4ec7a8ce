package mirrorsh.lab.sql.value;

import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/**
 * An arithmetic operation on two values, neither null.
 *
 * @param type of the result
 * @param left what the left operand is converted to first
 * @param right what the right operand is converted to first
 */
public record Operation(SqlType type, SqlType left, SqlType right, Function function) {
    /** The computation. */
    @FunctionalInterface
    public interface Function {
        Object apply(Object left, Object right);
    }

    /**
     * The operation that an operator means for two types.
     *
     * @param operator one of {@code + - * / % & | ^}
     * @throws SqlFailure 206, 402, 403, 8117 where it has no meaning
     */
    public static Operation of(char operator, SqlType left, SqlType right) {
        Kind a = left.kind();
        Kind b = right.kind();
        if (a == Kind.SQL_VARIANT || b == Kind.SQL_VARIANT) {
            throw SqlFailure.of(8117, "sql_variant", word(operator));
        }
        if (operator == '+' && a.isCharacter() && b.isCharacter()) {
            return concatenation(left, right);
        }
        if (operator == '+' && a.isBinary() && b.isBinary()) {
            return byteConcatenation(left, right);
        }
        if (a.isTemporal() || b.isTemporal()) {
            return DateArithmetic.of(operator, left, right);
        }
        if (operator == '&' || operator == '|' || operator == '^') {
            return IntegerArithmetic.bits(operator, left, right);
        }
        return number(operator, left, right);
    }

    private static Operation number(char operator, SqlType left, SqlType right) {
        SqlType common = TypeRules.common(left, right);
        Kind kind = common.kind();
        if (TypeRules.precedence(kind) < TypeRules.precedence(Kind.BIT)) {
            throw incompatible(operator, left, right);
        }
        if (kind == Kind.BIT) {
            throw incompatible(operator, left, right);
        }
        if (kind.isInteger()) {
            return IntegerArithmetic.of(operator, left, right, common);
        }
        if (TypeRules.isApproximate(kind)) {
            return FloatArithmetic.of(operator, left, right, common);
        }
        return DecimalArithmetic.of(operator, left, right, common);
    }

    private static Operation concatenation(SqlType left, SqlType right) {
        Kind kind = left.kind().isUnicode() || right.kind().isUnicode() ? Kind.NVARCHAR : Kind.VARCHAR;
        boolean max = left.length() == SqlType.MAX || right.length() == SqlType.MAX;
        SqlType type = TypeRules.sized(kind, max ? SqlType.MAX : left.length() + right.length());
        int longest = max ? Integer.MAX_VALUE : kind == Kind.NVARCHAR ? 4000 : 8000;
        return new Operation(type, as(kind, left), as(kind, right), (a, b) -> {
            String text = a.toString() + b;
            // the product cuts a sum of short types at 8,000 bytes without an error
            return text.length() > longest ? text.substring(0, longest) : text;
        });
    }

    /** Keeps the length of an operand and its blanks; only the code page may have to change. */
    private static SqlType as(Kind kind, SqlType operand) {
        return kind.isUnicode() == operand.kind().isUnicode() ? operand : TypeRules.sized(kind, operand.length());
    }

    private static Operation byteConcatenation(SqlType left, SqlType right) {
        boolean max = left.length() == SqlType.MAX || right.length() == SqlType.MAX;
        SqlType type = TypeRules.sized(Kind.VARBINARY, max ? SqlType.MAX : left.length() + right.length());
        return new Operation(type, left, right, (a, b) -> {
            byte[] first = (byte[]) a;
            byte[] second = (byte[]) b;
            byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            return both;
        });
    }

    static SqlFailure incompatible(char operator, SqlType left, SqlType right) {
        if (left.kind() == right.kind()
                || left.kind().isCharacter() && right.kind().isCharacter()) {
            return left.kind().isNumeric() || left.kind().isTemporal()
                    ? SqlFailure.of(402, TypeRules.name(left), TypeRules.name(right), word(operator))
                    : SqlFailure.of(8117, TypeRules.name(left), word(operator));
        }
        return SqlFailure.of(402, TypeRules.name(left), TypeRules.name(right), word(operator));
    }

    /** The operator's name in messages. */
    public static String word(char operator) {
        return switch (operator) {
            case '+' -> "add";
            case '-' -> "subtract";
            case '*' -> "multiply";
            case '/' -> "divide";
            case '%' -> "modulo";
            default -> "'" + operator + "'";
        };
    }
}
