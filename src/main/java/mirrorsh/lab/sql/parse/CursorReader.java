package mirrorsh.lab.sql.parse;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.ast.Statement.Fetch.Direction;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Cursors. */
final class CursorReader {
    private static final Set<String> OPTIONS = Set.of(
            "LOCAL",
            "GLOBAL",
            "FORWARD_ONLY",
            "SCROLL",
            "STATIC",
            "KEYSET",
            "DYNAMIC",
            "FAST_FORWARD",
            "READ_ONLY",
            "SCROLL_LOCKS",
            "OPTIMISTIC",
            "TYPE_WARNING",
            "INSENSITIVE");

    private final QueryReader queries;

    CursorReader(QueryReader queries) {
        this.queries = queries;
    }

    Statement declare(TsqlGrammar.DeclareCursorContext context) {
        Set<String> options = new HashSet<>();
        for (TerminalNode word : context.ID()) {
            String option = word.getText().toUpperCase(Locale.ROOT);
            if (!OPTIONS.contains(option) || !options.add(option)) {
                throw Refusal.near(word.getSymbol());
            }
        }
        Query query = queries.cursorQuery(context.query());
        boolean scroll = options.contains("SCROLL")
                || (!options.contains("FORWARD_ONLY")
                        && (options.contains("STATIC") || options.contains("KEYSET") || options.contains("DYNAMIC")));
        return new Statement.DeclareCursor(
                Names.of(context.identifier()),
                options.contains("LOCAL"),
                scroll,
                query,
                context.getStart().getLine());
    }

    Statement change(TsqlGrammar.CursorStateContext context) {
        Statement.CursorChange.Action action = context.OPEN() != null
                ? Statement.CursorChange.Action.OPEN
                : context.CLOSE() != null
                        ? Statement.CursorChange.Action.CLOSE
                        : Statement.CursorChange.Action.DEALLOCATE;
        return new Statement.CursorChange(
                action, Names.of(context.identifier()), context.getStart().getLine());
    }

    Statement fetch(TsqlGrammar.FetchCursorContext context) {
        Direction direction = context.FIRST() != null ? Direction.FIRST : Direction.NEXT;
        if (context.ID() != null) {
            direction = switch (context.ID().getText().toUpperCase(Locale.ROOT)) {
                case "PRIOR" -> Direction.PRIOR;
                case "LAST" -> Direction.LAST;
                case "ABSOLUTE", "RELATIVE" -> throw Refusal.notImitated(context, "FETCH ABSOLUTE and RELATIVE");
                default -> throw Refusal.near(context.ID().getSymbol());
            };
        }
        List<String> into =
                context.VARIABLE().stream().map(TerminalNode::getText).toList();
        return new Statement.Fetch(
                direction,
                Names.of(context.identifier()),
                into,
                context.getStart().getLine());
    }
}
