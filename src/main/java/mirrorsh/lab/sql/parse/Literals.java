package mirrorsh.lab.sql.parse;

import java.math.BigDecimal;
import java.util.HexFormat;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlTokens;
import mirrorsh.lab.type.SqlType;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Constants and their types. */
final class Literals {
    private static final BigDecimal LARGEST_INT = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final int MOST_DIGITS = 38;
    private static final int LONGEST_VARCHAR = 8000;
    private static final int LONGEST_NVARCHAR = 4000;

    private Literals() {}

    static Expression.Literal literal(TsqlGrammar.LiteralContext context) {
        return literal(context.getStart());
    }

    static Expression.Literal literal(Token token) {
        return switch (token.getType()) {
            case TsqlTokens.INTEGER, TsqlTokens.DECIMAL_NUMBER -> number(token, new BigDecimal(digits(token)));
            case TsqlTokens.FLOAT_NUMBER -> floating(token);
            case TsqlTokens.STRING -> string(token);
            case TsqlTokens.HEX -> binary(token);
            // The type of a bare NULL is int.
            case TsqlTokens.NULL -> new Expression.Literal(null, SqlType.INT);
            case TsqlTokens.MONEY -> throw Refusal.notImitated(token.getLine(), "a money constant");
            default -> throw Refusal.near(token);
        };
    }

    /** The same constant with a minus sign. */
    static Expression.Literal negated(Token token) {
        Expression.Literal positive = literal(token);
        if (positive.value() instanceof Integer value) {
            return new Expression.Literal(-value, positive.type());
        }
        if (positive.value() instanceof BigDecimal value) {
            return new Expression.Literal(value.negate(), positive.type());
        }
        if (positive.value() instanceof Double value) {
            return new Expression.Literal(-value, positive.type());
        }
        throw Refusal.near(token);
    }

    private static String digits(Token token) {
        String text = token.getText();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static Expression.Literal number(Token token, BigDecimal value) {
        if (value.precision() > MOST_DIGITS || value.scale() > MOST_DIGITS) {
            throw Refusal.at(token.getLine(), 1007, Refusal.excerpt(token));
        }
        boolean whole = token.getType() == TsqlTokens.INTEGER;
        if (whole && value.compareTo(LARGEST_INT) <= 0) {
            return new Expression.Literal(value.intValueExact(), SqlType.INT);
        }
        int scale = value.scale();
        int precision = Math.max(1, Math.max(scale, value.signum() == 0 ? scale : value.precision()));
        return new Expression.Literal(value, SqlType.numeric(precision, scale));
    }

    private static Expression.Literal floating(Token token) {
        double value = Double.parseDouble(token.getText());
        if (Double.isInfinite(value)) {
            throw Refusal.at(token.getLine(), 168, Refusal.excerpt(token));
        }
        return new Expression.Literal(value, SqlType.FLOAT);
    }

    private static Expression.Literal string(Token token) {
        String text = text(token);
        int length = Math.max(1, text.length());
        boolean unicode = token.getText().charAt(0) == 'N' || token.getText().charAt(0) == 'n';
        if (unicode) {
            return new Expression.Literal(text, SqlType.nvarchar(length > LONGEST_NVARCHAR ? SqlType.MAX : length));
        }
        return new Expression.Literal(text, SqlType.varchar(length > LONGEST_VARCHAR ? SqlType.MAX : length));
    }

    private static Expression.Literal binary(Token token) {
        byte[] bytes = bytes(token);
        int length = Math.max(1, bytes.length);
        return new Expression.Literal(bytes, SqlType.varbinary(length > LONGEST_VARCHAR ? SqlType.MAX : length));
    }

    /** What a string constant says: quotes removed and undoubled, a backslash at the end of a line joins it to the next. */
    static String text(Token token) {
        String text = token.getText();
        int first = text.charAt(0) == '\'' || text.charAt(0) == '"' ? 0 : 1;
        char quote = text.charAt(first);
        String inner = text.substring(first + 1, text.length() - 1)
                .replace(String.valueOf(quote) + quote, String.valueOf(quote));
        return inner.indexOf('\\') < 0 ? inner : joined(inner);
    }

    static String text(TerminalNode node) {
        return text(node.getSymbol());
    }

    static @Nullable String textOrNull(@Nullable TerminalNode node) {
        return node == null ? null : text(node);
    }

    private static String joined(String text) {
        return text.replace("\\\r\n", "").replace("\\\n", "");
    }

    /** The bytes of a binary constant; an odd digit gets a zero in front (unconfirmed, tsql.md §1). */
    static byte[] bytes(Token token) {
        String digits = joined(token.getText().substring(2));
        return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
    }

    static byte[] bytes(TerminalNode node) {
        return bytes(node.getSymbol());
    }
}
