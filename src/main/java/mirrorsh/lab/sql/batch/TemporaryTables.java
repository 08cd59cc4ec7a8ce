package mirrorsh.lab.sql.batch;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import mirrorsh.lab.sql.Engine;
import mirrorsh.lab.sql.TemporaryTable;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** The tables {@code #t} of a session. A table made inside a text of its own goes with that text. */
final class TemporaryTables {
    /** Leaves room for the numbers of what belongs to a table. */
    private static final int APART = 16;

    private final Undo undo;
    private final Engine engine;
    private final Map<String, Entry> tables = new LinkedHashMap<>();
    private int made;

    TemporaryTables(Undo undo, Engine engine) {
        this.undo = undo;
        this.engine = engine;
    }

    private record Entry(MemoryTable table, int level, TemporaryTable shown) {}

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
        return entry == null ? null : entry.shown().id();
    }

    /** 193 for a name that is too long, 2705, 2714. */
    MemoryTable create(Statement.CreateTable statement, int level) {
        String name = statement.name().name();
        String key = key(statement.name());
        if (name.length() > TemporaryTable.LONGEST_NAME) {
            throw SqlFailure.of(193, name, TemporaryTable.LONGEST_NAME);
        }
        if (tables.containsKey(key)) {
            throw SqlFailure.of(2714, name);
        }
        MemoryTable.requireDistinct(statement.columns(), name);
        MemoryTable table = new MemoryTable(name, statement.columns(), undo);
        int number = engine.temporaryNumber(++made);
        TemporaryTable shown = new TemporaryTable(
                -APART * number,
                TemporaryTable.shownName(name, number),
                statement.columns(),
                statement.key(),
                LocalDateTime.now(engine.clock()),
                () -> table.rows().size());
        tables.put(key, new Entry(table, level, shown));
        show();
        undo.add(() -> {
            tables.remove(key);
            show();
        });
        return table;
    }

    private void show() {
        engine.temporaryTables(tables.values().stream().map(Entry::shown).toList());
    }

    /** Drops one; false if there is none. */
    boolean drop(ObjectName name) {
        String key = key(name);
        Entry entry = tables.remove(key);
        if (entry == null) {
            return false;
        }
        show();
        undo.add(() -> {
            tables.put(key, entry);
            show();
        });
        return true;
    }

    /** Drops those made in texts of this level or deeper. */
    void dropFrom(int level) {
        if (tables.values().removeIf(entry -> entry.level() >= level)) {
            show();
        }
    }

    private static String key(ObjectName name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
