package mirrorsh.lab.instance;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** What sp_datatype_info, sp_databases, sp_server_info and sp_stored_procedures answer. */
record ServerDescription(Instance instance, InstanceSession session) {
    private static final int KB_PER_PAGE = 8;
    private static final int FUNCTION_OR_PROCEDURE = 2;

    /** Number, name and value of those that are the same for every release. */
    private static final String ATTRIBUTES = """
            1 DBMS_NAME Microsoft SQL Server
            10 OWNER_TERM owner
            11 TABLE_TERM table
            12 MAX_OWNER_NAME_LENGTH 128
            13 TABLE_LENGTH 128
            14 MAX_QUAL_LENGTH 128
            15 COLUMN_LENGTH 128
            16 IDENTIFIER_CASE MIXED
            17 TX_ISOLATION 2
            18 COLLATION_SEQ charset=iso_1 sort_order=nocase_iso charset_num=1 sort_order_num=52
            19 SAVEPOINT_SUPPORT Y
            20 MULTI_RESULT_SETS Y
            22 ACCESSIBLE_TABLES Y
            100 USERID_LENGTH 128
            101 QUALIFIER_TERM database
            102 NAMED_TRANSACTIONS Y
            103 SPROC_AS_LANGUAGE Y
            104 ACCESSIBLE_SPROC Y
            105 MAX_INDEX_COLS 16
            106 RENAME_TABLE Y
            107 RENAME_COLUMN Y
            108 DROP_COLUMN Y
            109 INCREASE_COLUMN_LENGTH Y
            110 DDL_IN_TRANSACTION Y
            111 DESCENDING_INDEXES Y
            112 SP_RENAME Y
            113 REMOTE_SPROC Y
            """;

    /** The types of the lab; a real server lists some more, of which the lab can make no column. */
    static void types(ProcedureArguments given, OdbcView view, ResponseSink sink) {
        int wanted = given.number("@data_type").orElse(0);
        ViewRows rows = new ViewRows()
                .key("TYPE_NAME", SqlType.SYSNAME)
                .key("DATA_TYPE", SqlType.SMALLINT)
                .column("PRECISION", SqlType.INT)
                .column("LITERAL_PREFIX", SqlType.varchar(32))
                .column("LITERAL_SUFFIX", SqlType.varchar(32))
                .column("CREATE_PARAMS", SqlType.varchar(32))
                .key("NULLABLE", SqlType.SMALLINT)
                .key("CASE_SENSITIVE", SqlType.SMALLINT)
                .key("SEARCHABLE", SqlType.SMALLINT)
                .column("UNSIGNED_ATTRIBUTE", SqlType.SMALLINT)
                .key("MONEY", SqlType.SMALLINT)
                .column("AUTO_INCREMENT", SqlType.SMALLINT)
                .column("LOCAL_TYPE_NAME", SqlType.SYSNAME)
                .column("MINIMUM_SCALE", SqlType.SMALLINT)
                .column("MAXIMUM_SCALE", SqlType.SMALLINT)
                .key("SQL_DATA_TYPE", SqlType.SMALLINT)
                .column("SQL_DATETIME_SUB", SqlType.SMALLINT)
                .column("NUM_PREC_RADIX", SqlType.INT)
                .column("INTERVAL_PRECISION", SqlType.SMALLINT)
                .column("USERTYPE", SqlType.SMALLINT);
        OdbcType.all().stream()
                .filter(type -> wanted == 0 || type.code(view) == wanted)
                .sorted(Comparator.<OdbcType>comparingInt(type -> type.code(view))
                        .thenComparingInt(type -> Objects.requireNonNullElse(type.number("auto"), -1))
                        .thenComparingInt(type -> Objects.requireNonNullElse(type.number("money"), 0))
                        .thenComparingInt(type -> Objects.requireNonNullElse(type.number("user"), 0)))
                .forEach(type -> rows.row(type.line(view).toArray()));
        rows.sendTo(sink);
    }

    /** The databases that the session may look into, with their sizes in KB. */
    void databases(ResponseSink sink) {
        ViewRows rows = new ViewRows()
                .column("DATABASE_NAME", SqlType.SYSNAME)
                .column("DATABASE_SIZE", SqlType.INT)
                .column("REMARKS", SqlType.varchar(254));
        Relation databases = session.relation(ObjectName.of("sys", "databases"));
        databases.rows().stream()
                .map(row -> String.valueOf(row[0]))
                .filter(session::mayEnter)
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .forEach(name -> rows.row(name, kilobytes(name), null));
        rows.sendTo(sink);
    }

    private @Nullable Object kilobytes(String database) {
        Relation files = session.relation(ObjectName.of(database, "sys", "database_files"));
        int size = files.columns().stream().map(Column::name).toList().indexOf("size");
        long pages = files.rows().stream()
                .mapToLong(row -> ((Number) row[size]).longValue())
                .sum();
        // an int holds no more; what is larger is NULL, as documented
        return pages * KB_PER_PAGE > Integer.MAX_VALUE ? null : (Object) (int) (pages * KB_PER_PAGE);
    }

    void attributes(ProcedureArguments given, ResponseSink sink) {
        ViewRows rows = new ViewRows()
                .key("ATTRIBUTE_ID", SqlType.INT)
                .key("ATTRIBUTE_NAME", SqlType.varchar(60))
                .column("ATTRIBUTE_VALUE", SqlType.varchar(255));
        Integer wanted = given.number("@attribute_id").orElse(null);
        attributes().forEach((id, attribute) -> {
            if (wanted == null || wanted.equals(id)) {
                rows.row(id, attribute.get(0), attribute.get(1));
            }
        });
        rows.sendTo(sink);
    }

    private Map<Integer, List<String>> attributes() {
        var release = instance.installation().version();
        String version = String.format(
                Locale.ROOT,
                "%d.%02d.%04d",
                release.major(),
                release.minor(),
                instance.installation().build());
        Map<Integer, List<String>> attributes = new TreeMap<>();
        attributes.put(2, List.of("DBMS_VER", "Microsoft SQL Server " + release.year() + " - " + version));
        attributes.put(500, List.of("SYS_SPROC_VERSION", version));
        ATTRIBUTES.lines().map(line -> line.split(" ", 3)).forEach(words -> {
            attributes.put(Integer.valueOf(words[0]), List.of(words[1], words[2]));
        });
        return attributes;
    }

    /** The system procedures that the lab has; there are no others. */
    static void procedures(CatalogObjects objects, ProcedureArguments given, ResponseSink sink) {
        String name = given.text("@sp_name").orElse(null);
        String owner = given.text("@sp_owner").orElse(null);
        ViewRows rows = new ViewRows()
                .column("PROCEDURE_QUALIFIER", SqlType.SYSNAME)
                .column("PROCEDURE_OWNER", SqlType.SYSNAME)
                .key("PROCEDURE_NAME", SqlType.nvarchar(134))
                .key("NUM_INPUT_PARAMS", SqlType.INT)
                .key("NUM_OUTPUT_PARAMS", SqlType.INT)
                .key("NUM_RESULT_SETS", SqlType.INT)
                .column("REMARKS", SqlType.varchar(254))
                .key("PROCEDURE_TYPE", SqlType.SMALLINT);
        for (String procedure : SystemProcedures.NAMES) {
            if (CatalogObjects.isLike("sys", owner) && CatalogObjects.isLike(procedure, name)) {
                rows.row(objects.database(), "sys", procedure + ";1", -1, -1, -1, null, FUNCTION_OR_PROCEDURE);
            }
        }
        rows.sendTo(sink);
    }
}
