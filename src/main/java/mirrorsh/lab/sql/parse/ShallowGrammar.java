package mirrorsh.lab.sql.parse;

import mirrorsh.lab.sql.grammar.TsqlGrammar;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.TokenStream;

/** The grammar with a limit on its depth, so that deep text is error 191 and never the end of the stack. */
final class ShallowGrammar extends TsqlGrammar {
    /** Statements within statements. */
    static final int STATEMENTS = 200;

    /** Rules within rules: about ten for a parenthesis, about fifteen for a subquery. */
    private static final int RULES = 1200;

    private int statements;
    private int rules;

    ShallowGrammar(TokenStream tokens) {
        super(tokens);
    }

    @Override
    public void enterRule(ParserRuleContext context, int state, int rule) {
        super.enterRule(context, state, rule);
        rules++;
        if (rule == RULE_statement) {
            statements++;
        }
        if (rules > RULES || statements > STATEMENTS) {
            throw Refusal.at(context.getStart().getLine(), 191);
        }
    }

    @Override
    public void exitRule() {
        rules--;
        if (_ctx.getRuleIndex() == RULE_statement) {
            statements--;
        }
        super.exitRule();
    }
}
