package mirrorsh.lab.instance;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;

/** A column's default in the form in which the server keeps it: {@code ((5))}, {@code (N'new')}, {@code (getdate())}. */
final class DefaultText {
    private DefaultText() {}

    static String of(Expression expression) {
        return "(" + inner(expression) + ")";
    }

    private static String inner(Expression expression) {
        if (expression instanceof Expression.Literal literal) {
            return literal(literal);
        } else if (expression instanceof Expression.GlobalVariable variable) {
            return variable.name().toLowerCase(Locale.ROOT);
        } else if (expression instanceof Expression.Keyword keyword) {
            return keyword.word();
        } else if (expression instanceof Expression.Unary unary) {
            String operand = inner(unary.operand());
            return isNumber(unary.operand())
                    ? "(" + unary.operator() + operand.substring(1)
                    : unary.operator() + operand;
        } else if (expression instanceof Expression.Arithmetic arithmetic) {
            return inner(arithmetic.left()) + arithmetic.operator() + inner(arithmetic.right());
        } else if (expression instanceof Expression.Convert convert) {
            return convert(convert);
        } else if (expression instanceof Expression.Call call) {
            return call(call);
        }
        throw SqlFailure.of(49999, "the text of this kind of column default");
    }

    private static boolean isNumber(Expression expression) {
        return expression instanceof Expression.Literal literal
                && literal.value() != null
                && literal.type().kind().isNumeric();
    }

    private static String literal(Expression.Literal literal) {
        Object value = literal.value();
        SqlType type = literal.type();
        if (value == null) {
            return "NULL";
        } else if (type.kind().isCharacter()) {
            return (type.kind().isUnicode() ? "N'" : "'") + value.toString().replace("'", "''") + "'";
        } else if (value instanceof byte[] bytes) {
            return "0x" + java.util.HexFormat.of().withUpperCase().formatHex(bytes);
        }
        return "(" + (value instanceof java.math.BigDecimal number ? number.toPlainString() : value) + ")";
    }

    private static String convert(Expression.Convert convert) {
        Expression style = convert.style();
        SqlType type = convert.type();
        String name = type.toString();
        int bracket = name.indexOf('(');
        String shown =
                bracket < 0 ? "[" + name + "]" : "[" + name.substring(0, bracket) + "]" + name.substring(bracket);
        return (convert.attempt() ? "TRY_CONVERT(" : "CONVERT(") + shown + "," + inner(convert.operand())
                + (style == null ? "" : "," + inner(style)) + ")";
    }

    private static String call(Expression.Call call) {
        List<Expression> arguments = call.arguments();
        return call.name().toString().toLowerCase(Locale.ROOT)
                + arguments.stream().map(DefaultText::inner).collect(Collectors.joining(",", "(", ")"));
    }
}
