package mirrorsh.lab.tds;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import microsoft.sql.DateTimeOffset;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import mirrorsh.lab.type.StatementKind;
import mirrorsh.lab.type.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of every kind through Microsoft's driver, out and in. */
class DriverTypesTest {
    private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final LocalDateTime STAMP = LocalDateTime.parse("2026-11-22T23:59:59.1234567");

    private final FakeBackend backend = new FakeBackend();
    private TdsServer server;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        server = Servers.start(backend, TdsSettings.clear());
        connection = Servers.connect(server, "encrypt=false");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        server.close();
    }

    private ResultSet single(Statement statement, SqlType type, Object value) throws SQLException {
        backend.on("value", (parameters, sink, cancel) -> {
            sink.columns(List.of(Column.of("v", type), Column.of("null", type)));
            sink.row(new Object[] {value, null});
            sink.done(StatementKind.SELECT, 1, false);
            return FakeBackend.ok();
        });
        ResultSet result = statement.executeQuery("value");
        result.next();
        return result;
    }

    /** A type of ours, a value of ours, and what the driver makes of them. */
    private record Shown(SqlType type, Object value, String typeName, Object seen) {}

    static List<Shown> shown() {
        SqlType offset = new SqlType(Kind.DATETIMEOFFSET, 0, 0, 7);
        return List.of(
                new Shown(SqlType.BIT, true, "bit", true),
                new Shown(SqlType.TINYINT, 200, "tinyint", (short) 200),
                new Shown(SqlType.SMALLINT, -5, "smallint", (short) -5),
                new Shown(SqlType.INT, -5, "int", -5),
                new Shown(SqlType.BIGINT, Long.MIN_VALUE, "bigint", Long.MIN_VALUE),
                new Shown(SqlType.of(Kind.REAL), 1.5f, "real", 1.5f),
                new Shown(SqlType.FLOAT, Math.E, "float", Math.E),
                new Shown(SqlType.decimal(38, 10), new BigDecimal("-1.5"), "decimal", new BigDecimal("-1.5000000000")),
                new Shown(
                        SqlType.LSN,
                        new BigDecimal("43000000045600001"),
                        "numeric",
                        new BigDecimal("43000000045600001")),
                new Shown(SqlType.of(Kind.MONEY), new BigDecimal("-7.25"), "money", new BigDecimal("-7.2500")),
                new Shown(SqlType.of(Kind.SMALLMONEY), new BigDecimal("7.25"), "smallmoney", new BigDecimal("7.2500")),
                new Shown(SqlType.DATE, STAMP.toLocalDate(), "date", java.sql.Date.valueOf("2026-11-22")),
                new Shown(SqlType.DATETIME, STAMP, "datetime", Timestamp.valueOf("2026-11-22 23:59:59.123")),
                new Shown(
                        SqlType.of(Kind.SMALLDATETIME),
                        STAMP,
                        "smalldatetime",
                        Timestamp.valueOf("2026-11-23 00:00:00")),
                new Shown(new SqlType(Kind.DATETIME2, 0, 0, 7), STAMP, "datetime2", Timestamp.valueOf(STAMP)),
                new Shown(
                        offset,
                        OffsetDateTime.parse("2026-11-22T01:02:03+05:30"),
                        "datetimeoffset",
                        DateTimeOffset.valueOf(OffsetDateTime.parse("2026-11-22T01:02:03+05:30"))),
                new Shown(SqlType.character(Kind.CHAR, 3), "é", "char", "é  "),
                new Shown(SqlType.varchar(10), "é", "varchar", "é"),
                new Shown(SqlType.character(Kind.NCHAR, 3), "日", "nchar", "日  "),
                new Shown(SqlType.SYSNAME, "日本", "nvarchar", "日本"),
                new Shown(SqlType.varchar(SqlType.MAX), "x".repeat(20_000), "varchar", "x".repeat(20_000)),
                new Shown(SqlType.nvarchar(SqlType.MAX), "", "nvarchar", ""),
                new Shown(SqlType.varbinary(3), new byte[] {1}, "varbinary", new byte[] {1}),
                new Shown(SqlType.character(Kind.BINARY, 2), new byte[] {1}, "binary", new byte[] {1, 0}),
                new Shown(SqlType.varbinary(SqlType.MAX), new byte[9000], "varbinary", new byte[9000]),
                new Shown(SqlType.UNIQUEIDENTIFIER, ID, "uniqueidentifier", "00112233-4455-6677-8899-AABBCCDDEEFF"));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void comeOutAsTheDriverShowsThem(Shown shown) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = single(statement, shown.type(), shown.value())) {
            assertThat(result.getMetaData().getColumnTypeName(1)).isEqualTo(shown.typeName());
            assertThat(result.getObject(1)).isEqualTo(shown.seen());
            assertThat(result.getObject(2)).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("shown")
    void comeOutOfVariants(Shown shown) throws SQLException {
        if (shown.type().length() == SqlType.MAX) {
            return;
        }
        Variant variant = new Variant(shown.type(), shown.value());
        try (Statement statement = connection.createStatement();
                ResultSet result = single(statement, SqlType.SQL_VARIANT, variant)) {
            assertThat(result.getMetaData().getColumnTypeName(1)).isEqualTo("sql_variant");
            assertThat(result.getObject(1)).isEqualTo(shown.seen());
            assertThat(result.getObject(2)).isNull();
        }
    }

    @Test
    void showServerPropertiesAsTextAndNumber() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet name = single(statement, SqlType.SQL_VARIANT, new Variant(SqlType.SYSNAME, "HOST_A"))) {
                assertThat(name.getString(1)).isEqualTo("HOST_A");
            }
            try (ResultSet edition = single(statement, SqlType.SQL_VARIANT, new Variant(SqlType.INT, 3))) {
                assertThat(edition.getInt(1)).isEqualTo(3);
            }
        }
    }

    @Test
    void goIn() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("echo ?,?,?,?,?,?,?,?,?,?,?,?,?")) {
            statement.setInt(1, 7);
            statement.setLong(2, -8L);
            statement.setBigDecimal(3, new BigDecimal("12345678901234567890.125"));
            statement.setString(4, "日本");
            statement.setString(5, "x".repeat(9000));
            statement.setBytes(6, new byte[] {9});
            statement.setTimestamp(7, Timestamp.valueOf(STAMP));
            statement.setBoolean(8, true);
            statement.setDouble(9, 1.25);
            statement.setObject(10, LocalDate.of(2026, 1, 2));
            statement.setObject(11, LocalTime.of(1, 2, 3));
            statement.setNull(12, Types.INTEGER);
            statement.setObject(13, ID.toString(), microsoft.sql.Types.GUID);
            statement.executeQuery().close();
        }

        assertThat(backend.parameters)
                .extracting(Backend.Parameter::value)
                .containsExactly(
                        7,
                        -8L,
                        new BigDecimal("12345678901234567890.125"),
                        "日本",
                        "x".repeat(9000),
                        new byte[] {9},
                        STAMP,
                        true,
                        1.25,
                        LocalDate.of(2026, 1, 2),
                        // the driver sends a time as datetime unless it is told not to
                        LocalDateTime.of(1970, 1, 1, 1, 2, 3),
                        null,
                        ID);
    }
}
