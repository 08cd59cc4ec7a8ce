package mirrorsh.lab.sql.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlTokens;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Identifiers and names of several parts, quotes removed. */
final class Names {
    private static final int MOST_PARTS = 4;

    private Names() {}

    /** The text of one word, without brackets or double quotes. */
    static String text(Token token) {
        String text = token.getText();
        return switch (token.getType()) {
            case TsqlTokens.BRACKETED -> text.substring(1, text.length() - 1).replace("]]", "]");
            case TsqlTokens.QUOTED -> text.substring(1, text.length() - 1).replace("\"\"", "\"");
            default -> text;
        };
    }

    /** The name that a rule of one word read. */
    static String of(ParserRuleContext word) {
        return text(word.getStart());
    }

    static @Nullable String orNull(@Nullable ParserRuleContext word) {
        return word == null ? null : of(word);
    }

    static List<String> all(List<TsqlGrammar.IdentifierContext> words) {
        return words.stream().map(Names::of).toList();
    }

    static List<String> all(TsqlGrammar.@Nullable ColumnListContext list) {
        return list == null ? List.of() : all(list.identifier());
    }

    /** The word in upper case, as keywords are compared. */
    static String upper(ParserRuleContext word) {
        return upper(of(word));
    }

    static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    /** Every word of a rule in upper case, single blanks between them. */
    static String words(ParserRuleContext context) {
        List<String> words = new ArrayList<>();
        for (ParseTree child : context.children) {
            words.add(upper(child.getText()));
        }
        return String.join(" ", words);
    }

    /** A name of up to four parts (117); two dots in a row leave one out. */
    static ObjectName object(ParserRuleContext name) {
        List<String> parts = new ArrayList<>();
        int dots = 0;
        for (ParseTree child : name.children) {
            if (child instanceof TerminalNode) {
                dots++;
            } else {
                for (int skipped = 1; skipped < dots; skipped++) {
                    parts.add("");
                }
                dots = 0;
                parts.add(of((ParserRuleContext) child));
            }
        }
        if (parts.size() > MOST_PARTS) {
            throw Refusal.at(name.getStart().getLine(), 117, name.getText());
        }
        return new ObjectName(parts);
    }

    static ObjectName target(TsqlGrammar.TargetContext target) {
        return target.objectName() == null ? ObjectName.of(target.VARIABLE().getText()) : object(target.objectName());
    }
}
