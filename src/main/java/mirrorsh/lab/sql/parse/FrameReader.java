package mirrorsh.lab.sql.parse;

import java.math.BigInteger;
import mirrorsh.lab.sql.ast.Expression.Frame;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** {@code ROWS} and {@code RANGE} of a window. */
final class FrameReader {
    private static final Frame.Bound CURRENT = new Frame.Bound(Frame.Kind.CURRENT_ROW, 0);

    private FrameReader() {}

    static @Nullable Frame frameOrNull(TsqlGrammar.@Nullable FrameContext context) {
        if (context == null) {
            return null;
        }
        boolean rows = context.ROWS() != null;
        TsqlGrammar.FrameStartContext start = context.frameStart();
        return start == null
                ? new Frame(rows, bound(context.frameBound(0)), bound(context.frameBound(1)))
                : new Frame(rows, start.CURRENT() == null ? preceding(start.INTEGER()) : CURRENT, CURRENT);
    }

    private static Frame.Bound bound(TsqlGrammar.FrameBoundContext context) {
        if (context.CURRENT() != null) {
            return CURRENT;
        }
        return context.PRECEDING() == null ? following(context.INTEGER()) : preceding(context.INTEGER());
    }

    private static Frame.Bound preceding(@Nullable TerminalNode distance) {
        return distance == null
                ? new Frame.Bound(Frame.Kind.UNBOUNDED_PRECEDING, 0)
                : new Frame.Bound(Frame.Kind.PRECEDING, rows(distance));
    }

    private static Frame.Bound following(@Nullable TerminalNode distance) {
        return distance == null
                ? new Frame.Bound(Frame.Kind.UNBOUNDED_FOLLOWING, 0)
                : new Frame.Bound(Frame.Kind.FOLLOWING, rows(distance));
    }

    /** No partition of the lab has more rows than an int can count. */
    private static long rows(TerminalNode distance) {
        return new BigInteger(distance.getText())
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .longValue();
    }
}
