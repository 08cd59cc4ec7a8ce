package mirrorsh.lab.instance;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** A view made of rows that were collected for it. */
final class ViewRows implements Relation {
    private final List<Column> columns = new ArrayList<>();
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    ViewRows column(String name, SqlType type) {
        columns.add(Column.of(name, type));
        return this;
    }

    ViewRows key(String name, SqlType type) {
        columns.add(Column.notNull(name, type));
        return this;
    }

    ViewRows row(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(
                    "A row of " + values.length + " values does not fit " + columns.size() + " columns.");
        }
        rows.add(values);
        return this;
    }

    /** As the result of a procedure. */
    void sendTo(ResponseSink sink) {
        sink.columns(columns());
        rows.forEach(sink::row);
    }

    @Override
    public List<Column> columns() {
        return List.copyOf(columns);
    }

    @Override
    public List<@Nullable Object[]> rows() {
        return List.copyOf(rows);
    }
}
