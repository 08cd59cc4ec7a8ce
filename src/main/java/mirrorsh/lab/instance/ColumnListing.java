package mirrorsh.lab.instance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.Statement.KeyColumn;
import mirrorsh.lab.sql.ast.Statement.PrimaryKey;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** What sp_columns and sp_special_columns answer. */
final class ColumnListing {
    private static final SqlType REMARK = SqlType.varchar(254);

    private final CatalogObjects objects;
    private final OdbcView view;

    ColumnListing(CatalogObjects objects, OdbcView view) {
        this.objects = objects;
        this.view = view;
    }

    void send(ProcedureArguments given, ResponseSink sink) {
        String name = given.text("@column_name").orElse(null);
        ViewRows rows = shape();
        List<CatalogItem> items = objects
                .like(
                        given.neededText(CatalogProcedures.NAME),
                        given.text(CatalogProcedures.OWNER).orElse(null))
                .stream()
                .sorted(Comparator.comparing(CatalogItem::schema, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(CatalogItem::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
        for (CatalogItem item : items) {
            for (CatalogColumn column : objects.columns(item)) {
                if (CatalogObjects.isLike(column.name(), name)) {
                    rows.row(row(column).toArray());
                }
            }
        }
        rows.sendTo(sink);
    }

    private ViewRows shape() {
        ViewRows rows = new ViewRows()
                .column("TABLE_QUALIFIER", SqlType.SYSNAME)
                .column("TABLE_OWNER", SqlType.SYSNAME)
                .column("TABLE_NAME", SqlType.SYSNAME)
                .column("COLUMN_NAME", SqlType.SYSNAME)
                .key("DATA_TYPE", SqlType.SMALLINT)
                .column("TYPE_NAME", SqlType.SYSNAME)
                .column("PRECISION", SqlType.INT)
                .column("LENGTH", SqlType.INT)
                .column("SCALE", SqlType.SMALLINT)
                .column("RADIX", SqlType.SMALLINT)
                .column("NULLABLE", SqlType.SMALLINT)
                .column("REMARKS", REMARK)
                .column("COLUMN_DEF", SqlType.nvarchar(4000))
                .column("SQL_DATA_TYPE", SqlType.SMALLINT)
                .column("SQL_DATETIME_SUB", SqlType.SMALLINT)
                .column("CHAR_OCTET_LENGTH", SqlType.INT)
                .column("ORDINAL_POSITION", SqlType.INT)
                .column("IS_NULLABLE", REMARK);
        if (view.complete()) {
            rows.column("SS_IS_SPARSE", SqlType.SMALLINT)
                    .column("SS_IS_COLUMN_SET", SqlType.SMALLINT)
                    .column("SS_IS_COMPUTED", SqlType.SMALLINT)
                    .column("SS_IS_IDENTITY", SqlType.SMALLINT)
                    .column("SS_UDT_CATALOG_NAME", SqlType.SYSNAME)
                    .column("SS_UDT_SCHEMA_NAME", SqlType.SYSNAME)
                    .column("SS_UDT_ASSEMBLY_TYPE_NAME", SqlType.nvarchar(SqlType.MAX))
                    .column("SS_XML_SCHEMACOLLECTION_CATALOG_NAME", SqlType.SYSNAME)
                    .column("SS_XML_SCHEMACOLLECTION_SCHEMA_NAME", SqlType.SYSNAME)
                    .column("SS_XML_SCHEMACOLLECTION_NAME", SqlType.SYSNAME);
        }
        return rows.column("SS_DATA_TYPE", SqlType.TINYINT);
    }

    private List<@Nullable Object> row(CatalogColumn column) {
        OdbcColumn odbc = new OdbcColumn(column, view);
        List<@Nullable Object> row = new ArrayList<>();
        row.add(objects.database());
        row.add(column.item().schema());
        row.add(column.item().name());
        row.add(column.name());
        row.add(odbc.dataType());
        row.add(odbc.typeName());
        row.add(odbc.precision());
        row.add(odbc.length());
        row.add(odbc.scale());
        row.add(odbc.radix());
        row.add(column.nullable() ? 1 : 0);
        row.add(null);
        row.add(column.defaultText());
        row.add(odbc.sqlType());
        row.add(odbc.subcode());
        row.add(odbc.octets());
        row.add(column.place());
        row.add(column.nullable() ? "YES" : "NO");
        if (view.complete()) {
            row.add(0);
            row.add(0);
            row.add(0);
            row.add(column.identity() ? 1 : 0);
            for (int i = 0; i < 6; i++) {
                row.add(null);
            }
        }
        row.add(odbc.oldNumber());
        return row;
    }

    /** The columns that tell a row from others best, those of the primary key; of row versions, the lab has none. */
    void sendSpecial(ProcedureArguments given, ResponseSink sink) {
        ViewRows rows = new ViewRows()
                .column("SCOPE", SqlType.SMALLINT)
                .column("COLUMN_NAME", SqlType.SYSNAME)
                .column("DATA_TYPE", SqlType.SMALLINT)
                .column("TYPE_NAME", SqlType.SYSNAME)
                .column("PRECISION", SqlType.INT)
                .column("LENGTH", SqlType.INT)
                .column("SCALE", SqlType.SMALLINT)
                .column("PSEUDO_COLUMN", SqlType.SMALLINT);
        Optional<CatalogItem> item = objects.exactly(
                given.neededText(CatalogProcedures.NAME),
                given.text(CatalogProcedures.OWNER).orElse(null));
        int scope = option(given, "@scope", "T", "CT").equals("C") ? 0 : 1;
        option(given, "@nullable", "U", "UO");
        if (item.isPresent() && option(given, "@col_type", "R", "RV").equals("R")) {
            for (CatalogColumn column : keyOf(item.get())) {
                OdbcColumn odbc = new OdbcColumn(column, view);
                rows.row(
                        scope,
                        column.name(),
                        odbc.dataType(),
                        odbc.typeName(),
                        odbc.precision(),
                        odbc.length(),
                        odbc.scale(),
                        1);
            }
        }
        rows.sendTo(sink);
    }

    private List<CatalogColumn> keyOf(CatalogItem item) {
        PrimaryKey key = objects.table(item).map(Table::primaryKey).orElse(null);
        List<CatalogColumn> columns = new ArrayList<>();
        for (KeyColumn part : key == null ? List.<KeyColumn>of() : key.columns()) {
            objects.columns(item).stream()
                    .filter(column -> column.name().equalsIgnoreCase(part.name()))
                    .forEach(columns::add);
        }
        return columns;
    }

    private static String option(ProcedureArguments given, String parameter, String usual, String known) {
        String value = given.text(parameter).orElse(usual).strip().toUpperCase(Locale.ROOT);
        if (value.length() != 1 || !known.contains(value)) {
            throw SqlFailure.of(49999, given.procedure() + " with " + parameter + " = '" + value + "'");
        }
        return value;
    }
}
