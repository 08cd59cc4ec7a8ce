package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.expression.Aggregates;
import mirrorsh.lab.sql.expression.Condition;
import mirrorsh.lab.sql.expression.ExpressionCompiler;
import mirrorsh.lab.sql.expression.ExpressionTree;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.expression.Scope;
import mirrorsh.lab.sql.expression.SortKeys;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** Compiles one SELECT with its ORDER BY. */
final class SelectCompiler {
    private static final int NOT_IN_SELECT_LIST = 8120;
    private static final int NOT_IN_HAVING = 8121;
    private static final int NOT_IN_ORDER_BY = 8127;

    private final QueryCompiler queries;
    private final Query.Select select;
    private final Query query;
    private final FromSource from;
    private final Scope scope;
    private final Slots slots;
    private final ExpressionCompiler compiler;
    private final @Nullable Grouping grouping;
    private final List<WindowFunction> windows = new ArrayList<>();
    private final Conjuncts where;

    SelectCompiler(QueryCompiler queries, Query.Select select, Query query, @Nullable Scope outer) {
        this.queries = queries;
        this.select = select;
        this.query = query;
        this.from = new SourceCompiler(queries, queries.tables()).compile(select.from(), outer);
        // what a set does not group by is NULL
        List<Scope.Binding> bindings = select.groupingSets().isEmpty()
                ? from.bindings()
                : from.bindings().stream().map(Scope.Binding::optional).toList();
        this.scope = new Scope(bindings, outer);
        this.slots = new Slots(from.width());
        ExpressionCompiler plain = new ExpressionCompiler(queries.environment(), queries, scope);
        this.where = Conjuncts.of(select.where(), plain, scope);
        this.grouping = isGrouped() ? new Grouping(plain, scope, slots, select) : null;
        this.compiler = new ExpressionCompiler(queries.environment(), queries, scope, this::intercept);
    }

    private boolean isGrouped() {
        if (!select.groupBy().isEmpty() || !select.groupingSets().isEmpty() || select.having() != null) {
            return true;
        }
        for (Query.Item item : select.items()) {
            Expression expression = item instanceof Query.Output output
                    ? output.expression()
                    : item instanceof Query.Assignment assignment ? assignment.expression() : null;
            if (expression != null && ExpressionTree.contains(expression, Aggregates::isAggregate)) {
                return true;
            }
        }
        return query.orderBy().stream()
                .anyMatch(item -> ExpressionTree.contains(item.expression(), Aggregates::isAggregate));
    }

    private @Nullable Scalar intercept(Expression e) {
        if (e instanceof Expression.Call call && call.over() != null) {
            WindowFunction window = WindowFunction.of(call, call.over(), compiler, slots);
            windows.add(window);
            return window.value();
        }
        if (grouping == null && GroupingCall.isOne(e)) {
            throw GroupingCall.unmatched((Expression.Call) e, 1);
        }
        return grouping == null ? null : grouping.intercept(e);
    }

    RowSource compile() {
        restrict(NOT_IN_SELECT_LIST);
        List<SelectItem> items = items();
        restrict(NOT_IN_HAVING);
        Expression filter = select.having();
        Condition having = filter == null ? row -> true : compiler.condition(filter);
        restrict(NOT_IN_ORDER_BY);
        SortKeys order = new OrderTerms(items, compiler, scope, select.distinct()).compile(query.orderBy());
        Limit limit = Limit.of(select.top(), query, queries);
        return new SelectRows(
                new SelectRows.Plan(from, where, grouping, having, windows, slots.width(), items, select.distinct()),
                order,
                limit,
                queries.tables());
    }

    private void restrict(int error) {
        if (grouping != null) {
            grouping.restrict(error);
        }
    }

    private List<SelectItem> items() {
        List<SelectItem> items = new ArrayList<>();
        boolean assigns = select.items().stream().anyMatch(item -> item instanceof Query.Assignment);
        for (Query.Item item : select.items()) {
            if (assigns && !(item instanceof Query.Assignment)) {
                throw SqlFailure.of(141);
            }
            if (item instanceof Query.Star star) {
                expand(star, items);
            } else if (item instanceof Query.Assignment assignment) {
                Scalar value = compiler.compile(assignment.expression());
                Scalar assigned = queries.environment().assignment(assignment.variable(), value);
                items.add(new SelectItem(Field.of("", assigned), assigned, null));
            } else if (item instanceof Query.Output output) {
                items.add(output(output));
            }
        }
        return items;
    }

    private SelectItem output(Query.Output output) {
        Expression expression = output.expression();
        Scalar value = compiler.compile(expression);
        String alias = output.alias();
        String name = alias != null ? alias : ownName(expression);
        // only ORDER BY asks what else means the same
        return new SelectItem(
                Field.of(name, value), value, query.orderBy().isEmpty() ? expression : lifted(expression));
    }

    /** For comparison with ORDER BY; grouped columns are checked elsewhere. */
    private Expression lifted(Expression expression) {
        Set<Integer> restriction = scope.restriction();
        int error = scope.restrictionError();
        scope.restrict(null, 0);
        try {
            return ExpressionTree.normalized(expression, scope);
        } finally {
            scope.restrict(restriction, error);
        }
    }

    private String ownName(Expression expression) {
        if (!(expression instanceof Expression.ColumnReference reference)) {
            return "";
        }
        Scope.Place place = scope.find(reference.name());
        return place == null ? "" : place.field().name();
    }

    private void expand(Query.Star star, List<SelectItem> items) {
        ObjectName qualifier = star.qualifier();
        if (scope.bindings().isEmpty()) {
            throw SqlFailure.of(263);
        }
        int before = items.size();
        for (Scope.Binding binding : scope.bindings()) {
            if (qualifier == null || binding.isMeantBy(qualifier.parts())) {
                expand(binding, items);
            }
        }
        if (items.size() == before) {
            throw SqlFailure.of(107, qualifier == null ? "*" : qualifier);
        }
    }

    private void expand(Scope.Binding binding, List<SelectItem> items) {
        for (int i = 0; i < binding.fields().size(); i++) {
            Field field = binding.fields().get(i);
            int place = binding.offset() + i;
            if (field.isHidden()) {
                continue;
            }
            Set<Integer> grouped = scope.restriction();
            if (grouped != null && !grouped.contains(place)) {
                throw SqlFailure.of(NOT_IN_SELECT_LIST, binding.alias() + "." + field.name());
            }
            Expression normalized = new Expression.ColumnReference(ObjectName.of("#0." + place), 0);
            items.add(new SelectItem(field, OrderTerms.slot(field, place), normalized));
        }
    }
}
