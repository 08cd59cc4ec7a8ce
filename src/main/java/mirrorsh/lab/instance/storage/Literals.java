package mirrorsh.lab.instance.storage;

import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** Values of the literals in statements of administration. */
final class Literals {
    private Literals() {}

    /** The literal as text; 137 for anything that is not bound to a value. */
    static String text(@Nullable Expression expression) {
        if (expression instanceof Expression.Literal literal && literal.value() != null) {
            return literal.value().toString();
        }
        throw SqlFailure.of(137, String.valueOf(expression));
    }

    /** The literal as a whole number; 102 when it is none. */
    static int number(@Nullable Expression expression) {
        String text = text(expression);
        try {
            return new java.math.BigDecimal(text.strip()).intValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            throw SqlFailure.of(102, text);
        }
    }
}
