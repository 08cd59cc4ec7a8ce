package mirrorsh.lab.sql.parse;

import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;
import org.jspecify.annotations.Nullable;

/** What FROM names. Hints are read and dropped: the lab has neither locks to choose nor an optimizer to advise. */
final class SourceReader extends TsqlGrammarBaseVisitor<Query.Source> {
    private final ExpressionReader expressions;
    private final QueryReader queries;
    private final Depth depth;

    SourceReader(ExpressionReader expressions, QueryReader queries, Depth depth) {
        this.expressions = expressions;
        this.queries = queries;
        this.depth = depth;
    }

    Query.@Nullable Source fromOrNull(TsqlGrammar.@Nullable TableSourcesContext context) {
        if (context == null) {
            return null;
        }
        int levels = context.tableSource().size();
        depth.enter(levels, context);
        Query.Source left = source(context.tableSource(0));
        for (int i = 1; i < levels; i++) {
            left = new Query.Join(Query.Join.Kind.CROSS, left, source(context.tableSource(i)), null);
        }
        depth.leave(levels);
        return left;
    }

    private Query.Source source(TsqlGrammar.TableSourceContext context) {
        int levels = context.joinPart().size();
        depth.enter(levels, context);
        Query.Source left = visit(context.tablePrimary());
        for (TsqlGrammar.JoinPartContext part : context.joinPart()) {
            left = part.accept(new JoinReader(left));
        }
        depth.leave(levels);
        return left;
    }

    /** What is joined to the sources before it. */
    private final class JoinReader extends TsqlGrammarBaseVisitor<Query.Source> {
        private final Query.Source left;

        JoinReader(Query.Source left) {
            this.left = left;
        }

        @Override
        public Query.Source visitConditionalJoin(TsqlGrammar.ConditionalJoinContext part) {
            Query.Source right = source(part.tableSource());
            return new Query.Join(kind(part.joinKind()), left, right, expressions.condition(part.condition()));
        }

        @Override
        public Query.Source visitCrossJoin(TsqlGrammar.CrossJoinContext part) {
            return new Query.Join(Query.Join.Kind.CROSS, left, SourceReader.this.visit(part.tablePrimary()), null);
        }

        @Override
        public Query.Source visitApplyJoin(TsqlGrammar.ApplyJoinContext part) {
            return new Query.Apply(part.OUTER() != null, left, SourceReader.this.visit(part.tablePrimary()));
        }
    }

    private static Query.Join.Kind kind(TsqlGrammar.@Nullable JoinKindContext context) {
        if (context == null || context.INNER() != null) {
            return Query.Join.Kind.INNER;
        }
        if (context.LEFT() != null) {
            return Query.Join.Kind.LEFT;
        }
        return context.RIGHT() != null ? Query.Join.Kind.RIGHT : Query.Join.Kind.FULL;
    }

    // ---------------------------------------------------------------- single sources

    @Override
    public Query.Source visitNamedTable(TsqlGrammar.NamedTableContext context) {
        return new Query.Named(
                Names.object(context.objectName()),
                Names.orNull(context.identifier()),
                context.getStart().getLine());
    }

    @Override
    public Query.Source visitVariableTable(TsqlGrammar.VariableTableContext context) {
        return new Query.Named(
                ObjectName.of(context.VARIABLE().getText()),
                Names.orNull(context.identifier()),
                context.getStart().getLine());
    }

    @Override
    public Query.Source visitFunctionTable(TsqlGrammar.FunctionTableContext context) {
        Expression.Call call = new PrimaryReader(expressions, queries)
                .tableCall(
                        Names.object(context.objectName()),
                        context.valueOrDefault(),
                        context.getStart().getLine());
        return new Query.FunctionTable(call, Names.orNull(context.identifier()), Names.all(context.columnList()));
    }

    @Override
    public Query.Source visitDerivedTable(TsqlGrammar.DerivedTableContext context) {
        return new Query.Derived(
                queries.subquery(context.subquery()), Names.of(context.identifier()), Names.all(context.columnList()));
    }

    @Override
    public Query.Source visitValuesTable(TsqlGrammar.ValuesTableContext context) {
        return new Query.Derived(
                queries.values(context.valueRow()), Names.of(context.identifier()), Names.all(context.columnList()));
    }

    @Override
    public Query.Source visitNestedTable(TsqlGrammar.NestedTableContext context) {
        return source(context.tableSource());
    }
}
