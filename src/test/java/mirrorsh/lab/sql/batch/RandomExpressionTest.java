package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlMessage;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.StatementKind;
import mirrorsh.lab.type.Variant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is written, it is computed or refused, and a value is what its type says. */
class RandomExpressionTest {
    private static final long SEED = 20261122;
    private static final int EXPRESSIONS = 6_000;

    private static final List<String> LEAVES = List.of(
            "NULL",
            "1",
            "-7",
            "0",
            "2147483647",
            "1.50",
            "99999999999",
            "1e3",
            "'abc'",
            "''",
            "N'Ωx'",
            "'12'",
            "'20200131'",
            "'a  '",
            "0x0102",
            "0x",
            "GETDATE()",
            "CAST('20200131' AS date)",
            "CAST('10:11:12' AS time(3))",
            "SYSDATETIME()",
            "SYSDATETIMEOFFSET()",
            "CAST(5 AS tinyint)",
            "CAST(1 AS bit)",
            "CAST(7 AS bigint)",
            "CAST(1.5 AS money)",
            "CAST(2 AS real)",
            "NEWID()",
            "SERVERPROPERTY('EngineEdition')",
            "SERVERPROPERTY('Edition')",
            "CAST('x' AS char(3))",
            "CAST(N'y' AS nchar(2))",
            "CAST('long' AS varchar(max))",
            "CAST(0xAB AS binary(3))",
            "x",
            "CAST('2020' AS smalldatetime)",
            "(SELECT MAX(x) FROM (VALUES (1), (3)) AS m(x))");

    private static final List<String> TYPES = List.of(
            "int",
            "bigint",
            "tinyint",
            "smallint",
            "bit",
            "numeric(9,3)",
            "decimal(38,10)",
            "money",
            "smallmoney",
            "float",
            "real",
            "varchar(5)",
            "char(4)",
            "nvarchar(6)",
            "nchar(3)",
            "varchar(max)",
            "date",
            "time(2)",
            "datetime",
            "smalldatetime",
            "datetime2(4)",
            "datetimeoffset(1)",
            "varbinary(4)",
            "binary(2)",
            "uniqueidentifier",
            "sql_variant");

    private static final List<String> FUNCTIONS = List.of(
            "LEN/1",
            "LEFT/2",
            "RIGHT/2",
            "SUBSTRING/3",
            "UPPER/1",
            "LTRIM/1",
            "REVERSE/1",
            "REPLICATE/2",
            "SPACE/1",
            "CONCAT/3",
            "CONCAT_WS/3",
            "STUFF/4",
            "CHAR/1",
            "NCHAR/1",
            "ASCII/1",
            "UNICODE/1",
            "CHARINDEX/2",
            "CHARINDEX/3",
            "PATINDEX/2",
            "REPLACE/3",
            "TRANSLATE/3",
            "QUOTENAME/1",
            "QUOTENAME/2",
            "PARSENAME/2",
            "STR/1",
            "STR/3",
            "DAY/1",
            "EOMONTH/2",
            "DATEFROMPARTS/3",
            "ABS/1",
            "CEILING/1",
            "FLOOR/1",
            "SIGN/1",
            "ROUND/2",
            "ROUND/3",
            "POWER/2",
            "SQRT/1",
            "LOG/1",
            "LOG/2",
            "RAND/1",
            "ISNULL/2",
            "COALESCE/3",
            "NULLIF/2",
            "CHOOSE/3",
            "DATALENGTH/1",
            "HASHBYTES/2",
            "ISNUMERIC/1",
            "ISDATE/1",
            "SQL_VARIANT_PROPERTY/2",
            "MAX/1",
            "SUM/1",
            "AVG/1",
            "COUNT/1",
            "STRING_AGG/2");

    private static final List<String> PARTS =
            List.of("year", "quarter", "month", "dayofyear", "day", "week", "iso_week", "dw", "hour", "ms", "ns", "tz");

    private final Random random = new Random(SEED);

