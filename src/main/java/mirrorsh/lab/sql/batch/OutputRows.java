package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.expression.Aggregates;
import mirrorsh.lab.sql.expression.ExpressionTree;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.RowConsumer;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.sql.query.QueryCompiler;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** What OUTPUT makes of the rows that a statement changes: a query over {@code inserted} and {@code deleted}, row by row. */
final class OutputRows {
    private final OneRow inserted;
    private final OneRow deleted;
    private final RowSource rows;
    private final @Nullable InsertTarget into;

    private OutputRows(OneRow inserted, OneRow deleted, RowSource rows, @Nullable InsertTarget into) {
        this.inserted = inserted;
        this.deleted = deleted;
        this.rows = rows;
        this.into = into;
    }

    /**
     * Compiles the clause.
     *
     * @param after whether the statement has {@code inserted} rows
     * @param before whether it has {@code deleted} rows
     */
    static OutputRows of(Statement.OutputClause clause, Table table, boolean after, boolean before, Session session) {
        List<Field> fields = table.columns().stream().map(Field::of).toList();
        OneRow inserted = new OneRow(fields);
        OneRow deleted = new OneRow(fields);
        QueryCompiler compiler =
                session.compiler().with("inserted", () -> inserted).with("deleted", () -> deleted);
        Query.Named one = new Query.Named(ObjectName.of("inserted"), null, session.line());
        Query.Named other = new Query.Named(ObjectName.of("deleted"), null, session.line());
        Query.Source from =
                after && before ? new Query.Join(Query.Join.Kind.CROSS, one, other, null) : after ? one : other;
        clause.items().forEach(OutputRows::requirePlain);
        Query.Select select = new Query.Select(
                false, null, clause.items(), null, from, null, List.of(), List.of(), null, session.line());
        RowSource rows = compiler.compile(new Query(List.of(), select, List.of(), null, null));
        InsertTarget into = null;
        if (clause.into() != null) {
            into = InsertTarget.of(
                    new Statement.Insert(clause.into(), clause.columns(), null, null, null, session.line()), session);
            into.requireSelected(rows.fields().size());
            into.requireImplicit(rows.fields());
        }
        return new OutputRows(inserted, deleted, rows, into);
    }

    private static void requirePlain(Query.Item item) {
        if (item instanceof Query.Assignment) {
            throw SqlFailure.of(102, "=");
        }
        boolean plain = !(item instanceof Query.Output output)
                || !ExpressionTree.contains(output.expression(), OutputRows::isOutOfPlace);
        if (!plain) {
            throw SqlFailure.of(158);
        }
    }

    private static boolean isOutOfPlace(Expression e) {
        return Aggregates.isAggregate(e)
                || e instanceof Expression.Subquery
                || e instanceof Expression.Call call && call.over() != null;
    }

    /** Writes the rows to their table, or sends them; after the changes were applied. */
    void write(List<Table.Change> changes, ResponseSink sink) {
        List<@Nullable Object[]> result = new ArrayList<>();
        for (Table.Change change : changes) {
            if (change instanceof Table.Change.Insert insert) {
                inserted.row = insert.row();
            } else if (change instanceof Table.Change.Update update) {
                inserted.row = update.after();
                deleted.row = update.before();
            } else if (change instanceof Table.Change.Delete delete) {
                deleted.row = delete.row();
            }
            rows.each(null, row -> result.add(row.clone()));
        }
        InsertTarget target = into;
        if (target == null) {
            sink.columns(rows.fields().stream().map(Field::column).toList());
            result.forEach(sink::row);
            return;
        }
        List<SqlType> types = rows.fields().stream().map(Field::type).toList();
        List<Table.Change> written = new ArrayList<>();
        for (@Nullable Object[] row : result) {
            written.add(target.row(java.util.Arrays.asList(row), types));
        }
        target.table().apply(written);
    }

    /** The rows of a table of which there is one at a time. */
    private static final class OneRow implements RowSource {
        private final List<Field> fields;
        private @Nullable Object[] row = new Object[0];

        OneRow(List<Field> fields) {
            this.fields = fields;
        }

        @Override
        public List<Field> fields() {
            return fields;
        }

        @Override
        public boolean each(@Nullable Row outer, RowConsumer consumer) {
            return consumer.accept(row);
        }
    }
}
