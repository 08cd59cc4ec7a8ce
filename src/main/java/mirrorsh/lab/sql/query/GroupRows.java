package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import mirrorsh.lab.sql.expression.Aggregates;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Row;
import org.jspecify.annotations.Nullable;

/** Collects rows into the groups of one set of keys. */
final class GroupRows {
    private final List<Grouping.Key> keys;
    private final List<Field> keyFields;
    private final List<Aggregates.Aggregate> aggregates;
    private final List<Integer> places;
    private final Consumer<@Nullable Object[]> mark;
    private final Map<Object, Group> groups = new LinkedHashMap<>();

    /**
     * @param places of the aggregates in a row
     * @param mark what is done last to the row of a group
     */
    GroupRows(
            List<Grouping.Key> keys,
            List<Aggregates.Aggregate> aggregates,
            List<Integer> places,
            Consumer<@Nullable Object[]> mark) {
        this.keys = keys;
        this.keyFields = keys.stream().map(Grouping.Key::field).toList();
        this.aggregates = aggregates;
        this.places = places;
        this.mark = mark;
    }

    private record Group(
            @Nullable Object[] first, @Nullable Object[] values, List<Aggregates.Accumulator> accumulators) {}

    void add(Row row) {
        @Nullable Object[] values = new Object[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = keys.get(i).value().value(row);
        }
        Group group = groups.computeIfAbsent(RowKeys.of(values, keyFields), key -> start(row.values(), values));
        for (Aggregates.Accumulator accumulator : group.accumulators()) {
            accumulator.add(row);
        }
    }

    private Group start(@Nullable Object[] first, @Nullable Object[] values) {
        List<Aggregates.Accumulator> accumulators = new ArrayList<>();
        for (Aggregates.Aggregate aggregate : aggregates) {
            accumulators.add(aggregate.start().get());
        }
        return new Group(first, values, accumulators);
    }

    /** One row a group; without keys there is always one, even of no rows. */
    List<@Nullable Object[]> rows(int width) {
        if (groups.isEmpty() && keys.isEmpty()) {
            groups.put(List.of(), start(new Object[0], new Object[0]));
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Group group : groups.values()) {
            @Nullable Object[] row = Arrays.copyOf(group.first(), width);
            for (int i = 0; i < keys.size(); i++) {
                if (keys.get(i).slot() >= 0) {
                    row[keys.get(i).slot()] = group.values()[i];
                }
            }
            for (int i = 0; i < places.size(); i++) {
                row[places.get(i)] = group.accumulators().get(i).result();
            }
            mark.accept(row);
            rows.add(row);
        }
        return rows;
    }
}
