package mirrorsh.lab.sql.parse;

import java.util.List;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** SELECT, INSERT, UPDATE and DELETE. */
final class DataReader {
    private final ExpressionReader expressions;
    private final QueryReader queries;
    private final SessionReader sessions;

    DataReader(ExpressionReader expressions) {
        this.expressions = expressions;
        this.queries = expressions.queries();
        this.sessions = new SessionReader(expressions);
    }

    Statement read(TsqlGrammar.DataStatementContext context) {
        List<Query.CommonTable> with = queries.with(context.withClause(), Recursion.levels(context));
        if (context.query() != null) {
            return new Statement.Select(
                    queries.query(with, context.query()), context.getStart().getLine());
        }
        if (context.insertStatement() != null) {
            return insert(with, context.insertStatement());
        }
        if (!with.isEmpty()) {
            throw Refusal.notImitated(context, "WITH before UPDATE or DELETE");
        }
        return context.updateStatement() == null
                ? delete(context.deleteStatement())
                : update(context.updateStatement());
    }

    // ---------------------------------------------------------------- INSERT

    private Statement.Insert insert(List<Query.CommonTable> with, TsqlGrammar.InsertStatementContext context) {
        Query query = null;
        Statement.Execute execute = null;
        if (context.insertSource() instanceof TsqlGrammar.InsertValuesContext source) {
            query = queries.values(source.valueRow());
        } else if (context.insertSource() instanceof TsqlGrammar.InsertQueryContext source) {
            query = queries.query(with, source.query());
        } else if (context.insertSource() instanceof TsqlGrammar.InsertExecuteContext source) {
            execute = execute(sessions.visit(source.executeStatement()));
        }
        return new Statement.Insert(
                Names.target(context.target()),
                Names.all(context.columnList()),
                output(context.outputClause()),
                query,
                execute,
                context.getStart().getLine());
    }

    /** {@code INSERT ... EXEC ('text')} is the call of the procedure that executes text. */
    private static Statement.Execute execute(Statement statement) {
        if (statement instanceof Statement.Execute call) {
            return call;
        }
        Statement.ExecuteText text = (Statement.ExecuteText) statement;
        Expression unicode = new Expression.Convert(text.text(), SqlType.nvarchar(SqlType.MAX), null, false);
        return new Statement.Execute(
                null,
                ObjectName.of("sp_executesql"),
                List.of(new Statement.Argument(null, unicode, false)),
                text.line());
    }

    private Statement.@Nullable OutputClause output(TsqlGrammar.@Nullable OutputClauseContext context) {
        if (context == null) {
            return null;
        }
        return new Statement.OutputClause(
                queries.items(context.selectItem()),
                context.target() == null ? null : Names.target(context.target()),
                Names.all(context.columnList()));
    }

    // ---------------------------------------------------------------- UPDATE and DELETE

    private Statement.Update update(TsqlGrammar.UpdateStatementContext context) {
        return new Statement.Update(
                Names.target(context.target()),
                context.assignment().stream().map(this::assignment).toList(),
                output(context.outputClause()),
                queries.sources().fromOrNull(context.tableSources()),
                expressions.whereOrNull(context.whereClause()),
                expressions.topOrNull(context.topClause()),
                context.getStart().getLine());
    }

    private Statement.Update.Set assignment(TsqlGrammar.AssignmentContext context) {
        if (context.objectName() == null) {
            throw Refusal.notImitated(context, "setting a variable in UPDATE");
        }
        ObjectName column = Names.object(context.objectName());
        Expression target =
                new Expression.ColumnReference(column, context.getStart().getLine());
        return new Statement.Update.Set(
                column.name(),
                expressions.assigned(
                        target, context.assignOperator(), expressions.valueOrDefault(context.valueOrDefault())));
    }

    private Statement.Delete delete(TsqlGrammar.DeleteStatementContext context) {
        return new Statement.Delete(
                Names.target(context.target()),
                output(context.outputClause()),
                queries.sources().fromOrNull(context.tableSources()),
                expressions.whereOrNull(context.whereClause()),
                expressions.topOrNull(context.topClause()),
                context.getStart().getLine());
    }
}
