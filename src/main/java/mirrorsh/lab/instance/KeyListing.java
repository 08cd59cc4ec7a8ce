package mirrorsh.lab.instance;

import java.util.Optional;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.Statement.KeyColumn;
import mirrorsh.lab.sql.ast.Statement.PrimaryKey;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/** What sp_pkeys, sp_fkeys and sp_statistics answer. The lab's tables have no keys and indexes but primary keys. */
final class KeyListing {
    private static final int TABLE = 0;
    private static final int CLUSTERED = 1;
    private static final int OTHER = 3;

    private final CatalogObjects objects;

    KeyListing(CatalogObjects objects) {
        this.objects = objects;
    }

    private Optional<CatalogItem> item(ProcedureArguments given) {
        return objects.exactly(
                given.neededText(CatalogProcedures.NAME),
                given.text(CatalogProcedures.OWNER).orElse(null));
    }

    private @Nullable PrimaryKey key(CatalogItem item) {
        return objects.table(item).map(Table::primaryKey).orElse(null);
    }

    void sendKeys(ProcedureArguments given, ResponseSink sink) {
        ViewRows rows = new ViewRows()
                .column("TABLE_QUALIFIER", SqlType.SYSNAME)
                .column("TABLE_OWNER", SqlType.SYSNAME)
                .column("TABLE_NAME", SqlType.SYSNAME)
                .column("COLUMN_NAME", SqlType.SYSNAME)
                .key("KEY_SEQ", SqlType.SMALLINT)
                .column("PK_NAME", SqlType.SYSNAME);
        item(given).ifPresent(item -> {
            PrimaryKey key = key(item);
            int place = 0;
            if (key != null) {
                for (KeyColumn column : key.columns()) {
                    rows.row(objects.database(), item.schema(), item.name(), column.name(), ++place, key.name());
                }
            }
        });
        rows.sendTo(sink);
    }

    /** Always none: the lab refuses to make a foreign key. */
    static void sendForeignKeys(ProcedureArguments given, ResponseSink sink) {
        if (given.text("@pktable_name").isEmpty() && given.text("@fktable_name").isEmpty()) {
            throw SqlFailure.of(15252);
        }
        ViewRows rows = new ViewRows();
        for (String side : new String[] {"PK", "FK"}) {
            rows.column(side + "TABLE_QUALIFIER", SqlType.SYSNAME)
                    .column(side + "TABLE_OWNER", SqlType.SYSNAME)
                    .column(side + "TABLE_NAME", SqlType.SYSNAME)
                    .column(side + "COLUMN_NAME", SqlType.SYSNAME);
        }
        rows.column("KEY_SEQ", SqlType.SMALLINT)
                .column("UPDATE_RULE", SqlType.SMALLINT)
                .column("DELETE_RULE", SqlType.SMALLINT)
                .column("FK_NAME", SqlType.SYSNAME)
                .column("PK_NAME", SqlType.SYSNAME)
                .column("DEFERRABILITY", SqlType.SMALLINT)
                .sendTo(sink);
    }

    /** A row for the table, then one for each column of an index that was asked for. Pages are not imitated and NULL. */
    void sendStatistics(ProcedureArguments given, ResponseSink sink) {
        ViewRows rows = new ViewRows()
                .column("TABLE_QUALIFIER", SqlType.SYSNAME)
                .column("TABLE_OWNER", SqlType.SYSNAME)
                .key("TABLE_NAME", SqlType.SYSNAME)
                .column("NON_UNIQUE", SqlType.SMALLINT)
                .column("INDEX_QUALIFIER", SqlType.SYSNAME)
                .column("INDEX_NAME", SqlType.SYSNAME)
                .key("TYPE", SqlType.SMALLINT)
                .column("SEQ_IN_INDEX", SqlType.SMALLINT)
                .column("COLUMN_NAME", SqlType.SYSNAME)
                .column("COLLATION", SqlType.character(Kind.CHAR, 1))
                .column("CARDINALITY", SqlType.INT)
                .column("PAGES", SqlType.INT)
                .column("FILTER_CONDITION", SqlType.varchar(128));
        item(given)
                .flatMap(item -> objects.table(item).map(table -> new Listed(item, table)))
                .ifPresent(listed -> {
                    add(rows, listed, given.text("@index_name").orElse(null));
                });
        rows.sendTo(sink);
    }

    private record Listed(CatalogItem item, Table table) {}

    private void add(ViewRows rows, Listed listed, @Nullable String pattern) {
        CatalogItem item = listed.item();
        String database = objects.database();
        int count = listed.table().rows().size();
        rows.row(database, item.schema(), item.name(), null, null, null, TABLE, null, null, null, count, null, null);
        PrimaryKey key = listed.table().primaryKey();
        if (key == null || pattern == null || !CatalogObjects.isLike(String.valueOf(key.name()), pattern)) {
            return; // asked for no index by name, the procedure tells of the table only
        }
        int place = 0;
        for (KeyColumn column : key.columns()) {
            rows.row(
                    database,
                    item.schema(),
                    item.name(),
                    0,
                    item.name(),
                    key.name(),
                    key.clustered() ? CLUSTERED : OTHER,
                    ++place,
                    column.name(),
                    column.descending() ? "D" : "A",
                    key.clustered() ? count : null,
                    null,
                    null);
        }
    }
}
