package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.SortKeys;
import org.jspecify.annotations.Nullable;

/** Rows held back until they can be sorted. */
final class SortBuffer {
    private final SortKeys order;
    private final List<Entry> entries = new ArrayList<>();

    SortBuffer(SortKeys order) {
        this.order = order;
    }

    /**
     * A row.
     *
     * @param output its select list where that is computed already
     */
    record Entry(
            Row row,
            @Nullable Object @Nullable [] output,
            @Nullable Object[] keys) {}

    void add(Row row, @Nullable Object @Nullable [] output) {
        entries.add(new Entry(row, output, order.of(row)));
    }

    /** Hands over the wanted slice in order; false if the consumer stopped early. */
    boolean emit(Limit.Slice slice, Predicate<Entry> consumer) {
        entries.sort((a, b) -> order.compare(a.keys(), b.keys()));
        long count = slice.countOf(entries.size());
        int from = (int) Math.min(slice.skip(), entries.size());
        int to = (int) Math.min(from + count, entries.size());
        while (slice.ties()
                && to > from
                && to < entries.size()
                && order.compare(entries.get(to - 1).keys(), entries.get(to).keys()) == 0) {
            to++;
        }
        for (Entry entry : entries.subList(from, to)) {
            if (!consumer.test(entry)) {
                return false;
            }
        }
        return true;
    }
}
