package mirrorsh.lab.instance.storage;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.instance.storage.TableContent.Row;
import org.jspecify.annotations.Nullable;

/** A table's content in the middle of a change. Used by one thread, then frozen. */
final class TableEdit {
    private final TableDefinition definition;
    private final List<Row> rows;
    private long nextRow;
    private long lastIdentity;

    TableEdit(TableContent before) {
        this.definition = before.definition();
        this.rows = new ArrayList<>(before.rows());
        this.nextRow = before.nextRow();
        this.lastIdentity = before.lastIdentity();
    }

    List<Row> rows() {
        return rows;
    }

    long nextRow() {
        return nextRow;
    }

    void insert(long id, @Nullable Object[] values) {
        rows.add(new Row(id, values));
        nextRow = Math.max(nextRow, id + 1);
        noteIdentity(values);
    }

    void replace(int position, @Nullable Object[] values) {
        rows.set(position, new Row(rows.get(position).id(), values));
        noteIdentity(values);
    }

    /** Puts other rows in place of all; ids must ascend. */
    void keep(List<Row> kept) {
        rows.clear();
        rows.addAll(kept);
        kept.forEach(row -> noteIdentity(row.values()));
    }

    /** Position of a row by its id. */
    int position(long id) {
        int low = 0;
        int high = rows.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = rows.get(middle).id();
            if (found == id) {
                return middle;
            }
            if (found < id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        throw new IllegalStateException("Row " + id + " of table " + definition.name() + " is in no place.");
    }

    TableContent freeze() {
        return new TableContent(definition, rows, nextRow, lastIdentity);
    }

    private void noteIdentity(@Nullable Object[] values) {
        int column = definition.identity();
        if (column >= 0 && values[column] instanceof Number number) {
            lastIdentity = Math.max(lastIdentity, number.longValue());
        }
    }
}
