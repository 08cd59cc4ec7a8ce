package mirrorsh.lab.sql.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled query. */
public interface RowSource {
    /** Its columns, in order. */
    List<Field> fields();

    /**
     * Hands over its rows.
     *
     * @param outer the row of the query around, null at the outermost
     * @return false if the consumer stopped early
     */
    boolean each(@Nullable Row outer, RowConsumer consumer);

    /** All rows at once. */
    default List<@Nullable Object[]> all(@Nullable Row outer) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        each(outer, row -> {
            rows.add(row);
            return true;
        });
        return rows;
    }
}
