package mirrorsh.lab.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query expression with what surrounds it.
 *
 * @param with common table expressions, in order
 * @param body one SELECT or a set operation
 * @param orderBy empty where absent
 * @param offset rows to skip, null where absent
 * @param fetch rows to return after the offset, null where absent
 */
public record Query(
        List<CommonTable> with,
        Body body,
        List<OrderItem> orderBy,
        @Nullable Expression offset,
        @Nullable Expression fetch) {

    /**
     * {@code name (columns) AS (query)}.
     *
     * @param levels how deep it may build on itself, 0 without a limit
     */
    public record CommonTable(String name, List<String> columns, Query query, int levels) {}

    /** A SELECT, a set operation of two, or a table of values. */
    public sealed interface Body {}

    /**
     * {@code SELECT ...}.
     *
     * @param groupBy every expression of GROUP BY
     * @param groupingSets by which of them the rows are grouped, once for each set; empty for all of them at once
     */
    public record Select(
            boolean distinct,
            @Nullable Top top,
            List<Item> items,
            @Nullable ObjectName into,
            @Nullable Source from,
            @Nullable Expression where,
            List<Expression> groupBy,
            List<List<Expression>> groupingSets,
            @Nullable Expression having,
            int line)
            implements Body {}

    /** {@code UNION [ALL] | EXCEPT | INTERSECT}. */
    public record SetOperation(Operator operator, Body left, Body right) implements Body {
        public enum Operator {
            UNION,
            UNION_ALL,
            EXCEPT,
            INTERSECT
        }
    }

    /** {@code VALUES (...), (...)} or a parenthesised query with its own ORDER BY. */
    public record Values(List<List<Expression>> rows) implements Body {}

    /** A query in parentheses used as the side of a set operation. */
    public record Nested(Query query) implements Body {}

    public record Top(Expression count, boolean percent, boolean withTies) {}

    /** An item of the select list. */
    public sealed interface Item {}

    /** {@code *} or {@code t.*}. */
    public record Star(@Nullable ObjectName qualifier) implements Item {}

    /** An expression with its alias, null where it has none. */
    public record Output(Expression expression, @Nullable String alias) implements Item {}

    /** {@code @x = expression}. */
    public record Assignment(String variable, Expression expression) implements Item {}

    public record OrderItem(Expression expression, boolean descending) {}

    /** What a FROM names. */
    public sealed interface Source {}

    /** A table, view, temp table ({@code #t}) or table variable ({@code @t}). */
    public record Named(ObjectName name, @Nullable String alias, int line) implements Source {}

    public record Derived(Query query, String alias, List<String> columns) implements Source {}

    /** A table-valued function. */
    public record FunctionTable(
            Expression.Call call, @Nullable String alias, List<String> columns) implements Source {}

    /** A join; {@code on} is null for CROSS and for the comma. */
    public record Join(
            Kind kind, Source left, Source right, @Nullable Expression on) implements Source {
        public enum Kind {
            INNER,
            LEFT,
            RIGHT,
            FULL,
            CROSS
        }
    }

    /** {@code CROSS APPLY} or {@code OUTER APPLY}. */
    public record Apply(boolean outer, Source left, Source right) implements Source {}
}
