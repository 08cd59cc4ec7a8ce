package mirrorsh.lab.sql.batch;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import mirrorsh.lab.sql.Engine;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.ScalarFunction;
import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.Variant;
import org.jspecify.annotations.Nullable;

/** An instance in memory that writes down what it is told. */
final class FakeEngine implements Engine {
    final List<String> marks = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    final List<AdminStatement> administered = new ArrayList<>();
    private final Map<String, Relation> views = FakeCatalog.views();
    private final Map<String, FakeTable> tables = new HashMap<>();
    private Map<String, List<@Nullable Object[]>> committed = Map.of();
    private String database = "master";

    @Nullable
    SqlFailure refusal;

    @Override
    public String currentDatabase() {
        return database;
    }

    @Override
    public void use(String name) {
        for (Object[] row : List.of(new Object[] {"master"}, new Object[] {"AppDb"})) {
            if (row[0].toString().equalsIgnoreCase(name)) {
                database = row[0].toString();
                return;
            }
        }
        throw new SqlFailure(List.of(new mirrorsh.lab.type.SqlMessage(911, 16, 1, name + " is not there.", "", 0)));
    }

    @Override
    public Relation relation(ObjectName name) {
        String key = name.name().toLowerCase(Locale.ROOT);
        Relation found = "sys".equalsIgnoreCase(name.schema()) ? views.get(key) : tables.get(key);
        if (found == null) {
            throw SqlFailure.of(208, name);
        }
        return found;
    }

    @Override
    public Optional<ScalarFunction> function(String name) {
        return switch (name) {
            case "DB_NAME" ->
                Optional.of(
                        function(SqlType.SYSNAME, a -> a.isEmpty() || a.get(0).equals(1) ? database : null));
            case "@@SERVERNAME" -> Optional.of(function(SqlType.SYSNAME, a -> "HOST_A"));
            case "@@VERSION" -> Optional.of(function(SqlType.nvarchar(300), a -> "The lab"));
            case "@@SPID" -> Optional.of(function(SqlType.SMALLINT, a -> 51));
            case "SYSTEM_USER", "SUSER_SNAME" -> Optional.of(function(SqlType.SYSNAME, a -> "sa"));
            case "OBJECT_ID" -> Optional.of(function(SqlType.INT, a -> null));
            case "SERVERPROPERTY" -> Optional.of(function(SqlType.SQL_VARIANT, a -> property((String) a.get(0))));
            default -> Optional.empty();
        };
    }

    private static @Nullable Object property(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "edition" -> new Variant(SqlType.SYSNAME, "Developer Edition");
            case "engineedition" -> new Variant(SqlType.INT, 3);
            default -> null;
        };
    }

    private static ScalarFunction function(SqlType type, Function<List<@Nullable Object>, @Nullable Object> body) {
        return new ScalarFunction() {
            @Override
            public SqlType type(List<SqlType> arguments) {
                return type;
            }

            @Override
            public @Nullable Object apply(List<@Nullable Object> arguments) {
                return body.apply(arguments);
            }
        };
    }

    @Override
    public Optional<Relation> tableFunction(Expression.Call call, List<Object> arguments) {
        if (!call.name().name().equalsIgnoreCase("fn_double")) {
            return Optional.empty();
        }
        Object number = arguments.get(0);
        return Optional.of(new Relation() {
            @Override
            public List<Column> columns() {
                return List.of(Column.of("doubled", SqlType.INT));
            }

            @Override
            public List<@Nullable Object[]> rows() {
                return number == null ? List.of() : List.<Object[]>of(new Object[] {2 * (Integer) number});
            }
        });
    }

    @Override
    public Optional<Procedure> procedure(ObjectName name) {
        if (!name.name().equalsIgnoreCase("sp_two_results")) {
            return Optional.empty();
        }
        return Optional.of((arguments, sink, cancellation) -> {
            calls.add("sp_two_results "
                    + arguments.stream().map(a -> a.name() + "=" + a.value()).toList());
            sink.columns(List.of(Column.of("a", SqlType.INT)));
            sink.row(new Object[] {1});
            sink.row(new Object[] {2});
            sink.columns(List.of(Column.of("b", SqlType.INT)));
            sink.row(new Object[] {3});
            return 7;
        });
    }

    @Override
    public void executeAs(String login, int level) {
        calls.add("as " + login + " at " + level);
    }

    @Override
    public void revert(int level) {
        calls.add("revert at " + level);
    }

    @Override
    public void leave(int level) {
        // it has no rights of its own
    }

    @Override
    public void administer(
            AdminStatement statement, boolean inTransaction, ResponseSink sink, Cancellation cancellation) {
        calls.add("administer " + statement.getClass().getSimpleName() + (inTransaction ? " in transaction" : ""));
        administered.add(statement);
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    public void createTable(Statement.CreateTable statement) {
        FakeTable table = new FakeTable(statement.columns());
        if (tables.putIfAbsent(statement.name().name().toLowerCase(Locale.ROOT), table) != null) {
            throw SqlFailure.of(2714, statement.name());
        }
    }

    @Override
    public void dropTable(ObjectName name) {
        if (tables.remove(name.name().toLowerCase(Locale.ROOT)) == null) {
            throw SqlFailure.of(3701, "drop", "table", name);
        }
    }

    private Map<String, List<@Nullable Object[]>> picture() {
        Map<String, List<@Nullable Object[]>> picture = new HashMap<>();
        tables.forEach((name, table) -> picture.put(name, table.rows()));
        return picture;
    }

    @Override
    public void commit() {
        calls.add("commit");
        committed = picture();
    }

    @Override
    public void rollback() {
        calls.add("rollback");
        rollbackTo(committed);
    }

    @Override
    public void mark(String name, @Nullable String description) {
        marks.add(name);
    }

    @Override
    public Object savepoint() {
        return picture();
    }

    @Override
    @SuppressWarnings("unchecked")
    public void rollbackTo(Object savepoint) {
        Map<String, List<@Nullable Object[]>> picture = (Map<String, List<@Nullable Object[]>>) savepoint;
        tables.forEach((name, table) -> table.restore(picture.getOrDefault(name, List.of())));
    }

    @Override
    public Clock clock() {
        return Clock.fixed(Instant.parse("2026-03-04T05:06:07.891Z"), ZoneId.of("UTC"));
    }
}
