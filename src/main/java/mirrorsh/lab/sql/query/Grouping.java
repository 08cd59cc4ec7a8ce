package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.expression.Aggregates;
import mirrorsh.lab.sql.expression.ExpressionCompiler;
import mirrorsh.lab.sql.expression.ExpressionTree;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.expression.Scope;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY and the aggregates of one SELECT.
 *
 * <p>A group is represented by its first row, followed by the aggregates; so grouped columns keep their places, and the scope
 * refuses all others (8120).
 */
final class Grouping {
    private final ExpressionCompiler plain;
    private final Scope scope;
    private final Slots slots;
    private final List<Scalar> keys = new ArrayList<>();
    private final List<Field> keyFields = new ArrayList<>();
    private final Set<Integer> columns = new HashSet<>();
    private final Set<Expression> expressions = new HashSet<>();
    private final List<Aggregates.Aggregate> aggregates = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();

    Grouping(ExpressionCompiler plain, Scope scope, Slots slots, List<Expression> groupBy) {
        this.plain = plain;
        this.scope = scope;
        this.slots = slots;
        for (Expression expression : groupBy) {
            addKey(expression);
        }
    }

    private void addKey(Expression expression) {
        if (ExpressionTree.contains(expression, Aggregates::isAggregate)) {
            throw SqlFailure.of(144);
        }
        if (!ExpressionTree.contains(expression, e -> e instanceof Expression.ColumnReference)) {
            throw SqlFailure.of(164);
        }
        Scalar key = plain.compile(expression);
        keys.add(key);
        keyFields.add(Field.of("", key));
        if (expression instanceof Expression.ColumnReference reference) {
            Scope.Place place = scope.find(reference.name());
            if (place != null && place.depth() == 0) {
                columns.add(place.index());
            }
        } else {
            expressions.add(ExpressionTree.normalized(expression, scope));
        }
    }

    /** From now on other columns than the grouped ones are refused with this error. */
    void restrict(int error) {
        scope.restrict(columns, error);
    }

    /** Aggregates and whole GROUP BY expressions may contain any column. */
    @Nullable
    Scalar intercept(Expression e) {
        boolean aggregate = Aggregates.isAggregate(e);
        if (!aggregate && (expressions.isEmpty() || e instanceof Expression.Literal)) {
            return null;
        }
        return lifted(() -> {
            if (aggregate) {
                return aggregate((Expression.Call) e);
            }
            boolean grouped = !(e instanceof Expression.ColumnReference)
                    && !(e instanceof Expression.Keyword)
                    && expressions.contains(ExpressionTree.normalized(e, scope));
            return grouped ? plain.compile(e) : null;
        });
    }

    private @Nullable Scalar lifted(Supplier<@Nullable Scalar> action) {
        Set<Integer> restriction = scope.restriction();
        int error = scope.restrictionError();
        scope.restrict(null, 0);
        try {
            return action.get();
        } finally {
            scope.restrict(restriction, error);
        }
    }

    /** An aggregate of nothing but outer columns belongs to the query around, which the lab does not do. */
    private void requireOwnColumns(Expression.Call call) {
        boolean outer = ExpressionTree.contains(call, e -> depth(e) > 0);
        boolean own = ExpressionTree.contains(call, e -> depth(e) == 0);
        if (outer && !own) {
            throw SqlFailure.of(49999, "an aggregate over columns of an outer query");
        }
    }

    private int depth(Expression e) {
        Scope.Place place = e instanceof Expression.ColumnReference reference ? scope.find(reference.name()) : null;
        return place == null ? -1 : place.depth();
    }

    private Scalar aggregate(Expression.Call call) {
        requireOwnColumns(call);
        Aggregates.Aggregate aggregate = Aggregates.bind(call, plain);
        int place = slots.next();
        aggregates.add(aggregate);
        places.add(place);
        return Scalar.of(aggregate.type(), row -> row.values()[place]).withCollation(aggregate.collation());
    }

    boolean hasKeys() {
        return !keys.isEmpty();
    }

    GroupRows rows() {
        return new GroupRows(keys, keyFields, aggregates, places);
    }
}
