package mirrorsh.lab.sql.parse;

import mirrorsh.lab.sql.grammar.TsqlGrammar;
import org.jspecify.annotations.Nullable;

/** How deep common tables may build on themselves: {@code OPTION (MAXRECURSION n)}. Other hints change no result. */
final class Recursion {
    private static final int USUAL = 100;
    private static final int MOST = 32_767;
    private static final String HINT = "MAXRECURSION";

    private Recursion() {}

    /** The levels that a statement allows, 0 for any number; 310 for more than the most. */
    static int levels(TsqlGrammar.DataStatementContext statement) {
        TsqlGrammar.OptionClauseContext clause = clause(statement);
        if (clause == null) {
            return USUAL;
        }
        for (int i = 0; i + 1 < clause.hintText().size(); i++) {
            String next = clause.hintText(i + 1).getText();
            if (clause.hintText(i).getText().equalsIgnoreCase(HINT) && next.matches("[0-9]{1,9}")) {
                int levels = Integer.parseInt(next);
                if (levels > MOST) {
                    throw Refusal.at(clause.getStart().getLine(), 310, levels, MOST);
                }
                return levels;
            }
        }
        return USUAL;
    }

    private static TsqlGrammar.@Nullable OptionClauseContext clause(TsqlGrammar.DataStatementContext statement) {
        if (statement.query() != null) {
            return statement.query().optionClause();
        }
        TsqlGrammar.InsertStatementContext insert = statement.insertStatement();
        return insert != null && insert.insertSource() instanceof TsqlGrammar.InsertQueryContext source
                ? source.query().optionClause()
                : null;
    }
}
