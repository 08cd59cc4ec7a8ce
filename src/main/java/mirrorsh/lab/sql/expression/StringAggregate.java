package mirrorsh.lab.sql.expression;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** STRING_AGG, with or without WITHIN GROUP. */
final class StringAggregate implements Aggregates.Accumulator {
    private static final int LONGEST_BYTES = 8000;

    private final Scalar value;
    private final Scalar separator;
    private final SortKeys order;
    private final SqlType type;
    private final List<Item> items = new ArrayList<>();

    /** A text, its separator and its sort keys. */
    private record Item(
            String text, String separator, @Nullable Object[] keys) {}

    private StringAggregate(Scalar value, Scalar separator, SortKeys order, SqlType type) {
        this.value = value;
        this.separator = separator;
        this.order = order;
        this.type = type;
    }

    static Aggregates.Aggregate bind(Expression.Call call, Scalar value, ExpressionCompiler compiler) {
        Scalar text = value.type().kind().isCharacter()
                ? value
                : Arguments.text(value, 1, "string_agg").as(SqlType.nvarchar(4000));
        Scalar separator = Arguments.text(compiler.compile(call.arguments().get(1)), 2, "string_agg");
        List<Scalar> keys = new ArrayList<>();
        for (Query.OrderItem item : call.withinGroup()) {
            keys.add(compiler.compile(item.expression()));
        }
        SortKeys order = new SortKeys(
                keys,
                call.withinGroup().stream().map(Query.OrderItem::descending).toList());
        SqlType type = Arguments.longText(text);
        return new Aggregates.Aggregate(
                type, value.collation(), () -> new StringAggregate(text, separator, order, type));
    }

    @Override
    public void add(Row row) {
        Object text = value.value(row);
        if (text != null) {
            Object between = separator.value(row);
            items.add(new Item((String) text, between == null ? "" : (String) between, order.of(row)));
        }
    }

    @Override
    public @Nullable Object result() {
        if (items.isEmpty()) {
            return null;
        }
        items.sort((a, b) -> order.compare(a.keys(), b.keys()));
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            all.append(i == 0 ? "" : items.get(i).separator())
                    .append(items.get(i).text());
        }
        if (type.length() != SqlType.MAX && all.length() > type.length()) {
            throw SqlFailure.of(9829, LONGEST_BYTES);
        }
        return all.toString();
    }
}
