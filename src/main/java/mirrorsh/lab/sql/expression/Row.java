package mirrorsh.lab.sql.expression;

import org.jspecify.annotations.Nullable;

/**
 * Values that column references are read from while an expression is computed.
 *
 * @param outer the row of the query around this one, null at the outermost
 */
public record Row(@Nullable Object[] values, @Nullable Row outer) {
    /** No columns at all. */
    public static final Row EMPTY = new Row(new Object[0], null);

    /** The value of a column, some queries further out. */
    @Nullable
    Object value(int depth, int index) {
        Row row = this;
        for (int i = 0; i < depth; i++) {
            Row next = row.outer;
            if (next == null) {
                throw new IllegalStateException("No row " + depth + " queries out");
            }
            row = next;
        }
        return row.values[index];
    }
}
