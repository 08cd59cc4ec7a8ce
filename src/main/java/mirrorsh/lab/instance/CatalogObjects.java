package mirrorsh.lab.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.sql.value.Collation;
import mirrorsh.lab.sql.value.LikePattern;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * The tables and views of one database as the catalog procedures list them: the tables of users, those of msdb, the system views that
 * the lab has.
 */
final class CatalogObjects {
    private final InstanceSession session;
    private final String database;

    CatalogObjects(InstanceSession session, String database) {
        this.session = session;
        this.database = database;
    }

    String database() {
        return database;
    }

    /** Whether a name is like a pattern; a pattern that was not given takes all. */
    static boolean isLike(String name, @Nullable String pattern) {
        return pattern == null
                || LikePattern.of(pattern, null, Collation.DEFAULT).matches(name, true);
    }

    List<CatalogItem> all() {
        List<CatalogItem> items = new ArrayList<>(userTables());
        if (database.equalsIgnoreCase("msdb")) {
            add(items, "dbo", SystemViews.MSDB, true);
        }
        items.addAll(systemViews());
        return items;
    }

    private List<CatalogItem> userTables() {
        List<CatalogItem> items = new ArrayList<>();
        for (@Nullable
        Object[] row :
                session.relation(ObjectName.of(database, "sys", "tables")).rows()) {
            items.add(new CatalogItem("dbo", String.valueOf(row[0]), (Integer) row[1], true));
        }
        return items;
    }

    static List<CatalogItem> systemViews() {
        List<CatalogItem> items = new ArrayList<>();
        add(items, "sys", SystemViews.SYS, false);
        add(items, "INFORMATION_SCHEMA", SystemViews.INFORMATION_SCHEMA, false);
        return items;
    }

    private static void add(List<CatalogItem> items, String schema, List<String> names, boolean table) {
        for (String name : names) {
            // a real server's system objects have negative ids, too
            items.add(new CatalogItem(
                    schema, name, -(name.toLowerCase(Locale.ROOT).hashCode() & 0x7fff_ffff), table));
        }
    }

    /** Those whose names are like the patterns. A plain name without a schema means the one in schema dbo if there is one. */
    List<CatalogItem> like(@Nullable String name, @Nullable String schema) {
        List<CatalogItem> found = all().stream()
                .filter(item -> isLike(item.name(), name) && isLike(item.schema(), schema))
                .toList();
        if (schema == null && name != null && !name.matches("(?s).*[%_\\[].*")) {
            List<CatalogItem> own =
                    found.stream().filter(item -> item.schema().equals("dbo")).toList();
            return own.isEmpty() ? found : own;
        }
        return found;
    }

    /** The table of exactly these names; without a schema, of dbo. */
    Optional<CatalogItem> exactly(String name, @Nullable String schema) {
        String wanted = schema == null ? "dbo" : schema;
        return all().stream()
                .filter(item ->
                        item.name().equalsIgnoreCase(name) && item.schema().equalsIgnoreCase(wanted))
                .findFirst();
    }

    /** The table itself; empty for a view, 49999 for a temporary table. */
    Optional<Table> table(CatalogItem item) {
        if (item.isTemporary()) {
            throw SqlFailure.of(49999, "keys and statistics of temporary tables");
        }
        return session.relation(item.in(database)) instanceof Table table ? Optional.of(table) : Optional.empty();
    }

    List<CatalogColumn> columns(CatalogItem item) {
        if (item.isTemporary()) {
            return session.temporaryTables().stream()
                    .filter(table -> table.name().equals(item.name()))
                    .flatMap(table -> declared(item, table.columns()).stream())
                    .toList();
        }
        Relation relation = session.shape(item.in(database));
        return relation instanceof Table table ? declared(item, table.definition()) : shown(item, relation.columns());
    }

    private static List<CatalogColumn> declared(CatalogItem item, List<ColumnDefinition> definitions) {
        List<CatalogColumn> columns = new ArrayList<>();
        for (ColumnDefinition column : definitions) {
            Expression initial = column.defaultValue();
            columns.add(new CatalogColumn(
                    item,
                    columns.size() + 1,
                    column.name(),
                    column.type(),
                    typeName(item, column.type()),
                    column.nullable() && !column.primaryKey(),
                    column.identity(),
                    initial == null ? null : DefaultText.of(initial)));
        }
        return columns;
    }

    private static List<CatalogColumn> shown(CatalogItem item, List<Column> shape) {
        List<CatalogColumn> columns = new ArrayList<>();
        for (Column column : shape) {
            String type = typeName(item, column.type());
            columns.add(new CatalogColumn(
                    item, columns.size() + 1, column.name(), column.type(), type, column.nullable(), false, null));
        }
        return columns;
    }

    /** The names in catalog views are sysname; the lab's types do not tell that from nvarchar(128). */
    private static String typeName(CatalogItem item, SqlType type) {
        return item.isSystemView() && !item.isDynamic() && type.equals(SqlType.SYSNAME)
                ? "sysname"
                : type.kind().name().toLowerCase(Locale.ROOT);
    }
}
