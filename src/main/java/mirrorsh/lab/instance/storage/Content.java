package mirrorsh.lab.instance.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import mirrorsh.lab.instance.storage.LogChange.RowDeleted;
import mirrorsh.lab.instance.storage.LogChange.RowInserted;
import mirrorsh.lab.instance.storage.LogChange.RowUpdated;
import mirrorsh.lab.instance.storage.LogChange.TableCreated;
import mirrorsh.lab.instance.storage.LogChange.TableDropped;

/** The user tables of a database at one moment; immutable, so that a reader or a backup keeps its picture without a lock. */
final class Content {
    private static final int FIRST_OBJECT = 901_578_250;

    private final int nextObject;
    private final Map<Integer, TableContent> tables;

    private Content(int nextObject, Map<Integer, TableContent> tables) {
        this.nextObject = nextObject;
        this.tables = tables;
    }

    static Content empty() {
        return new Content(FIRST_OBJECT, Map.of());
    }

    /** The object_id of the next table. */
    int nextObject() {
        return nextObject;
    }

    Collection<TableContent> tables() {
        return tables.values();
    }

    Optional<TableContent> table(int id) {
        return Optional.ofNullable(tables.get(id));
    }

    Optional<TableContent> table(String name) {
        return tables.values().stream()
                .filter(table -> table.definition().name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** With a table in place of its former content. */
    Content with(TableContent table) {
        Map<Integer, TableContent> changed = new TreeMap<>(tables);
        int id = table.definition().id();
        changed.put(id, table);
        // object ids of real tables leap as well; a fixed leap keeps copies of a database equal
        return new Content(id == nextObject ? nextObject + 16 : nextObject, changed);
    }

    Content without(int id) {
        Map<Integer, TableContent> changed = new TreeMap<>(tables);
        changed.remove(id);
        return new Content(nextObject, changed);
    }

    /** With the changes of one transaction, in order. */
    Content after(List<LogChange> changes) {
        Content result = this;
        Map<Integer, TableEdit> edits = new HashMap<>();
        for (LogChange change : changes) {
            if (change instanceof TableCreated created) {
                result = result.with(TableContent.empty(created.table()));
            } else if (change instanceof TableDropped dropped) {
                edits.remove(dropped.table());
                result = result.without(dropped.table());
            } else if (change instanceof RowInserted inserted) {
                result.edit(edits, inserted.table()).insert(inserted.row(), inserted.values());
            } else if (change instanceof RowUpdated updated) {
                TableEdit edit = result.edit(edits, updated.table());
                edit.replace(edit.position(updated.row()), updated.values());
            } else if (change instanceof RowDeleted deleted) {
                TableEdit edit = result.edit(edits, deleted.table());
                edit.rows().remove(edit.position(deleted.row()));
            }
        }
        for (TableEdit edit : edits.values()) {
            result = result.with(edit.freeze());
        }
        return result;
    }

    private TableEdit edit(Map<Integer, TableEdit> edits, int id) {
        return edits.computeIfAbsent(
                id,
                missing -> new TableEdit(table(missing)
                        .orElseThrow(() -> new IllegalStateException("Table " + missing + " is in no catalog."))));
    }

    /** Roughly how much room the rows take, in bytes. */
    long size() {
        return tables.values().stream()
                .mapToLong(table -> 64L
                        * table.rows().size()
                        * Math.max(1, table.definition().columns().size()))
                .sum();
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(nextObject);
        out.writeInt(tables.size());
        for (TableContent table : tables.values()) {
            table.write(out);
        }
    }

    static Content read(DataInput in) throws IOException {
        int nextObject = in.readInt();
        List<TableContent> read = new ArrayList<>();
        for (int n = ValueCodec.count(in); n > 0; n--) {
            read.add(TableContent.read(in));
        }
        Map<Integer, TableContent> tables = new TreeMap<>();
        read.forEach(table -> tables.put(table.definition().id(), table));
        return new Content(nextObject, tables);
    }
}
