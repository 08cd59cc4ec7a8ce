package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.sql.value.Collation;
import mirrorsh.lab.sql.value.Ordering;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** A temporary table or a table variable. Used by one thread; others may count its rows. */
final class MemoryTable implements Table {
    private final String name;
    private final List<ColumnDefinition> definition;
    private final List<Column> columns;
    private final Undo undo;
    private volatile List<@Nullable Object[]> rows = List.of();
    private long identity;

    MemoryTable(String name, List<ColumnDefinition> definition, Undo undo) {
        this.name = name;
        this.definition = List.copyOf(definition);
        this.columns = definition.stream()
                .map(column -> new Column(column.name(), column.type(), column.nullable() && !column.primaryKey()))
                .toList();
        this.undo = undo;
    }

    /** Refuses two columns of one name: 2705. */
    static void requireDistinct(List<ColumnDefinition> columns, String table) {
        Set<String> names = new HashSet<>();
        for (ColumnDefinition column : columns) {
            if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
                throw SqlFailure.of(2705, column.name(), table);
            }
        }
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public List<ColumnDefinition> definition() {
        return definition;
    }

    @Override
    public List<@Nullable Object[]> rows() {
        return rows;
    }

    @Override
    public long nextIdentity() {
        return ++identity;
    }

    /** Begins to count anew, as TRUNCATE does. */
    void resetIdentity() {
        long before = identity;
        undo.add(() -> identity = before);
        identity = 0;
    }

    @Override
    public void apply(List<Change> changes) {
        List<@Nullable Object[]> next = new ArrayList<>(rows);
        for (Change change : changes) {
            if (change instanceof Change.Insert insert) {
                next.add(insert.row());
            } else if (change instanceof Change.Update update) {
                next.set(place(next, update.before()), update.after());
            } else if (change instanceof Change.Delete delete) {
                next.remove(place(next, delete.row()));
            }
        }
        requireKeys(next);
        List<@Nullable Object[]> before = rows;
        undo.add(() -> rows = before);
        rows = next;
    }

    private static int place(List<@Nullable Object[]> rows, @Nullable Object[] row) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) == row) {
                return i;
            }
        }
        throw new IllegalArgumentException("The row is not of this table");
    }

    private void requireKeys(List<@Nullable Object[]> all) {
        if (definition.stream().noneMatch(ColumnDefinition::primaryKey)) {
            return;
        }
        Set<Object> seen = new HashSet<>();
        for (@Nullable Object[] row : all) {
            List<Object> key = new ArrayList<>();
            List<String> shown = new ArrayList<>();
            for (int i = 0; i < row.length; i++) {
                if (definition.get(i).primaryKey()) {
                    key.add(Ordering.key(row[i], Collation.DEFAULT));
                    shown.add(String.valueOf(row[i]));
                }
            }
            if (!seen.add(key)) {
                throw SqlFailure.of(2627, "PK", name, String.join(", ", shown)).followedBy(3621);
            }
        }
    }
}
