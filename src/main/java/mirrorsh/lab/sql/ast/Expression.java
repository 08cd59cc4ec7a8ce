package mirrorsh.lab.sql.ast;

import java.util.List;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** A scalar expression or a condition. */
public sealed interface Expression {
    /** A constant; value null is the literal NULL. */
    record Literal(@Nullable Object value, SqlType type) implements Expression {}

    /** A column, perhaps qualified; {@code line} for error 207. */
    record ColumnReference(ObjectName name, int line) implements Expression {}

    /** {@code @name}, with its at sign. */
    record Variable(String name) implements Expression {}

    /** {@code @@NAME}, upper-cased, with its at signs. */
    record GlobalVariable(String name) implements Expression {}

    /** {@code -x, +x, ~x}. */
    record Unary(char operator, Expression operand) implements Expression {}

    /** Arithmetic, bits and string concatenation: {@code + - * / % & | ^}. */
    record Arithmetic(char operator, Expression left, Expression right) implements Expression {}

    /** A comparison. */
    record Comparison(Operator operator, Expression left, Expression right) implements Expression {
        public enum Operator {
            EQUAL,
            NOT_EQUAL,
            LESS,
            LESS_OR_EQUAL,
            GREATER,
            GREATER_OR_EQUAL
        }
    }

    /** {@code x = ANY|SOME|ALL (query)}. */
    record QuantifiedComparison(Comparison.Operator operator, boolean all, Expression left, Query query)
            implements Expression {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    record Not(Expression operand) implements Expression {}

    record IsNull(Expression operand, boolean negated) implements Expression {}

    record Like(
            Expression operand,
            Expression pattern,
            @Nullable Expression escape,
            boolean negated) implements Expression {}

    record Between(Expression operand, Expression low, Expression high, boolean negated) implements Expression {}

    record InList(Expression operand, List<Expression> items, boolean negated) implements Expression {}

    record InQuery(Expression operand, Query query, boolean negated) implements Expression {}

    record Exists(Query query) implements Expression {}

    record Subquery(Query query) implements Expression {}

    /** Searched (operand null) or simple CASE. IIF, COALESCE and NULLIF stay {@link Call}s. */
    record Case(
            @Nullable Expression operand,
            List<When> whens,
            @Nullable Expression otherwise) implements Expression {
        public record When(Expression condition, Expression result) {}
    }

    /** CAST, CONVERT, TRY_CAST, TRY_CONVERT; {@code style} only with CONVERT. */
    record Convert(
            Expression operand, SqlType type, @Nullable Expression style, boolean attempt) implements Expression {}

    record Collate(Expression operand, String collation) implements Expression {}

    /**
     * A function call. Date parts and other bare keywords among the arguments ({@code DATEADD(day, ...)}) are
     * {@link Keyword}s.
     *
     * @param name as written, upper-cased where it has one part
     * @param star {@code COUNT(*)}
     * @param over window, null for an ordinary call
     * @param withinGroup order of STRING_AGG, empty where absent
     */
    record Call(
            ObjectName name,
            List<Expression> arguments,
            boolean distinct,
            boolean star,
            @Nullable Window over,
            List<Query.OrderItem> withinGroup,
            int line)
            implements Expression {}

    /**
     * A bare word that is an argument by itself, such as a date part; also DEFAULT where a value is inserted, set or passed to a
     * table function. Upper-cased.
     */
    record Keyword(String word) implements Expression {}

    /** {@code OVER (PARTITION BY ... ORDER BY ... frame)}; frame null where it is left out. */
    record Window(
            List<Expression> partitionBy,
            List<Query.OrderItem> orderBy,
            @Nullable Frame frame) {}

    /** {@code ROWS|RANGE BETWEEN start AND end}. */
    record Frame(boolean rows, Bound start, Bound end) {
        /**
         * Where a frame starts or ends; bounds compare by their place in the partition.
         *
         * @param distance rows before or after the present one, 0 where the kind says it all
         */
        public record Bound(Kind kind, long distance) {}

        /** In their order within a partition. */
        public enum Kind {
            UNBOUNDED_PRECEDING,
            PRECEDING,
            CURRENT_ROW,
            FOLLOWING,
            UNBOUNDED_FOLLOWING
        }
    }
}
