package mirrorsh.lab.instance.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.Sieve;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a catalog view, each with where its value comes from.
 *
 * @param <T> what a row is made of
 */
public final class View<T> {
    static final SqlType DESCRIPTION = SqlType.nvarchar(60);
    static final SqlType SIZE = SqlType.numeric(20, 0);

    private final List<Column> columns = new ArrayList<>();
    private final List<Cell<T>> cells = new ArrayList<>();

    /** Where a value of a row comes from. */
    public interface Cell<T> {
        @Nullable
        Object of(T row);
    }

    /** A column that may be NULL. */
    public View<T> column(String name, SqlType type, Cell<T> cell) {
        columns.add(Column.of(name, type));
        cells.add(cell);
        return this;
    }

    /** A column that is never NULL. */
    public View<T> required(String name, SqlType type, Cell<T> cell) {
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

    /** A view of these rows, whose values are looked up when they are asked for. */
    public Relation over(List<T> rows) {
        return new Rows<>(columns, cells, rows);
    }

    /** Sends a result set. */
    void send(ResponseSink sink, List<T> rows) {
        sink.columns(List.copyOf(columns));
        values(rows).forEach(sink::row);
    }

    private List<@Nullable Object[]> values(List<T> rows) {
        return over(rows).rows();
    }

    /** Used by one thread: for one statement. */
    private static final class Rows<T> implements Relation {
        private final List<Column> columns;
        private final List<Cell<T>> cells;
        private final List<T> rows;
        /** Those that were looked up, by their place. */
        private final Map<Integer, @Nullable Object[]> lines = new HashMap<>();

        Rows(List<Column> columns, List<Cell<T>> cells, List<T> rows) {
            this.columns = List.copyOf(columns);
            this.cells = List.copyOf(cells);
            this.rows = List.copyOf(rows);
        }

        @Override
        public List<Column> columns() {
            return columns;
        }

        @Override
        public List<@Nullable Object[]> rows() {
            return rows(Sieve.OPEN);
        }

        @Override
        public List<@Nullable Object[]> rows(Sieve sieve) {
            int[] asked = sieve.columns().stream().toArray();
            @Nullable Object[] some = new Object[cells.size()];
            List<@Nullable Object[]> all = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                for (int column : asked) {
                    some[column] = cells.get(column).of(rows.get(i));
                }
                if (sieve.lets(some)) {
                    all.add(lines.computeIfAbsent(i, place -> line(rows.get(place))));
                }
            }
            return all;
        }

        private @Nullable Object[] line(T row) {
            @Nullable Object[] line = new Object[cells.size()];
            for (int i = 0; i < line.length; i++) {
                line[i] = cells.get(i).of(row);
            }
            return line;
        }
    }
}
