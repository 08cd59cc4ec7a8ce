package mirrorsh.lab.instance.storage;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.type.SqlType;

/** The views that show the user tables of one database: sys.tables, objects, columns, types, schemas, INFORMATION_SCHEMA. */
final class ObjectViews {
    private static final SqlType LETTERS = SqlType.character(SqlType.Kind.CHAR, 2);

    /** A schema. */
    private record Schema(String name, int id) {}

    private static final List<Schema> SCHEMAS = List.of(
            new Schema("dbo", 1), new Schema("guest", 2), new Schema("INFORMATION_SCHEMA", 3), new Schema("sys", 4));

    private final KeyViews keys = new KeyViews();

    /**
     * A row of sys.objects.
     *
     * @param type U or PK
     * @param parent the object_id of the table that a key is of, 0 for a table
     */
    record Shown(String name, int id, String type, int parent, LocalDateTime created) {
        static Shown table(TableDefinition table) {
            return new Shown(table.name(), table.id(), "U ", 0, table.created());
        }

        static Shown keyOf(TableDefinition table) {
            return new Shown(String.valueOf(table.keyName()), table.keyId(), "PK", table.id(), table.created());
        }
    }

    private record TableColumn(TableDefinition table, ColumnDefinition column, int number) {}

    Optional<Relation> view(String schema, String name, String database, List<ShownTable> contents) {
        List<TableDefinition> tables =
                contents.stream().map(ShownTable::definition).toList();
        if (schema.equals("information_schema")) {
            return switch (name) {
                case "tables" -> Optional.of(informationTables(database).over(tables));
                case "columns" -> Optional.of(informationColumns(database).over(columns(tables)));
                default -> Optional.empty();
            };
        }
        return switch (name) {
            case "tables" ->
                Optional.of(objectColumns(new View<TableDefinition>(), Shown::table)
                        .column(
                                "max_column_id_used",
                                SqlType.INT,
                                t -> t.columns().size())
                        .over(tables));
            case "objects" -> Optional.of(objects(tables));
            // the lab has no views and procedures of users
            case "views" -> Optional.of(views().over(List.of()));
            case "procedures" -> Optional.of(procedures().over(List.of()));
            case "columns" -> Optional.of(columnView().over(columns(tables)));
            case "schemas" -> Optional.of(schemas());
            case "types" -> Optional.of(types());
            default -> keys.view(name, contents);
        };
    }

    private static List<TableColumn> columns(List<TableDefinition> tables) {
        List<TableColumn> rows = new ArrayList<>();
        for (TableDefinition table : tables) {
            int number = 1;
            for (ColumnDefinition column : table.columns()) {
                rows.add(new TableColumn(table, column, number++));
            }
        }
        return rows;
    }

    private static Relation objects(List<TableDefinition> tables) {
        List<Shown> rows = new ArrayList<>();
        for (TableDefinition table : tables) {
            rows.add(Shown.table(table));
            if (table.key() != null) {
                rows.add(Shown.keyOf(table));
            }
        }
        return objectColumns(new View<Shown>(), row -> row).over(rows);
    }

    /** The columns that sys.objects and the views made of it begin with. */
    static <T> View<T> objectColumns(View<T> view, Function<T, Shown> shown) {
        return view.required("name", SqlType.SYSNAME, row -> shown.apply(row).name())
                .required("object_id", SqlType.INT, row -> shown.apply(row).id())
                .nulls(SqlType.INT, "principal_id")
                .required("schema_id", SqlType.INT, row -> 1)
                .required(
                        "parent_object_id", SqlType.INT, row -> shown.apply(row).parent())
                .required("type", LETTERS, row -> shown.apply(row).type())
                .column(
                        "type_desc",
                        View.DESCRIPTION,
                        row -> shown.apply(row).type().equals("PK") ? "PRIMARY_KEY_CONSTRAINT" : "USER_TABLE")
                .required(
                        "create_date", SqlType.DATETIME, row -> shown.apply(row).created())
                .required(
                        "modify_date", SqlType.DATETIME, row -> shown.apply(row).created())
                .zeroBits("is_ms_shipped", "is_published", "is_schema_published");
    }

    private static View<Shown> views() {
        return objectColumns(new View<Shown>(), row -> row)
                .zeroBits(
                        "is_replicated", "has_replication_filter", "has_opaque_metadata", "has_unchecked_assembly_data")
                .zeroBits("with_check_option", "is_date_correlation_view");
    }

