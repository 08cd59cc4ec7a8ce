package mirrorsh.lab.sql.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Query;
import org.jspecify.annotations.Nullable;

/** Walks through expressions. Queries inside them are left alone. */
public final class ExpressionTree {
    private ExpressionTree() {}

    /** Whether the expression or one in it is as asked for. */
    public static boolean contains(Expression expression, Predicate<Expression> wanted) {
        if (wanted.test(expression)) {
            return true;
        }
        boolean[] found = {false};
        map(expression, child -> {
            found[0] = found[0] || contains(child, wanted);
            return child;
        });
        return found[0];
    }

    /** The expression with each of its parts exchanged. */
    public static Expression map(Expression e, UnaryOperator<Expression> change) {
        if (e instanceof Expression.Unary x) {
            return new Expression.Unary(x.operator(), change.apply(x.operand()));
        }
        if (e instanceof Expression.Arithmetic x) {
            return new Expression.Arithmetic(x.operator(), change.apply(x.left()), change.apply(x.right()));
        }
        if (e instanceof Expression.Case x) {
            return mapCase(x, change);
        }
        if (e instanceof Expression.Convert x) {
            return new Expression.Convert(
                    change.apply(x.operand()), x.type(), mapNullable(x.style(), change), x.attempt());
        }
        if (e instanceof Expression.Collate x) {
            return new Expression.Collate(change.apply(x.operand()), x.collation());
        }
        if (e instanceof Expression.Call x) {
            return mapCall(x, change);
        }
        return mapCondition(e, change);
    }

    private static Expression mapCondition(Expression e, UnaryOperator<Expression> change) {
        if (e instanceof Expression.Comparison x) {
            return new Expression.Comparison(x.operator(), change.apply(x.left()), change.apply(x.right()));
        }
        if (e instanceof Expression.And x) {
            return new Expression.And(change.apply(x.left()), change.apply(x.right()));
        }
        if (e instanceof Expression.Or x) {
            return new Expression.Or(change.apply(x.left()), change.apply(x.right()));
        }
        if (e instanceof Expression.Not x) {
            return new Expression.Not(change.apply(x.operand()));
        }
        if (e instanceof Expression.IsNull x) {
            return new Expression.IsNull(change.apply(x.operand()), x.negated());
        }
        if (e instanceof Expression.Like x) {
            return new Expression.Like(
                    change.apply(x.operand()), change.apply(x.pattern()), mapNullable(x.escape(), change), x.negated());
        }
        if (e instanceof Expression.Between x) {
            return new Expression.Between(
                    change.apply(x.operand()), change.apply(x.low()), change.apply(x.high()), x.negated());
        }
        return mapMembership(e, change);
    }

    private static Expression mapMembership(Expression e, UnaryOperator<Expression> change) {
        if (e instanceof Expression.InList x) {
            return new Expression.InList(change.apply(x.operand()), mapAll(x.items(), change), x.negated());
        }
        if (e instanceof Expression.InQuery x) {
            return new Expression.InQuery(change.apply(x.operand()), x.query(), x.negated());
        }
        if (e instanceof Expression.QuantifiedComparison x) {
            return new Expression.QuantifiedComparison(x.operator(), x.all(), change.apply(x.left()), x.query());
        }
        return e;
    }

    private static Expression mapCase(Expression.Case x, UnaryOperator<Expression> change) {
        List<Expression.Case.When> whens = new ArrayList<>();
        Expression operand = mapNullable(x.operand(), change);
        for (Expression.Case.When when : x.whens()) {
            whens.add(new Expression.Case.When(change.apply(when.condition()), change.apply(when.result())));
        }
        return new Expression.Case(operand, whens, mapNullable(x.otherwise(), change));
    }

    private static Expression mapCall(Expression.Call x, UnaryOperator<Expression> change) {
        Expression.Window over = x.over();
        Expression.Window window = over == null
                ? null
                : new Expression.Window(
                        mapAll(over.partitionBy(), change), mapOrder(over.orderBy(), change), over.frame());
        return new Expression.Call(
                x.name(),
                mapAll(x.arguments(), change),
                x.distinct(),
                x.star(),
                window,
                mapOrder(x.withinGroup(), change),
                x.line());
    }

    private static List<Query.OrderItem> mapOrder(List<Query.OrderItem> items, UnaryOperator<Expression> change) {
        return items.stream()
                .map(item -> new Query.OrderItem(change.apply(item.expression()), item.descending()))
                .toList();
    }

    private static List<Expression> mapAll(List<Expression> all, UnaryOperator<Expression> change) {
        return all.stream().map(change).toList();
    }

    private static @Nullable Expression mapNullable(@Nullable Expression e, UnaryOperator<Expression> change) {
        return e == null ? null : change.apply(e);
    }

    /** The expression with names resolved and lines dropped, so that equal ones mean the same in this scope. */
    public static Expression normalized(Expression e, Scope scope) {
        if (e instanceof Expression.ColumnReference reference) {
            Scope.Place place = scope.find(reference.name());
            return place == null
                    ? e
                    : new Expression.ColumnReference(
                            mirrorsh.lab.sql.ast.ObjectName.of("#" + place.depth() + "." + place.index()), 0);
        }
        Expression mapped = map(e, child -> normalized(child, scope));
        if (mapped instanceof Expression.Call x) {
            return new Expression.Call(x.name(), x.arguments(), x.distinct(), x.star(), x.over(), x.withinGroup(), 0);
        }
        return mapped;
    }
}
