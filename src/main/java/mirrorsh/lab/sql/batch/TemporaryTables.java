package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** The tables {@code #t} of a session. A table made inside a text of its own goes with that text. */
final class TemporaryTables {
    private static final int FIRST_ID = -1_000_000;

    private final Undo undo;
    private final Map<String, Entry> tables = new HashMap<>();
    private int lastId = FIRST_ID;

    TemporaryTables(Undo undo) {
        this.undo = undo;
    }

    private record Entry(MemoryTable table, int level, int id) {}

    /** Whether a name means a temporary table; 49999 for the global ones. */
    static boolean isTemporary(ObjectName name) {
        if (name.name().startsWith("##")) {
            throw SqlFailure.of(49999, "global temporary tables");
        }
        return name.name().startsWith("#");
    }

    @Nullable
    MemoryTable find(ObjectName name) {
        Entry entry = tables.get(key(name));
        return entry == null ? null : entry.table();
    }

    /** What OBJECT_ID answers, null if there is none. */
    @Nullable
    Integer id(ObjectName name) {
        Entry entry = tables.get(key(name));
        return entry == null ? null : entry.id();
    }

    MemoryTable create(ObjectName name, List<ColumnDefinition> columns, int level) {
        String key = key(name);
        if (tables.containsKey(key)) {
            throw SqlFailure.of(2714, name.name());
        }
        MemoryTable.requireDistinct(columns, name.name());
        MemoryTable table = new MemoryTable(name.name(), columns, undo);
        tables.put(key, new Entry(table, level, --lastId));
        undo.add(() -> tables.remove(key));
        return table;
    }

    /** Drops one; false if there is none. */
    boolean drop(ObjectName name) {
        String key = key(name);
        Entry entry = tables.remove(key);
        if (entry == null) {
            return false;
        }
        undo.add(() -> tables.put(key, entry));
        return true;
    }

    /** Drops those made in texts of this level or deeper. */
    void dropFrom(int level) {
        for (Map.Entry<String, Entry> entry : new ArrayList<>(tables.entrySet())) {
            if (entry.getValue().level() >= level) {
                tables.remove(entry.getKey());
            }
        }
    }

    private static String key(ObjectName name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
