package mirrorsh.lab.sql.expression;

import java.util.List;
import mirrorsh.lab.sql.value.Collation;
import mirrorsh.lab.sql.value.Ordering;
import org.jspecify.annotations.Nullable;

/**
 * What rows are sorted by.
 *
 * @param descending one for each key
 */
public record SortKeys(List<Scalar> keys, List<Boolean> descending) {
    public SortKeys {
        keys = List.copyOf(keys);
        descending = List.copyOf(descending);
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The key values of a row. */
    public @Nullable Object[] of(Row row) {
        @Nullable Object[] values = new Object[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = keys.get(i).value(row);
        }
        return values;
    }

    /** Order of two rows by their key values. */
    public int compare(@Nullable Object[] a, @Nullable Object[] b) {
        for (int i = 0; i < a.length; i++) {
            Collation collation = keys.get(i).collation();
            int order = Ordering.compareNullsFirst(a[i], b[i], collation == null ? Collation.DEFAULT : collation);
            if (order != 0) {
                return descending.get(i) ? -order : order;
            }
        }
        return 0;
    }
}
