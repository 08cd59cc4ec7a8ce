package mirrorsh.lab.sql.parse;

import java.util.List;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;
import org.jspecify.annotations.Nullable;

/** Queries and what surrounds them. */
final class QueryReader {
    private final ExpressionReader expressions;
    private final Depth depth;
    private final SourceReader sources;
    private final ItemReader items = new ItemReader();

    QueryReader(ExpressionReader expressions, Depth depth) {
        this.expressions = expressions;
        this.depth = depth;
        this.sources = new SourceReader(expressions, this, depth);
    }

    SourceReader sources() {
        return sources;
    }

    // ---------------------------------------------------------------- whole queries

    Query query(List<Query.CommonTable> with, TsqlGrammar.QueryContext context) {
        return query(with, body(context.queryExpression()), context.orderClause());
    }

    Query subquery(TsqlGrammar.SubqueryContext context) {
        int levels = context.queryTerm().size() + 1;
        depth.enter(levels, context);
        Query.Body left = intersection(context.firstTerm());
        for (int i = 0; i < context.queryTerm().size(); i++) {
            left = new Query.SetOperation(operator(context.setOperator(i)), left, intersection(context.queryTerm(i)));
        }
        Query read = query(List.of(), left, context.orderClause());
        depth.leave(levels);
        return read;
    }

    /** @param levels how deep the tables may build on themselves, 0 without a limit */
    List<Query.CommonTable> with(TsqlGrammar.@Nullable WithClauseContext context, int levels) {
        return context == null
                ? List.of()
                : context.commonTable().stream()
                        .map(table -> new Query.CommonTable(
                                Names.of(table.identifier()),
                                Names.all(table.columnList()),
                                query(List.of(), body(table.queryExpression()), table.orderClause()),
                                levels))
                        .toList();
    }

    /** Items as of a select list. */
    List<Query.Item> items(List<TsqlGrammar.SelectItemContext> contexts) {
        return contexts.stream().map(items::visit).toList();
    }

    Query cursorQuery(TsqlGrammar.QueryContext context) {
        return query(List.of(), context);
    }

    /** {@code VALUES (...), (...)} as a query. */
    Query values(List<TsqlGrammar.ValueRowContext> rows) {
        List<List<Expression>> read = rows.stream()
                .map(row -> row.valueOrDefault().stream()
                        .map(expressions::valueOrDefault)
                        .toList())
                .toList();
        return new Query(List.of(), new Query.Values(read), List.of(), null, null);
    }

    List<Query.OrderItem> order(List<TsqlGrammar.OrderItemContext> contexts) {
        return contexts.stream()
                .map(item -> new Query.OrderItem(expressions.value(item.value()), item.DESC() != null))
                .toList();
    }

    private Query query(List<Query.CommonTable> with, Query.Body body, TsqlGrammar.@Nullable OrderClauseContext order) {
        if (order == null) {
            return new Query(with, body, List.of(), null, null);
        }
        TsqlGrammar.OffsetClauseContext offset = order.offsetClause();
        TsqlGrammar.FetchClauseContext fetch = offset == null ? null : offset.fetchClause();
        return new Query(
                with,
                body,
                order(order.orderItem()),
                offset == null ? null : expressions.value(offset.value()),
                fetch == null ? null : expressions.value(fetch.value()));
    }

    // ---------------------------------------------------------------- set operations

    private Query.Body body(TsqlGrammar.QueryExpressionContext context) {
        int levels = context.queryTerm().size();
        depth.enter(levels, context);
        Query.Body left = intersection(context.queryTerm(0));
        for (int i = 1; i < levels; i++) {
            left = new Query.SetOperation(
                    operator(context.setOperator(i - 1)), left, intersection(context.queryTerm(i)));
        }
        depth.leave(levels);
        return left;
    }

    private Query.Body intersection(TsqlGrammar.QueryTermContext context) {
        List<TsqlGrammar.QueryPrimaryContext> sides = context.queryPrimary();
        depth.enter(sides.size(), context);
        Query.Body read = intersection(primary(sides.get(0)), sides.subList(1, sides.size()));
        depth.leave(sides.size());
        return read;
    }

    private Query.Body intersection(TsqlGrammar.FirstTermContext context) {
        List<TsqlGrammar.QueryPrimaryContext> sides = context.queryPrimary();
        depth.enter(sides.size(), context);
        Query.Body read = intersection(select(context.selectSpecification()), sides);
        depth.leave(sides.size());
        return read;
    }

    private Query.Body intersection(Query.Body first, List<TsqlGrammar.QueryPrimaryContext> others) {
        Query.Body left = first;
        for (TsqlGrammar.QueryPrimaryContext other : others) {
            left = new Query.SetOperation(Query.SetOperation.Operator.INTERSECT, left, primary(other));
        }
        return left;
    }

    private Query.Body primary(TsqlGrammar.QueryPrimaryContext context) {
        if (context.selectSpecification() != null) {
            return select(context.selectSpecification());
        }
        Query.Body inner = body(context.queryExpression());
        // Without an order of its own the parentheses only group, and the tree has that already.
        return context.orderClause() == null ? inner : new Query.Nested(query(List.of(), inner, context.orderClause()));
    }

    private static Query.SetOperation.Operator operator(TsqlGrammar.SetOperatorContext context) {
        if (context.EXCEPT() != null) {
            return Query.SetOperation.Operator.EXCEPT;
        }
        return context.ALL() == null ? Query.SetOperation.Operator.UNION : Query.SetOperation.Operator.UNION_ALL;
    }

    // ---------------------------------------------------------------- SELECT

    private Query.Select select(TsqlGrammar.SelectSpecificationContext context) {
        GroupReader.Groups groups = new GroupReader(expressions).read(context.groupClause());
        return new Query.Select(
                context.DISTINCT() != null,
                expressions.topOrNull(context.topClause()),
                items(context.selectItem()),
                context.objectName() == null ? null : Names.object(context.objectName()),
                sources.fromOrNull(context.tableSources()),
                expressions.whereOrNull(context.whereClause()),
                groups.all(),
                groups.sets(),
                context.HAVING() == null ? null : expressions.condition(context.condition()),
                context.getStart().getLine());
    }

    /** Items of the select list. */
    private final class ItemReader extends TsqlGrammarBaseVisitor<Query.Item> {
        @Override
        public Query.Item visitAllColumns(TsqlGrammar.AllColumnsContext context) {
            return new Query.Star(null);
        }

        @Override
        public Query.Item visitColumnsOfTable(TsqlGrammar.ColumnsOfTableContext context) {
            return new Query.Star(Names.object(context.qualifiedName()));
        }

        @Override
        public Query.Item visitAssignmentItem(TsqlGrammar.AssignmentItemContext context) {
            String variable = context.VARIABLE().getText();
            return new Query.Assignment(
                    variable,
                    expressions.assigned(
                            new Expression.Variable(variable),
                            context.assignOperator(),
                            expressions.value(context.value())));
        }

        @Override
        public Query.Item visitNamedItem(TsqlGrammar.NamedItemContext context) {
            return new Query.Output(expressions.value(context.value()), alias(context.alias()));
        }

        @Override
        public Query.Item visitValueItem(TsqlGrammar.ValueItemContext context) {
            return new Query.Output(
                    expressions.value(context.value()), context.alias() == null ? null : alias(context.alias()));
        }
    }

    /** A name that may also be written as a string. */
    static String alias(TsqlGrammar.AliasContext context) {
        return context.STRING() == null ? Names.of(context) : Literals.text(context.STRING());
    }
}
