package mirrorsh.lab.sql.parse;

import java.util.List;
import mirrorsh.lab.sql.grammar.TsqlTokens;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlFailure;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Makes the failures of this room; every one has its line. */
final class Refusal {
    private static final int LONGEST_EXCERPT = 128;

    private Refusal() {}

    static SqlFailure at(int line, int number, Object... arguments) {
        return new SqlFailure(List.of(Messages.message(number, arguments).atLine(line)));
    }

    /** 156 near a reserved word, otherwise 102. */
    static SqlFailure near(Token token) {
        return at(token.getLine(), isReserved(token) ? 156 : 102, excerpt(token));
    }

    /** 102 near the last word of a text that stops too early. */
    static SqlFailure nearEnd(Token token) {
        return at(token.getLine(), 102, excerpt(token));
    }

    static SqlFailure notImitated(ParserRuleContext context, String what) {
        return notImitated(context.getStart().getLine(), what);
    }

    static SqlFailure notImitated(int line, String what) {
        return at(line, TsqlParser.NOT_IMITATED, what);
    }

    static boolean isReserved(Token token) {
        // The reserved words stand first in the token grammar, in order.
        return token.getType() >= TsqlTokens.ADD && token.getType() <= TsqlTokens.WRITETEXT;
    }

    /** The word without its quotes, cut. */
    static String excerpt(Token token) {
        String text = switch (token.getType()) {
            case Token.EOF -> "";
            case TsqlTokens.STRING -> Literals.text(token);
            case TsqlTokens.UNCLOSED_STRING ->
                token.getText().substring(token.getText().indexOf('\'') + 1);
            case TsqlTokens.UNCLOSED_QUOTE, TsqlTokens.UNCLOSED_BRACKET ->
                token.getText().substring(1);
            default -> Names.text(token);
        };
        return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT);
    }
}
