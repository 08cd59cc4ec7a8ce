package mirrorsh.lab.sql.query;

import java.util.Locale;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Expression.Frame.Bound;
import mirrorsh.lab.sql.ast.Expression.Frame.Kind;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** Which rows of a sorted partition a function sees from one of them. */
final class WindowFrame {
    /** What is meant without one: up to the rows that sort alike, which are all where nothing is sorted. */
    private static final Expression.Frame USUAL =
            new Expression.Frame(false, new Bound(Kind.UNBOUNDED_PRECEDING, 0), new Bound(Kind.CURRENT_ROW, 0));

    private final Expression.Frame frame;

    private WindowFrame(Expression.Frame frame) {
        this.frame = frame;
    }

    /**
     * @param mayHaveOne whether the function may be given a frame
     * @throws SqlFailure 4193, 4194, 10752, 10756
     */
    static WindowFrame of(String function, Expression.Window over, boolean mayHaveOne) {
        Expression.@Nullable Frame given = over.frame();
        if (given == null) {
            return new WindowFrame(USUAL);
        }
        if (!mayHaveOne) {
            throw SqlFailure.of(10752, function.toLowerCase(Locale.ROOT));
        }
        if (over.orderBy().isEmpty()) {
            throw SqlFailure.of(10756);
        }
        Kind start = given.start().kind();
        Kind end = given.end().kind();
        if (start.compareTo(end) > 0 || start == Kind.UNBOUNDED_FOLLOWING || end == Kind.UNBOUNDED_PRECEDING) {
            throw SqlFailure.of(4193, words(start) + " AND " + words(end));
        }
        if (!given.rows() && (isDistance(start) || isDistance(end))) {
            throw SqlFailure.of(4194);
        }
        return new WindowFrame(given);
    }

    private static boolean isDistance(Kind kind) {
        return kind == Kind.PRECEDING || kind == Kind.FOLLOWING;
    }

    private static String words(Kind kind) {
        return (isDistance(kind) ? "... " : "") + kind.name().replace('_', ' ');
    }

    /**
     * A row among those of its partition; each end is behind the last row.
     *
     * @param from the first row that sorts like it
     * @param to the end of those rows
     * @param start of its frame
     * @param end of its frame, not before the start
     */
    record View(int place, int from, int to, int start, int end) {}

    View view(int place, int from, int to, int size) {
        long start = switch (frame.start().kind()) {
            case UNBOUNDED_PRECEDING -> 0;
            case PRECEDING -> place - frame.start().distance();
            case CURRENT_ROW -> frame.rows() ? place : from;
            case FOLLOWING -> place + frame.start().distance();
            case UNBOUNDED_FOLLOWING -> size;
        };
        long end = switch (frame.end().kind()) {
            case UNBOUNDED_PRECEDING -> 0;
            case PRECEDING -> place - frame.end().distance() + 1;
            case CURRENT_ROW -> frame.rows() ? place + 1L : to;
            case FOLLOWING -> place + frame.end().distance() + 1;
            case UNBOUNDED_FOLLOWING -> size;
        };
        int first = (int) Math.max(0, Math.min(size, start));
        int last = (int) Math.max(first, Math.min(size, end));
        return new View(place, from, to, first, last);
    }
}
