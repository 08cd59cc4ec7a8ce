package mirrorsh.lab.sql.query;

import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** TOP, or OFFSET and FETCH, compiled. */
final class Limit {
    private final @Nullable Scalar count;
    private final @Nullable Scalar offset;
    private final boolean percent;
    private final boolean ties;
    private final boolean fetch;

    private Limit(@Nullable Scalar count, @Nullable Scalar offset, boolean percent, boolean ties, boolean fetch) {
        this.count = count;
        this.offset = offset;
        this.percent = percent;
        this.ties = ties;
        this.fetch = fetch;
    }

    /**
     * Which of the rows are wanted.
     *
     * @param count -1 for all
     * @param percent of all rows, -1 where a count is given
     * @param ties whether rows that sort like the last one are wanted too
     */
    record Slice(long skip, long count, double percent, boolean ties) {
        /** How many rows of so many in all, behind the skipped ones. */
        long countOf(long all) {
            long rest = Math.max(0, all - skip);
            if (percent >= 0) {
                return (long) Math.ceil(all * percent / 100);
            }
            return count < 0 ? rest : Math.min(count, rest);
        }
    }

    static Limit of(Query.@Nullable Top top, Query query, QueryCompiler compiler) {
        if (top != null) {
            if (query.offset() != null) {
                throw SqlFailure.of(10741);
            }
            if (top.withTies() && query.orderBy().isEmpty()) {
                throw SqlFailure.of(1062);
            }
            SqlType type = top.percent() ? SqlType.FLOAT : SqlType.BIGINT;
            return new Limit(number(top.count(), type, compiler), null, top.percent(), top.withTies(), false);
        }
        Expression fetch = query.fetch();
        Expression offset = query.offset();
        return new Limit(
                fetch == null ? null : number(fetch, SqlType.BIGINT, compiler),
                offset == null ? null : number(offset, SqlType.BIGINT, compiler),
                false,
                false,
                true);
    }

    private static Scalar number(Expression expression, SqlType type, QueryCompiler compiler) {
        Scalar value = compiler.expressions().compile(expression);
        boolean whole = type.kind() == SqlType.Kind.FLOAT || value.type().kind().isInteger();
        if (!whole || value.isUntypedNull()) {
            throw SqlFailure.of(1060);
        }
        return value.as(type);
    }

    /** The numbers of this execution; 127, 1014, 1031, 10742, 10744. */
    Slice slice() {
        long skip = offset == null ? 0 : (Long) value(offset);
        if (skip < 0) {
            throw SqlFailure.of(10742);
        }
        if (count == null) {
            return new Slice(skip, -1, -1, false);
        }
        Object number = value(count);
        if (percent) {
            double share = (Double) number;
            if (share < 0 || share > 100) {
                throw SqlFailure.of(1031);
            }
            return new Slice(0, -1, share, ties);
        }
        long rows = (Long) number;
        if (rows < 0) {
            throw SqlFailure.of(127);
        }
        if (rows == 0 && fetch) {
            throw SqlFailure.of(10744);
        }
        return new Slice(skip, rows, -1, ties);
    }

    private static Object value(Scalar scalar) {
        Object value = scalar.value(Row.EMPTY);
        if (value == null) {
            throw SqlFailure.of(1014);
        }
        return value;
    }
}
