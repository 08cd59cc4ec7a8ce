package mirrorsh.lab.instance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/**
 * The catalog procedures, with which drivers look at a database. Their result sets are those that the vendor documents for SQLTables,
 * SQLColumns and the others of ODBC; clients rely on their columns' order.
 */
final class CatalogProcedures {
    static final String NAME = "@table_name";
    static final String OWNER = "@table_owner";
    static final String QUALIFIER = "@table_qualifier";
    static final String ODBC = "@ODBCVer";
    private static final String PATTERNS = "@fUsePattern";

    private final Instance instance;
    private final InstanceSession session;

    CatalogProcedures(Instance instance, InstanceSession session) {
        this.instance = instance;
        this.session = session;
    }

    /** What a procedure does in a database. */
    private interface Body {
        void run(CatalogObjects objects, ProcedureArguments arguments, ResponseSink sink);
    }

    Optional<Procedure> find(ObjectName name) {
        String plain = name.name().toLowerCase(Locale.ROOT);
        String place = name.database() == null ? session.currentDatabase() : name.database();
        return Optional.ofNullable(known(plain)).map(known -> (arguments, sink, cancellation) -> {
            ProcedureArguments given = new ProcedureArguments(plain, known.parameters(), arguments);
            known.body().run(new CatalogObjects(session, place), given, sink);
            return 0;
        });
    }

    private record Known(List<String> parameters, Body body) {}

    private @Nullable Known known(String name) {
        boolean complete = name.endsWith("_100");
        ServerDescription server = new ServerDescription(instance, session);
        return switch (name) {
            case "sp_tables" -> new Known(List.of(NAME, OWNER, QUALIFIER, "@table_type", PATTERNS), this::tables);
            case "sp_columns" ->
                new Known(
                        List.of(NAME, OWNER, QUALIFIER, "@column_name", ODBC),
                        (objects, given, sink) -> columns(objects, given, sink, false));
            case "sp_columns_100" ->
                new Known(
                        List.of(NAME, OWNER, QUALIFIER, "@column_name", "@NameScope", ODBC, PATTERNS),
                        (objects, given, sink) -> columns(objects, given, sink, true));
            case "sp_special_columns", "sp_special_columns_100" ->
                new Known(
                        List.of(NAME, OWNER, "@qualifier", "@col_type", "@scope", "@nullable", ODBC),
                        (objects, given, sink) -> special(objects, given, sink, complete));
            case "sp_pkeys" -> new Known(List.of(NAME, OWNER, QUALIFIER), CatalogProcedures::keys);
            case "sp_fkeys" ->
                new Known(
                        List.of(
                                "@pktable_name",
                                "@pktable_owner",
                                "@pktable_qualifier",
                                "@fktable_name",
                                "@fktable_owner",
                                "@fktable_qualifier"),
                        CatalogProcedures::foreignKeys);
            case "sp_statistics", "sp_statistics_100" ->
                new Known(
                        List.of(NAME, OWNER, QUALIFIER, "@index_name", "@is_unique", "@accuracy"),
                        CatalogProcedures::statistics);
            case "sp_datatype_info", "sp_datatype_info_100" ->
                new Known(
                        List.of("@data_type", ODBC),
                        (objects, given, sink) -> ServerDescription.types(given, OdbcView.of(given, complete), sink));
            case "sp_databases" -> new Known(List.of(), (objects, given, sink) -> server.databases(sink));
            case "sp_server_info" ->
                new Known(List.of("@attribute_id"), (objects, given, sink) -> server.attributes(given, sink));
            case "sp_stored_procedures" ->
                new Known(List.of("@sp_name", "@sp_owner", "@sp_qualifier", PATTERNS), CatalogProcedures::procedures);
            default -> null;
        };
    }

    /** The procedures show the database that they run in, and no other: 15250. */
    static void requireHere(CatalogObjects objects, @Nullable String qualifier) {
        if (qualifier != null && !qualifier.equalsIgnoreCase(objects.database())) {
            throw SqlFailure.of(15250);
        }
    }

    private static void requirePatterns(ProcedureArguments given) {
        if (given.number(PATTERNS).orElse(1) != 1) {
            throw SqlFailure.of(49999, given.procedure() + " with @fUsePattern = 0");
        }
    }

    private void tables(CatalogObjects objects, ProcedureArguments given, ResponseSink sink) {
        requirePatterns(given);
        new TableListing(session, objects).send(given, sink);
    }

    private void columns(CatalogObjects objects, ProcedureArguments given, ResponseSink sink, boolean complete) {
        requireHere(objects, given.text(QUALIFIER).orElse(null));
        // 2 is tables and views, too; the others mean table types and the columns of sparse column sets
        int scope = given.number("@NameScope").orElse(0);
        if (scope != 0 && scope != 2) {
            throw SqlFailure.of(49999, given.procedure() + " with @NameScope = " + scope);
        }
        if (complete) {
            requirePatterns(given);
        }
        new ColumnListing(objects, OdbcView.of(given, complete)).send(given, sink);
    }

    private void special(CatalogObjects objects, ProcedureArguments given, ResponseSink sink, boolean complete) {
        requireHere(objects, given.text("@qualifier").orElse(null));
        new ColumnListing(objects, OdbcView.of(given, complete)).sendSpecial(given, sink);
    }

    private static void keys(CatalogObjects objects, ProcedureArguments given, ResponseSink sink) {
        requireHere(objects, given.text(QUALIFIER).orElse(null));
        new KeyListing(objects).sendKeys(given, sink);
    }

    private static void foreignKeys(CatalogObjects objects, ProcedureArguments given, ResponseSink sink) {
        requireHere(objects, given.text("@pktable_qualifier").orElse(null));
        requireHere(objects, given.text("@fktable_qualifier").orElse(null));
        KeyListing.sendForeignKeys(given, sink);
    }

    private static void statistics(CatalogObjects objects, ProcedureArguments given, ResponseSink sink) {
        requireHere(objects, given.text(QUALIFIER).orElse(null));
        new KeyListing(objects).sendStatistics(given, sink);
    }

    private static void procedures(CatalogObjects objects, ProcedureArguments given, ResponseSink sink) {
        requireHere(objects, given.text("@sp_qualifier").orElse(null));
        requirePatterns(given);
        ServerDescription.procedures(objects, given, sink);
    }
}
