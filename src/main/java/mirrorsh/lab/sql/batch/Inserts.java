package mirrorsh.lab.sql.batch;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** INSERT: of values, of a query, of what a procedure returns, of nothing but defaults. */
final class Inserts {
    private final Session session;
    private final Calls calls;
    private boolean executing;

    Inserts(Session session, Calls calls) {
        this.session = session;
        this.calls = calls;
    }

    Effect execute(Statement.Insert insert, Request request) {
        InsertTarget target = session.compiled(() -> InsertTarget.of(insert, session));
        Statement.OutputClause clause = insert.output();
        OutputRows output = clause == null
                ? null
                : session.compiled(() -> OutputRows.of(clause, target.table(), true, false, session));
        List<Table.Change> changes = new ArrayList<>();
        Query query = insert.query();
        if (insert.execute() != null) {
            execute(insert.execute(), target, changes, request);
        } else if (query == null) {
            changes.add(target.row(List.of(), List.of()));
        } else if (query.body() instanceof Query.Values values && hasDefaults(values)) {
            for (List<Expression> row : values.rows()) {
                changes.add(written(row, target));
            }
        } else {
            select(query, target, changes);
        }
        target.table().apply(changes);
        if (output != null) {
            output.write(changes, request.sink());
        }
        BigDecimal identity = target.lastIdentity();
        if (identity != null) {
            session.identity(identity);
        }
        return Effect.rows(changes.size());
    }

    private static boolean hasDefaults(Query.Values values) {
        return values.rows().stream()
                .flatMap(List::stream)
                .anyMatch(expression -> expression instanceof Expression.Keyword);
    }

    /** Rows with the word DEFAULT among their values are read one by one. */
    private Table.Change written(List<Expression> row, InsertTarget target) {
        target.requireValues(row.size());
        List<@Nullable RowSource> sources = new ArrayList<>();
        for (Expression expression : row) {
            Query.Values one = new Query.Values(List.of(List.of(expression)));
            Query query = new Query(List.of(), one, List.of(), null, null);
            boolean isDefault = expression instanceof Expression.Keyword;
            sources.add(
                    isDefault ? null : session.compiled(() -> session.compiler().compile(query)));
        }
        return target.rowWithDefaults(sources);
    }

    private void select(Query query, InsertTarget target, List<Table.Change> changes) {
        RowSource rows = session.compiled(() -> {
            RowSource source = session.compiler().compile(query);
            if (query.body() instanceof Query.Values) {
                target.requireValues(source.fields().size());
            } else {
                target.requireSelected(source.fields().size());
            }
            target.requireImplicit(source.fields());
            return source;
        });
        List<SqlType> types = rows.fields().stream().map(Field::type).toList();
        long limit = session.options().rowCount();
        rows.each(null, row -> {
            changes.add(target.row(java.util.Arrays.asList(row), types));
            return limit == 0 || changes.size() < limit;
        });
    }

    private void execute(Statement.Execute call, InsertTarget target, List<Table.Change> changes, Request request) {
        if (executing) {
            throw SqlFailure.of(8164);
        }
        executing = true;
        try {
            CollectingSink sink = new CollectingSink(request.sink(), target.width());
            calls.execute(call, request.answeringTo(sink));
            for (CollectingSink.Result result : sink.results()) {
                List<SqlType> types =
                        result.columns().stream().map(column -> column.type()).toList();
                for (@Nullable Object[] row : result.rows()) {
                    changes.add(target.row(java.util.Arrays.asList(row), types));
                }
            }
        } finally {
            executing = false;
        }
    }
}
