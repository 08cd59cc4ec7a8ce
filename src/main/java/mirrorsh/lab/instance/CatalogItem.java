package mirrorsh.lab.instance;

import java.util.Locale;
import mirrorsh.lab.sql.ast.ObjectName;

/**
 * A table or view as sp_tables lists it.
 *
 * @param id its object_id, of a system view a number of the lab's own
 * @param table whether it is a table, a view otherwise
 */
record CatalogItem(String schema, String name, int id, boolean table) {
    ObjectName in(String database) {
        return ObjectName.of(database, schema, name);
    }

    boolean isSystemView() {
        return !table;
    }

    boolean isTemporary() {
        return table && name.startsWith("#");
    }

    /** Whether it is one of the dynamic views, whose names are nvarchar and not sysname. */
    boolean isDynamic() {
        return name.toLowerCase(Locale.ROOT).startsWith("dm_");
    }
}