    private static View<Shown> procedures() {
        return objectColumns(new View<Shown>(), row -> row)
                .zeroBits("is_auto_executed", "is_execution_replicated")
                .zeroBits("is_repl_serializable_only", "skips_repl_constraints");
    }

    private static View<TableColumn> columnView() {
        return new View<TableColumn>()
                .required("object_id", SqlType.INT, c -> c.table().id())
                .column("name", SqlType.SYSNAME, c -> c.column().name())
                .required("column_id", SqlType.INT, TableColumn::number)
                .required(
                        "system_type_id",
                        SqlType.TINYINT,
                        c -> TypeCodes.id(c.column().type().kind()))
                .required(
                        "user_type_id",
                        SqlType.INT,
                        c -> TypeCodes.id(c.column().type().kind()))
                .required(
                        "max_length",
                        SqlType.SMALLINT,
                        c -> TypeCodes.bytes(c.column().type()))
                .required(
                        "precision",
                        SqlType.TINYINT,
                        c -> TypeCodes.precision(c.column().type()))
                .required(
                        "scale",
                        SqlType.TINYINT,
                        c -> TypeCodes.scale(c.column().type()))
                .column(
                        "collation_name",
                        SqlType.SYSNAME,
                        c -> TypeCodes.collation(c.column().type()))
                .column("is_nullable", SqlType.BIT, c -> c.column().nullable())
                .zeroBits("is_ansi_padded", "is_rowguidcol")
                .required("is_identity", SqlType.BIT, c -> c.column().identity())
                .zeroBits("is_computed");
    }

    private static Relation schemas() {
        return new View<Schema>()
                .required("name", SqlType.SYSNAME, Schema::name)
                .required("schema_id", SqlType.INT, Schema::id)
                .column("principal_id", SqlType.INT, Schema::id)
                .over(SCHEMAS);
    }

    private static Relation types() {
        return new View<Map.Entry<SqlType.Kind, Integer>>()
                .required("name", SqlType.SYSNAME, t -> TypeCodes.name(t.getKey()))
                .required("system_type_id", SqlType.TINYINT, Map.Entry::getValue)
                .required("user_type_id", SqlType.INT, Map.Entry::getValue)
                .required("schema_id", SqlType.INT, t -> 4)
                .nulls(SqlType.INT, "principal_id")
                .column(
                        "collation_name",
                        SqlType.SYSNAME,
                        t -> t.getKey().isCharacter() ? DatabaseMaker.COLLATION : null)
                .column("is_nullable", SqlType.BIT, t -> true)
                .zeroBits("is_user_defined", "is_assembly_type")
                .over(List.copyOf(TypeCodes.ids().entrySet()));
    }

    private static View<TableDefinition> informationTables(String database) {
        return new View<TableDefinition>()
                .column("TABLE_CATALOG", SqlType.SYSNAME, t -> database)
                .column("TABLE_SCHEMA", SqlType.SYSNAME, t -> "dbo")
                .required("TABLE_NAME", SqlType.SYSNAME, TableDefinition::name)
                .column("TABLE_TYPE", SqlType.varchar(10), t -> "BASE TABLE");
    }

    private static View<TableColumn> informationColumns(String database) {
        return new View<TableColumn>()
                .column("TABLE_CATALOG", SqlType.SYSNAME, c -> database)
                .column("TABLE_SCHEMA", SqlType.SYSNAME, c -> "dbo")
                .required("TABLE_NAME", SqlType.SYSNAME, c -> c.table().name())
                .column("COLUMN_NAME", SqlType.SYSNAME, c -> c.column().name())
                .column("ORDINAL_POSITION", SqlType.INT, TableColumn::number)
                .column("IS_NULLABLE", SqlType.varchar(3), c -> c.column().nullable() ? "YES" : "NO")
                .column(
                        "DATA_TYPE",
                        SqlType.SYSNAME,
                        c -> TypeCodes.name(c.column().type().kind()))
                .column(
                        "CHARACTER_MAXIMUM_LENGTH",
                        SqlType.INT,
                        c -> TypeCodes.length(c.column().type()))
                .column(
                        "NUMERIC_PRECISION",
                        SqlType.TINYINT,
                        c -> c.column().type().kind().isNumeric()
                                ? TypeCodes.precision(c.column().type())
                                : null)
                .column(
                        "NUMERIC_SCALE",
                        SqlType.INT,
                        c -> c.column().type().kind().isExactNumeric()
                                ? TypeCodes.scale(c.column().type())
                                : null)
                .column(
                        "COLLATION_NAME",
                        SqlType.SYSNAME,
                        c -> TypeCodes.collation(c.column().type()));
    }
}
