package mirrorsh.lab.instance;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** What sp_tables answers: tables and views, or, asked with nothing but a percent sign, databases, owners or types. */
final class TableListing {
    private static final String ALL = "%";

    private final InstanceSession session;
    private final CatalogObjects objects;

    TableListing(InstanceSession session, CatalogObjects objects) {
        this.session = session;
        this.objects = objects;
    }

    void send(ProcedureArguments given, ResponseSink sink) {
        String name = given.text(CatalogProcedures.NAME).orElse(null);
        String owner = given.text(CatalogProcedures.OWNER).orElse(null);
        String qualifier = given.text(CatalogProcedures.QUALIFIER).orElse(null);
        String type = given.text("@table_type").orElse(null);
        ViewRows rows = new ViewRows()
                .column("TABLE_QUALIFIER", SqlType.SYSNAME)
                .column("TABLE_OWNER", SqlType.SYSNAME)
                .column("TABLE_NAME", SqlType.SYSNAME)
                .column("TABLE_TYPE", SqlType.varchar(32))
                .column("REMARKS", SqlType.varchar(254));
        if (ALL.equals(qualifier) && "".equals(owner) && "".equals(name)) {
            names("databases").forEach(database -> rows.row(database, null, null, null, null));
        } else if (ALL.equals(owner) && "".equals(qualifier) && "".equals(name)) {
            names("schemas").forEach(schema -> rows.row(null, schema, null, null, null));
        } else if (ALL.equals(type) && "".equals(qualifier) && "".equals(owner) && "".equals(name)) {
            List.of("SYSTEM TABLE", "TABLE", "VIEW").forEach(kind -> rows.row(null, null, null, kind, null));
        } else if (!"".equals(qualifier)) {
            // there are no tables outside of databases: an empty qualifier finds none
            CatalogProcedures.requireHere(objects, qualifier);
            tables(rows, name, owner, type);
        }
        rows.sendTo(sink);
    }

    private List<String> names(String view) {
        return session.relation(ObjectName.of(objects.database(), "sys", view)).rows().stream()
                .map(row -> String.valueOf(row[0]))
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .toList();
    }

    private void tables(ViewRows rows, @Nullable String name, @Nullable String owner, @Nullable String type) {
        // each wanted type is in quotes of its own, somewhere in the text
        String wanted = type == null ? null : type.toUpperCase(Locale.ROOT);
        if (wanted != null && wanted.contains(ALL)) {
            throw SqlFailure.of(49999, "sp_tables with a pattern among the table types");
        }
        objects.all().stream()
                .filter(item -> wanted == null || wanted.contains("'" + kind(item) + "'"))
                .filter(item -> CatalogObjects.isLike(item.name(), name) && CatalogObjects.isLike(item.schema(), owner))
                .sorted(Comparator.comparing(TableListing::kind)
                        .thenComparing(CatalogItem::schema, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(CatalogItem::name, String.CASE_INSENSITIVE_ORDER))
                .forEach(item -> rows.row(objects.database(), item.schema(), item.name(), kind(item), null));
    }

    private static String kind(CatalogItem item) {
        return item.table() ? "TABLE" : "VIEW";
    }
}
