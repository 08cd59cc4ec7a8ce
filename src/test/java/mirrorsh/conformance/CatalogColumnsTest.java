package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import mirrorsh.conformance.CatalogColumns.CatalogColumn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every view of catalog.md with its columns, their order, types and nullability, as a client is told them. */
@Conformance
class CatalogColumnsTest extends ConformanceTest {
    private static final CatalogColumns CATALOG = CatalogColumns.read();
    private static final int MAX = Integer.MAX_VALUE;

    /** A column as the driver describes it. */
    record Told(String name, String type, String nullable) {}

    static Stream<String> views() {
        return CATALOG.views().keySet().stream();
    }

    private List<Told> told(String view) throws Exception {
        String query = "SELECT * FROM " + view;
        if (view.startsWith("RESTORE ")) {
            database();
            String file = file(".bak");
            sql.run("BACKUP DATABASE ct_db TO DISK = '" + file + "'");
            query = view + " FROM DISK = '" + file + "'";
        }
        List<Told> columns = new ArrayList<>();
        try (Statement statement = sql.connection().createStatement();
                var set = statement.executeQuery(Client.outward(query))) {
            ResultSetMetaData data = set.getMetaData();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                String nullable = data.isNullable(i) == ResultSetMetaData.columnNoNulls ? "N" : "Y";
                columns.add(new Told(data.getColumnName(i), type(data, i), nullable));
            }
        }
        return columns;
    }

    private static String type(ResultSetMetaData data, int i) throws Exception {
        String name = data.getColumnTypeName(i);
        return switch (name) {
            case "nvarchar", "varchar", "char", "nchar", "varbinary", "binary" ->
                name + "(" + (data.getPrecision(i) == MAX ? "max" : Integer.toString(data.getPrecision(i))) + ")";
            case "numeric", "decimal" -> "numeric(" + data.getPrecision(i) + "," + data.getScale(i) + ")";
            case "int identity" -> "int";
            default -> name;
        };
    }

    /** What is documented and told differently. */
    private List<String> differences(String view, Predicate<CatalogColumn> which, boolean types) throws Exception {
        List<Told> told = told(view);
        List<String> wrong = new ArrayList<>();
        for (CatalogColumn column : CATALOG.of(view, server.version())) {
            if (which.test(column)) {
                Told found = told.stream()
                        .filter(candidate -> candidate.name().equalsIgnoreCase(column.name()))
                        .findFirst()
                        .orElse(new Told(column.name(), "absent", "absent"));
                String want = types ? column.type() : column.nullable();
                String have = types ? found.type() : found.nullable();
                if (!matches(want, have)) {
                    wrong.add(view + "." + column.name() + " is " + have + ", not " + want);
                }
            }
        }
        return wrong;
    }

    private static boolean matches(String want, String have) {
        String plain = want.replace("?", "");
        boolean anyLength = !plain.contains("(") && have.startsWith(plain + "(");
        return have.equals(plain) || anyLength || (plain.isEmpty() && !have.equals("absent"));
    }

    @ParameterizedTest
    @MethodSource("views")
    void hasItsColumnsInOrder(String view) throws Exception {
        List<String> documented = CATALOG.of(view, server.version()).stream()
                .filter(CatalogColumn::isCertain)
                .map(CatalogColumn::name)
                .toList();

        List<String> names = told(view).stream().map(Told::name).toList();

        assertThat(names).containsSubsequence(documented);
    }

    @ParameterizedTest
    @MethodSource("views")
    void hasNoColumnOfALaterVersion(String view) throws Exception {
        List<String> later = CATALOG.views().get(view).stream()
                .filter(column -> column.isCertain() && !column.isIn(server.version()))
                .map(CatalogColumn::name)
                .toList();

        assertThat(told(view)).map(Told::name).noneMatch(later::contains);
    }

    @ParameterizedTest
    @MethodSource("views")
    void columnsHaveTheirTypes(String view) throws Exception {
        assertThat(differences(view, column -> column.isCertain() && column.hasCertainType(), true))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("views")
    void unconfirmedColumnsHaveTheirTypes(String view) throws Exception {
        assertThat(differences(view, column -> !column.isCertain() || !column.hasCertainType(), true))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("views")
    void columnsAreNullableOrNot(String view) throws Exception {
        assertThat(differences(
                        view, column -> column.isCertain() && column.nullable().length() == 1, false))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("views")
    void unconfirmedColumnsAreNullableOrNot(String view) throws Exception {
        assertThat(differences(view, column -> column.nullable().endsWith("?"), false))
                .isEmpty();
    }
}
