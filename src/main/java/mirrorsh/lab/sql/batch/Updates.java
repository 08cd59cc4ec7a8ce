package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** UPDATE and DELETE. */
final class Updates {
    private final Session session;

    Updates(Session session) {
        this.session = session;
    }

    /** A column and its new value. */
    private record Assignment(int place, Scalar value, ColumnFit fit) {}

    private @Nullable OutputRows output(Statement.@Nullable OutputClause clause, ChangedRows rows, boolean after) {
        return clause == null ? null : OutputRows.of(clause, rows.table(), after, true, session);
    }

    private static Effect apply(
            List<Table.Change> changes, ChangedRows rows, @Nullable OutputRows output, Request request) {
        rows.table().apply(changes);
        if (output != null) {
            output.write(changes, request.sink());
        }
        return Effect.rows(changes.size());
    }

    Effect update(Statement.Update update, Request request) {
        List<Assignment> assignments = new ArrayList<>();
        ChangedRows rows = session.compiled(() -> {
            ChangedRows found = ChangedRows.of(update.table(), update.from(), update.where(), update.top(), session);
            assignments.addAll(assignments(update, found));
            return found;
        });
        OutputRows output = session.compiled(() -> java.util.Optional.ofNullable(output(update.output(), rows, true)))
                .orElse(null);
        List<Table.Change> changes = new ArrayList<>();
        rows.each((before, row) -> changes.add(new Table.Change.Update(before, changed(before, row, assignments))));
        return apply(changes, rows, output, request);
    }

    private static @Nullable Object[] changed(@Nullable Object[] before, Row row, List<Assignment> assignments) {
        @Nullable Object[] after = before.clone();
        for (Assignment assignment : assignments) {
            Object value = assignment
                    .fit()
                    .fit(assignment.value().value(row), assignment.value().type());
            assignment.fit().requireNullability(value, "UPDATE");
            after[assignment.place()] = value;
        }
        return after;
    }

    private List<Assignment> assignments(Statement.Update update, ChangedRows rows) {
        List<Assignment> assignments = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        List<ColumnDefinition> definition = rows.table().definition();
        for (Statement.Update.Set set : update.assignments()) {
            int place = InsertTarget.place(definition, set.column());
            ColumnDefinition column = definition.get(place);
            if (!seen.add(place)) {
                throw SqlFailure.of(264, column.name());
            }
            if (column.identity()) {
                throw SqlFailure.of(8102, column.name());
            }
            Scalar value = value(set.value(), column, rows);
            if (!value.isUntypedNull()) {
                Conversion.requireImplicit(value.type(), column.type());
            }
            assignments.add(
                    new Assignment(place, value, new ColumnFit(update.table().name(), column)));
        }
        return assignments;
    }

    private Scalar value(Expression written, ColumnDefinition column, ChangedRows rows) {
        if (!(written instanceof Expression.Keyword)) {
            return rows.compiler().compile(written);
        }
        Expression initial = column.defaultValue();
        return initial == null
                ? Scalar.constant(SqlType.INT, null)
                : session.compiler().expressions().compile(initial);
    }

    Effect delete(Statement.Delete delete, Request request) {
        ChangedRows rows = session.compiled(
                () -> ChangedRows.of(delete.table(), delete.from(), delete.where(), delete.top(), session));
        OutputRows output = session.compiled(() -> java.util.Optional.ofNullable(output(delete.output(), rows, false)))
                .orElse(null);
        List<Table.Change> changes = new ArrayList<>();
        rows.each((row, joined) -> changes.add(new Table.Change.Delete(row)));
        return apply(changes, rows, output, request);
    }
}