    private String one(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String expression(int depth) {
        if (depth == 0) {
            return one(LEAVES);
        }
        return switch (random.nextInt(9)) {
            case 0, 1 ->
                "(" + expression(depth - 1) + one(List.of(" + ", " - ", " * ", " / ", " % ", " & "))
                        + expression(depth - 1) + ")";
            case 2 -> one(List.of("CAST(", "TRY_CAST(")) + expression(depth - 1) + " AS " + one(TYPES) + ")";
            case 3 ->
                "CONVERT(" + one(TYPES) + ", " + expression(depth - 1) + ", "
                        + one(List.of("0", "1", "2", "112", "120", "126")) + ")";
            case 4 ->
                "CASE WHEN " + condition(depth - 1) + " THEN " + expression(depth - 1) + " ELSE "
                        + expression(depth - 1) + " END";
            case 5 -> "DATEADD(" + one(PARTS) + ", " + expression(depth - 1) + ", " + expression(depth - 1) + ")";
            case 6 -> one(List.of("DATEPART(", "DATENAME(")) + one(PARTS) + ", " + expression(depth - 1) + ")";
            case 7 -> "DATEDIFF(" + one(PARTS) + ", " + expression(depth - 1) + ", " + expression(depth - 1) + ")";
            default -> call(depth);
        };
    }

    private String call(int depth) {
        String[] function = one(FUNCTIONS).split("/");
        StringBuilder call = new StringBuilder(function[0]).append('(');
        for (int i = 0; i < Integer.parseInt(function[1]); i++) {
            call.append(i == 0 ? "" : ", ").append(expression(depth - 1));
        }
        return call.append(')').toString();
    }

    private String condition(int depth) {
        String left = expression(depth);
        return switch (random.nextInt(5)) {
            case 0 -> left + " LIKE " + expression(depth);
            case 1 -> left + " IN (" + expression(depth) + ", " + expression(depth) + ")";
            case 2 -> left + " BETWEEN " + expression(depth) + " AND " + expression(depth);
            case 3 -> left + " IS NULL";
            default -> left + one(List.of(" = ", " < ", " <> ")) + expression(depth);
        };
    }

    @Test
    void isComputedOrRefused() {
        LabSession lab = new LabSession();
        Checking sink = new Checking();
        for (int i = 0; i < EXPRESSIONS; i++) {
            String sql = "SELECT " + expression(1 + random.nextInt(3)) + " FROM (VALUES (1), (2), (NULL)) AS v(x)";
            sink.sql = sql;
            try {
                lab.interpreter.run(sql, sink, Cancellation.NONE);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ": " + sql, e);
            }
        }

        assertThat(sink.rows).isGreaterThan(EXPRESSIONS / 10);
        assertThat(sink.refusals).isGreaterThan(EXPRESSIONS / 10);
    }

    /** Checks that values are what their columns say. */
    private static final class Checking implements ResponseSink {
        private List<Column> columns = List.of();
        private String sql = "";
        private int rows;
        private int refusals;

        @Override
        public void columns(List<Column> newColumns) {
            columns = newColumns;
        }

        @Override
        public void row(@Nullable Object[] values) {
            rows++;
            for (int i = 0; i < values.length; i++) {
                Column column = columns.get(i);
                Object value = values[i];
                if (value == null) {
                    assertThat(column.nullable()).as(sql).isTrue();
                } else {
                    check(value, column.type());
                }
            }
        }

        private void check(Object value, SqlType type) {
            assertThat(value).as(sql + " as " + type).isInstanceOf(javaType(type.kind()));
            if (value instanceof Variant variant) {
                check(variant.value(), variant.type());
            }
            boolean limited = type.length() != SqlType.MAX;
            if (value instanceof String text && limited) {
                assertThat(text.length()).as(sql + " as " + type).isLessThanOrEqualTo(type.length());
            }
            if (value instanceof byte[] bytes && limited) {
                assertThat(bytes.length).as(sql + " as " + type).isLessThanOrEqualTo(type.length());
            }
            if (value instanceof BigDecimal number && type.precision() > 0) {
                assertThat(number.scale()).as(sql + " as " + type).isEqualTo(type.scale());
                assertThat(number.signum() == 0 ? 0 : number.precision())
                        .as(sql + " as " + type)
                        .isLessThanOrEqualTo(type.precision());
            }
        }

        private static Class<?> javaType(SqlType.Kind kind) {
            return switch (kind) {
                case BIT -> Boolean.class;
                case TINYINT, SMALLINT, INT -> Integer.class;
                case BIGINT -> Long.class;
                case DECIMAL, NUMERIC, MONEY, SMALLMONEY -> BigDecimal.class;
                case REAL -> Float.class;
                case FLOAT -> Double.class;
                case DATE -> LocalDate.class;
                case TIME -> LocalTime.class;
                case SMALLDATETIME, DATETIME, DATETIME2 -> LocalDateTime.class;
                case DATETIMEOFFSET -> OffsetDateTime.class;
                case CHAR, VARCHAR, NCHAR, NVARCHAR -> String.class;
                case BINARY, VARBINARY -> byte[].class;
                case UNIQUEIDENTIFIER -> UUID.class;
                case SQL_VARIANT -> Variant.class;
            };
        }

        @Override
        public void message(SqlMessage message) {
            refusals++;
        }

        @Override
        public void environment(EnvironmentChange change) {
            throw new AssertionError(sql + " changes the environment");
        }

        @Override
        public void done(StatementKind command, long count, boolean failed) {
            assertThat(command).isEqualTo(failed && columns.isEmpty() ? command : StatementKind.SELECT);
        }

        @Override
        public void flush() {
            throw new AssertionError(sql + " flushes");
        }
    }
}
