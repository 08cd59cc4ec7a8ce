package mirrorsh.lab.sql.parse;

import java.util.List;
import mirrorsh.lab.sql.grammar.TsqlTokens;
import org.antlr.v4.runtime.Token;

/** What is wrong with a text before its sentences are looked at (tsql.md §1). */
final class WordCheck {
    /** Parentheses within parentheses. */
    static final int PARENTHESES = 100;

    private static final int LONGEST_NAME = 128;

    private WordCheck() {}

    static void check(List<Token> tokens) {
        int open = 0;
        for (Token token : tokens) {
            check(token);
            if (token.getType() == TsqlTokens.OPEN_PARENTHESIS) {
                open++;
            } else if (token.getType() == TsqlTokens.CLOSE_PARENTHESIS) {
                open--;
            }
            if (open > PARENTHESES) {
                throw Refusal.at(token.getLine(), 191);
            }
        }
    }

    private static void check(Token token) {
        switch (token.getType()) {
            case TsqlTokens.UNCLOSED_STRING, TsqlTokens.UNCLOSED_QUOTE, TsqlTokens.UNCLOSED_BRACKET ->
                throw Refusal.at(token.getLine(), 105, Refusal.excerpt(token));
            case TsqlTokens.UNCLOSED_COMMENT -> throw Refusal.at(token.getLine(), 113);
            case TsqlTokens.BRACKETED, TsqlTokens.QUOTED -> {
                if (token.getText().length() == 2) {
                    throw Refusal.at(token.getLine(), 1038);
                }
                checkLength(token);
            }
            case TsqlTokens.ID, TsqlTokens.VARIABLE -> checkLength(token);
            default -> {
                // Constants and signs have no length limit of their own.
            }
        }
    }

    private static void checkLength(Token token) {
        // The quick test spares the common case the unquoting.
        if (token.getText().length() > LONGEST_NAME && Names.text(token).length() > LONGEST_NAME) {
            throw Refusal.at(token.getLine(), 103, Names.text(token).substring(0, LONGEST_NAME));
        }
    }
}
