package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.expression.ExpressionCompiler;
import mirrorsh.lab.sql.expression.ExpressionTree;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.expression.Scope;
import mirrorsh.lab.sql.expression.SortKeys;
import mirrorsh.lab.type.SqlFailure;

/** Finds out what the items of ORDER BY mean: a place, an alias, or an expression. */
final class OrderTerms {
    private final List<SelectItem> items;
    private final ExpressionCompiler compiler;
    private final Scope scope;
    private final boolean distinct;

    OrderTerms(List<SelectItem> items, ExpressionCompiler compiler, Scope scope, boolean distinct) {
        this.items = items;
        this.compiler = compiler;
        this.scope = scope;
        this.distinct = distinct;
    }

    /** A value read from a place of the row at hand. */
    static Scalar slot(Field field, int place) {
        return Scalar.of(field.type(), row -> row.values()[place]).withCollation(field.collation());
    }

    static int ordinal(int number, int count) {
        if (number < 1 || number > count) {
            throw SqlFailure.of(108, number);
        }
        return number - 1;
    }

    SortKeys compile(List<Query.OrderItem> order) {
        List<Scalar> keys = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            keys.add(key(order.get(i).expression(), i + 1));
        }
        return new SortKeys(
                keys, order.stream().map(Query.OrderItem::descending).toList());
    }

    private Scalar key(Expression expression, int place) {
        if (expression instanceof Expression.Literal literal) {
            if (!(literal.value() instanceof Integer number)) {
                throw SqlFailure.of(408, place);
            }
            return items.get(ordinal(number, items.size())).value();
        }
        SelectItem aliased = aliased(expression);
        if (aliased != null) {
            return aliased.value();
        }
        if (distinct) {
            return selected(expression);
        }
        return compiler.compile(expression);
    }

    /** The select item with that alias; it wins over a column of the same name. */
    private @org.jspecify.annotations.Nullable SelectItem aliased(Expression expression) {
        if (!(expression instanceof Expression.ColumnReference reference)
                || reference.name().parts().size() != 1) {
            return null;
        }
        SelectItem found = null;
        for (SelectItem item : items) {
            if (!item.field().name().isEmpty()
                    && item.field().name().equalsIgnoreCase(reference.name().name())) {
                boolean other = found != null
                        && (found.normalized() == null || !found.normalized().equals(item.normalized()));
                if (other) {
                    throw SqlFailure.of(209, reference.name().name());
                }
                found = item;
            }
        }
        return found;
    }

    /** With DISTINCT only what is selected can be sorted by. */
    private Scalar selected(Expression expression) {
        Expression wanted = ExpressionTree.normalized(expression, scope);
        for (SelectItem item : items) {
            if (wanted.equals(item.normalized())) {
                return item.value();
            }
        }
        throw SqlFailure.of(145);
    }
}
