package mirrorsh.lab.sql.parse;

import org.antlr.v4.runtime.ParserRuleContext;

/**
 * How deep the values being built are: a chain such as {@code 1 + 1 + 1} is flat text but a deep value, and whoever reads it
 * later does so recursively.
 */
final class Depth {
    static final int MOST = 1000;

    private int depth;

    void enter(int levels, ParserRuleContext context) {
        depth += levels;
        if (depth > MOST) {
            throw Refusal.at(context.getStart().getLine(), 191);
        }
    }

    void leave(int levels) {
        depth -= levels;
    }
}
