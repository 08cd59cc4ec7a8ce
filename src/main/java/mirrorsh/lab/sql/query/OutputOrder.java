package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.RowConsumer;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.expression.Scope;
import mirrorsh.lab.sql.expression.SortKeys;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** ORDER BY over a set operation: by names and places of its columns only. */
final class OutputOrder implements RowSource {
    private final RowSource rows;
    private final SortKeys order;
    private final Limit limit;

    private OutputOrder(RowSource rows, SortKeys order, Limit limit) {
        this.rows = rows;
        this.order = order;
        this.limit = limit;
    }

    static OutputOrder of(RowSource rows, Query query, QueryCompiler compiler, @Nullable Scope outer) {
        List<Scalar> keys = new ArrayList<>();
        for (Query.OrderItem item : query.orderBy()) {
            int place = place(item.expression(), rows.fields());
            Field field = rows.fields().get(place);
            keys.add(OrderTerms.slot(field, place));
        }
        SortKeys order = new SortKeys(
                keys, query.orderBy().stream().map(Query.OrderItem::descending).toList());
        return new OutputOrder(rows, order, Limit.of(null, query, compiler));
    }

    private static int place(Expression expression, List<Field> fields) {
        if (expression instanceof Expression.Literal literal && literal.value() instanceof Integer number) {
            return OrderTerms.ordinal(number, fields.size());
        }
        if (expression instanceof Expression.ColumnReference reference
                && reference.name().parts().size() == 1) {
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).name().equalsIgnoreCase(reference.name().name())) {
                    return i;
                }
            }
            throw SqlFailure.of(207, reference.name().name());
        }
        throw SqlFailure.of(104);
    }

    @Override
    public List<Field> fields() {
        return rows.fields();
    }

    @Override
    public boolean each(@Nullable Row outer, RowConsumer consumer) {
        SortBuffer buffer = new SortBuffer(order);
        rows.each(outer, row -> {
            buffer.add(new Row(row, outer), row);
            return true;
        });
        return buffer.emit(limit.slice(), entry -> consumer.accept(row(entry)));
    }

    private static @Nullable Object[] row(SortBuffer.Entry entry) {
        return entry.row().values();
    }
}
