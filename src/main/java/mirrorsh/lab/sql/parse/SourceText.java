package mirrorsh.lab.sql.parse;

import java.util.List;
import java.util.function.Function;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlTokens;
import mirrorsh.lab.type.SqlFailure;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/** A text cut into words, and what a rule of the grammar makes of it. */
final class SourceText {
    /** A real server takes far more; no procedure of the lab does, and memory is shared with the shell. */
    static final int LONGEST = 2_000_000;

    private final CommonTokenStream tokens;

    SourceText(String text, boolean quotedIdentifiers) {
        if (text.length() > LONGEST) {
            throw Refusal.notImitated(1, "a batch of more than " + LONGEST + " characters");
        }
        TsqlTokens lexer = new TsqlTokens(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.quotedIdentifiers(quotedIdentifiers);
        tokens = new CommonTokenStream(lexer);
        tokens.fill();
        WordCheck.check(tokens.getTokens());
    }

    /** The tree of a rule that reads to the end of the text. */
    <T> T read(Function<TsqlGrammar, T> rule) {
        try {
            return read(rule, PredictionMode.SLL);
        } catch (ParseCancellationException e) {
            // The fast mode may see an error where there is none: only the full one decides.
            tokens.seek(0);
        }
        try {
            return read(rule, PredictionMode.LL);
        } catch (ParseCancellationException e) {
            throw refusal(e.getCause());
        }
    }

    private <T> T read(Function<TsqlGrammar, T> rule, PredictionMode mode) {
        TsqlGrammar grammar = new ShallowGrammar(tokens);
        grammar.removeErrorListeners();
        grammar.setErrorHandler(new BailErrorStrategy());
        grammar.getInterpreter().setPredictionMode(mode);
        return rule.apply(grammar);
    }

    private SqlFailure refusal(@Nullable Throwable cause) {
        List<Token> all = tokens.getTokens();
        Token offending = cause instanceof RecognitionException e ? e.getOffendingToken() : null;
        int index = offending == null ? all.size() - 1 : offending.getTokenIndex();
        String known = KnownLanguage.at(all, index);
        if (known != null) {
            return Refusal.notImitated(all.get(index).getLine(), known);
        }
        Token found = all.get(index);
        if (found.getType() == Token.EOF && index > 0) {
            // A text that stops too early is refused near its last word, reserved or not.
            return Refusal.nearEnd(all.get(index - 1));
        }
        return Refusal.near(found);
    }
}
