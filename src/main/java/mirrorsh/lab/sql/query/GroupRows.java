package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.lab.sql.expression.Aggregates;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;
import org.jspecify.annotations.Nullable;

/** Collects rows into groups. */
final class GroupRows {
    private final List<Scalar> keys;
    private final List<Field> keyFields;
    private final List<Aggregates.Aggregate> aggregates;
    private final List<Integer> places;
    private final Map<Object, Group> groups = new LinkedHashMap<>();

    GroupRows(List<Scalar> keys, List<Field> keyFields, List<Aggregates.Aggregate> aggregates, List<Integer> places) {
        this.keys = keys;
        this.keyFields = keyFields;
        this.aggregates = aggregates;
        this.places = places;
    }

    private record Group(@Nullable Object[] first, List<Aggregates.Accumulator> accumulators) {}

    void add(Row row) {
        @Nullable Object[] values = new Object[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = keys.get(i).value(row);
        }
        Group group = groups.computeIfAbsent(RowKeys.of(values, keyFields), key -> start(row.values()));
        for (Aggregates.Accumulator accumulator : group.accumulators()) {
            accumulator.add(row);
        }
    }

    private Group start(@Nullable Object[] first) {
        List<Aggregates.Accumulator> accumulators = new ArrayList<>();
        for (Aggregates.Aggregate aggregate : aggregates) {
            accumulators.add(aggregate.start().get());
        }
        return new Group(first, accumulators);
    }

    /** One row a group; without GROUP BY there is always one, even of no rows. */
    List<@Nullable Object[]> rows(int width) {
        if (groups.isEmpty() && keys.isEmpty()) {
            groups.put(List.of(), start(new Object[0]));
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Group group : groups.values()) {
            @Nullable Object[] row = Arrays.copyOf(group.first(), width);
            for (int i = 0; i < places.size(); i++) {
                row[places.get(i)] = group.accumulators().get(i).result();
            }
            rows.add(row);
        }
        return rows;
    }
}
