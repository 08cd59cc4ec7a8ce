package mirrorsh.lab.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import mirrorsh.lab.instance.storage.TypeCodes;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** sys.all_objects and sys.all_columns: those of users and of the system together. */
record SystemObjectViews(InstanceSession session, String database) {
    private static final int INFORMATION_SCHEMA = 3;
    private static final int SYS = 4;

    /** The user_type_id of sysname. */
    private static final int SYSNAME = 256;

    Optional<Relation> find(String schema, String view) {
        if (!schema.equals("sys")) {
            return Optional.empty();
        }
        return switch (view) {
            case "all_objects" -> Optional.of(objects());
            case "all_columns" -> Optional.of(columns());
            default -> Optional.empty();
        };
    }

    /** The rows are made when they are read: the columns of a view are asked for when those of all views are listed. */
    private record Joined(List<Column> columns, Supplier<List<@Nullable Object[]>> source) implements Relation {
        @Override
        public List<@Nullable Object[]> rows() {
            return source.get();
        }
    }

    private Relation objects() {
        Relation own = session.relation(ObjectName.of(database, "sys", "objects"));
        return new Joined(own.columns(), () -> {
            List<@Nullable Object[]> rows = new ArrayList<>(own.rows());
            Object born = created();
            for (CatalogItem item : CatalogObjects.systemViews()) {
                int schema = item.schema().equals("sys") ? SYS : INFORMATION_SCHEMA;
                rows.add(new @Nullable Object[] {
                    item.name(), item.id(), null, schema, 0, "V ", "VIEW", born, born, true, false, false
                });
            }
            return rows;
        });
    }

    /** When master was made. */
    private @Nullable Object created() {
        Relation databases = session.shape(ObjectName.of("sys", "databases"));
        List<String> names = databases.columns().stream().map(Column::name).toList();
        return databases.rows().get(0)[names.indexOf("create_date")];
    }

    private Relation columns() {
        Relation own = session.relation(ObjectName.of(database, "sys", "columns"));
        return new Joined(own.columns(), () -> {
            List<@Nullable Object[]> rows = new ArrayList<>(own.rows());
            CatalogObjects objects = new CatalogObjects(session, database);
            for (CatalogItem item : CatalogObjects.systemViews()) {
                for (CatalogColumn column : objects.columns(item)) {
                    rows.add(row(item, column));
                }
            }
            return rows;
        });
    }

    private static @Nullable Object[] row(CatalogItem item, CatalogColumn column) {
        SqlType type = column.type();
        return new @Nullable Object[] {
            item.id(),
            column.name(),
            column.place(),
            TypeCodes.id(type.kind()),
            column.typeName().equals("sysname") ? SYSNAME : TypeCodes.id(type.kind()),
            TypeCodes.bytes(type),
            TypeCodes.precision(type),
            TypeCodes.scale(type),
            TypeCodes.collation(type),
            column.nullable(),
            false,
            false,
            false,
            false
        };
    }
}
