package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mirrorsh.lab.sql.expression.Condition;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.RowConsumer;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.sql.expression.SortKeys;
import org.jspecify.annotations.Nullable;

/** Executes one SELECT. */
final class SelectRows implements RowSource {
    private final Plan plan;
    private final SortKeys order;
    private final Limit limit;
    private final Tables tables;
    private final List<Field> fields;

    SelectRows(Plan plan, SortKeys order, Limit limit, Tables tables) {
        this.plan = plan;
        this.order = order;
        this.limit = limit;
        this.tables = tables;
        this.fields = plan.items().stream().map(SelectItem::field).toList();
    }

    /**
     * All parts but the order.
     *
     * @param width of a row with its aggregates and windows
     */
    record Plan(
            FromSource from,
            Conjuncts where,
            @Nullable Grouping grouping,
            Condition having,
            List<WindowFunction> windows,
            int width,
            List<SelectItem> items,
            boolean distinct) {}

    @Override
    public List<Field> fields() {
        return fields;
    }

    @Override
    public boolean each(@Nullable Row outer, RowConsumer consumer) {
        Limit.Slice slice = limit.slice();
        return order.isEmpty() && slice.percent() < 0 ? stream(outer, slice, consumer) : sorted(outer, slice, consumer);
    }

    private boolean stream(@Nullable Row outer, Limit.Slice slice, RowConsumer consumer) {
        if (slice.count() == 0) {
            return true;
        }
        Set<Object> seen = new HashSet<>();
        long[] counted = {0};
        boolean[] stopped = {false};
        rows(outer, row -> {
            @Nullable Object[] output = output(row);
            if (plan.distinct() && !seen.add(RowKeys.of(output, fields))) {
                return true;
            }
            if (++counted[0] <= slice.skip()) {
                return true;
            }
            stopped[0] = !consumer.accept(output);
            return !stopped[0] && (slice.count() < 0 || counted[0] - slice.skip() < slice.count());
        });
        return !stopped[0];
    }

    private boolean sorted(@Nullable Row outer, Limit.Slice slice, RowConsumer consumer) {
        SortBuffer buffer = new SortBuffer(order);
        Set<Object> seen = new HashSet<>();
        rows(outer, row -> {
            if (!plan.distinct()) {
                buffer.add(row, null);
                return true;
            }
            @Nullable Object[] output = output(row);
            if (seen.add(RowKeys.of(output, fields))) {
                buffer.add(row, output);
            }
            return true;
        });
        // computed only now, so that an assignment sees the rows in their order
        return buffer.emit(slice, entry -> {
            @Nullable Object[] output = entry.output();
            return consumer.accept(output == null ? output(entry.row()) : output);
        });
    }

    private @Nullable Object[] output(Row row) {
        @Nullable Object[] output = new Object[plan.items().size()];
        for (int i = 0; i < output.length; i++) {
            output[i] = plan.items().get(i).value().value(row);
        }
        return output;
    }

    /** Takes one row after WHERE, GROUP BY, HAVING and windows. */
    @FunctionalInterface
    private interface Stage {
        boolean accept(Row row);
    }

    private void rows(@Nullable Row outer, Stage next) {
        if (plan.grouping() == null && plan.windows().isEmpty()) {
            filtered(outer, next);
            return;
        }
        List<@Nullable Object[]> rows = plan.grouping() == null ? widened(outer) : groups(plan.grouping(), outer);
        for (WindowFunction window : plan.windows()) {
            window.fill(rows, outer);
        }
        for (@Nullable Object[] values : rows) {
            if (!next.accept(new Row(values, outer))) {
                return;
            }
        }
    }

    private void filtered(@Nullable Row outer, Stage next) {
        plan.from().rows().each(outer, plan.where().sieve(outer), values -> {
            tables.checkCancelled();
            Row row = new Row(values, outer);
            return !plan.where().holds(row) || next.accept(row);
        });
    }

    private List<@Nullable Object[]> widened(@Nullable Row outer) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        filtered(outer, row -> {
            rows.add(Arrays.copyOf(row.values(), plan.width()));
            return true;
        });
        return rows;
    }

    private List<@Nullable Object[]> groups(Grouping grouping, @Nullable Row outer) {
        List<GroupRows> sets = grouping.rows();
        filtered(outer, row -> {
            sets.forEach(set -> set.add(row));
            return true;
        });
        List<@Nullable Object[]> rows = new ArrayList<>();
        sets.forEach(set -> rows.addAll(set.rows(plan.width())));
        rows.removeIf(values -> !plan.having().holds(new Row(values, outer)));
        return rows;
    }
}
