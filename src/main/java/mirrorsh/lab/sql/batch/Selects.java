package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** SELECT: to the client, into variables, or into a new table. */
final class Selects {
    private final Session session;

    Selects(Session session) {
        this.session = session;
    }

    Effect execute(Statement.Select statement, Request request) {
        Query query = statement.query();
        Query.Select body = query.body() instanceof Query.Select select ? select : null;
        RowSource rows = session.compiled(() -> session.compiler().compile(query));
        ObjectName into = body == null ? null : body.into();
        if (into != null) {
            return session.options().formatOnly() ? Effect.NONE : into(into, rows, statement);
        }
        boolean assigns = body != null && body.items().get(0) instanceof Query.Assignment;
        return assigns ? assign(rows) : send(rows, request.sink());
    }

    /** Computing a row assigns it. */
    private Effect assign(RowSource rows) {
        if (session.options().formatOnly()) {
            return Effect.NONE;
        }
        return Effect.rows(count(rows, row -> {}));
    }

    private interface Taker {
        void take(@Nullable Object[] row);
    }

    private long count(RowSource rows, Taker taker) {
        long limit = session.options().rowCount();
        long[] count = {0};
        rows.each(null, row -> {
            taker.take(row);
            count[0]++;
            return limit == 0 || count[0] < limit;
        });
        return count[0];
    }

    private Effect send(RowSource rows, ResponseSink sink) {
        List<Column> columns = rows.fields().stream().map(Field::column).toList();
        sink.columns(columns);
        if (session.options().formatOnly()) {
            return Effect.rows(0);
        }
        int textSize = session.options().textSize();
        return Effect.rows(count(rows, row -> sink.row(textSize < 0 ? row : cut(row, columns, textSize))));
    }

    /** SET TEXTSIZE cuts values of the (max) types. */
    private static @Nullable Object[] cut(@Nullable Object[] row, List<Column> columns, int bytes) {
        @Nullable Object[] cut = row.clone();
        for (int i = 0; i < cut.length; i++) {
            SqlType type = columns.get(i).type();
            if (type.length() != SqlType.MAX) {
                continue;
            }
            int longest = type.kind().isUnicode() ? bytes / 2 : bytes;
            if (cut[i] instanceof String text && text.length() > longest) {
                cut[i] = text.substring(0, longest);
            } else if (cut[i] instanceof byte[] value && value.length > longest) {
                cut[i] = Arrays.copyOf(value, longest);
            }
        }
        return cut;
    }

    private Effect into(ObjectName name, RowSource rows, Statement.Select statement) {
        session.transactions().requireWritable();
        List<ColumnDefinition> columns = session.compiled(() -> columns(rows, name));
        List<Table.Change> changes = new ArrayList<>();
        long count = count(rows, row -> changes.add(new Table.Change.Insert(row)));
        Table table = new TableStatements(session).create(new Statement.CreateTable(name, columns, statement.line()));
        table.apply(changes);
        session.transactions().autoCommit();
        return Effect.rows(count);
    }

    private static List<ColumnDefinition> columns(RowSource rows, ObjectName name) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (Field field : rows.fields()) {
            if (field.name().isEmpty()) {
                throw SqlFailure.of(1038);
            }
            columns.add(new ColumnDefinition(field.name(), field.type(), field.nullable(), false, false, null));
        }
        MemoryTable.requireDistinct(columns, name.name());
        return columns;
    }
}
