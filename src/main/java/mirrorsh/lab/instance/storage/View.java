package mirrorsh.lab.instance.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a catalog view, each with where its value comes from.
 *
 * @param <T> what a row is made of
 */
final class View<T> {
    static final SqlType DESCRIPTION = SqlType.nvarchar(60);
    static final SqlType SIZE = SqlType.numeric(20, 0);

    private final List<Column> columns = new ArrayList<>();
    private final List<Cell<T>> cells = new ArrayList<>();

    /** A value of a row. */
    interface Cell<T> {
        @Nullable
        Object of(T row);
    }

    View<T> column(String name, SqlType type, Cell<T> cell) {
        columns.add(Column.of(name, type));
        cells.add(cell);
        return this;
    }

    /** A column that is never NULL. */
    View<T> required(String name, SqlType type, Cell<T> cell) {
        columns.add(Column.notNull(name, type));
        cells.add(cell);
        return this;
    }

    /** Several bit columns that are 0 in the lab. */
    View<T> zeroBits(String... names) {
        for (String name : names) {
            column(name, SqlType.BIT, row -> false);
        }
        return this;
    }

    /** Several columns of one type that are NULL in the lab. */
    View<T> nulls(SqlType type, String... names) {
        for (String name : names) {
            column(name, type, row -> null);
        }
        return this;
    }

    /** Columns that only some versions have. */
    View<T> when(boolean present, Consumer<View<T>> more) {
        if (present) {
            more.accept(this);
        }
        return this;
    }

    Relation over(List<T> rows) {
        return new Rows(List.copyOf(columns), values(rows));
    }

    /** Sends a result set. */
    void send(ResponseSink sink, List<T> rows) {
        sink.columns(List.copyOf(columns));
        values(rows).forEach(sink::row);
    }

    private List<@Nullable Object[]> values(List<T> rows) {
        List<@Nullable Object[]> values = new ArrayList<>();
        for (T row : rows) {
            @Nullable Object[] line = new @Nullable Object[cells.size()];
            for (int i = 0; i < line.length; i++) {
                line[i] = cells.get(i).of(row);
            }
            values.add(line);
        }
        return values;
    }

    private record Rows(List<Column> columns, List<@Nullable Object[]> rows) implements Relation {}
}
