package mirrorsh.lab.tds;

import static mirrorsh.lab.tds.FakeBackend.ok;
import static mirrorsh.lab.tds.FakeBackend.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.concurrent.CompletableFuture;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import mirrorsh.lab.type.StatementKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second client with its own reading of the protocol, in the old dialect 7.1. */
class JtdsTest {
    private final FakeBackend backend = new FakeBackend();
    private TdsServer server;

    @BeforeEach
    void start() throws Exception {
        server = Servers.start(backend, TdsSettings.of(Servers.tls()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TDS=8.0", "ssl=require"})
    void logsInAndQueries(String options) throws SQLException {
        try (Connection connection = Servers.connectJtds(server, options);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select 1")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getInt(1)).isEqualTo(1);
            assertThat(connection.getCatalog()).isEqualTo("master");
        }
        assertThat(backend.logins.get(0).encrypted()).isEqualTo(options.startsWith("ssl"));
    }

    /** Not with a login-only cover: jTDS then closes its TLS socket, which swallows an answer that was faster. */
    @Test
    void isCoveredAsAWholeWhereTheInstanceWantsThat() throws Exception {
        try (TdsServer covering =
                        Servers.start(backend, TdsSettings.of(Servers.tls()).with(TdsSettings.Encryption.ON));
                Connection connection = Servers.connectJtds(covering, "ssl=request");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("select 1").next()).isTrue();
        }
        assertThat(backend.logins.get(0).encrypted()).isTrue();
    }

    @Test
    void isToldThatItsVersionIsTooOld() {
        assertThatThrownBy(() -> Servers.connectJtds(server, "TDS=7.0").close())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(18456));
    }

    @Test
    void executesPreparedStatements() throws SQLException {
        try (Connection connection = Servers.connectJtds(server, "");
                PreparedStatement statement = connection.prepareStatement("echo ?, ?")) {
            for (int i = 1; i <= 3; i++) {
                statement.setInt(1, i);
                statement.setString(2, "text " + i);
                try (ResultSet result = statement.executeQuery()) {
                    result.next();
                    assertThat(result.getInt(1)).isEqualTo(i);
                    assertThat(result.getString(2)).isEqualTo("text " + i);
                }
            }
        }
    }

    @Test
    void countsPreparedBatches() throws SQLException {
        backend.on("insert", (parameters, sink, cancel) -> {
            sink.done(StatementKind.INSERT, 1, false);
            return ok();
        });

        try (Connection connection = Servers.connectJtds(server, "");
                PreparedStatement statement = connection.prepareStatement("insert ?")) {
            for (int i = 0; i < 5; i++) {
                statement.setInt(1, i);
                statement.addBatch();
            }
            assertThat(statement.executeBatch()).containsExactly(1, 1, 1, 1, 1);
        }
    }

    @Test
    void getsSeveralResults() throws SQLException {
        backend.on("mixed", (parameters, sink, cancel) -> {
            rows(sink, SqlType.INT, 1, 2);
            sink.done(StatementKind.UPDATE, 4, false);
            return rows(sink, SqlType.INT, 3);
        });

        try (Connection connection = Servers.connectJtds(server, "");
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("mixed")).isTrue();
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(4);
            assertThat(statement.getMoreResults()).isTrue();
        }
    }

    @Test
    void getsNumberAndTextOfAnError() throws SQLException {
        try (Connection connection = Servers.connectJtds(server, "");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("nothing of the kind"))
                    .hasMessage("Nothing is scripted for: nothing of the kind")
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(2812));
            assertThat(statement.executeQuery("select 1").next()).isTrue();
        }
    }

    @Test
    void seesNewTypesAsTextAndLongOnesWhole() throws SQLException {
        SqlType datetime2 = new SqlType(Kind.DATETIME2, 0, 0, 3);
        backend.on("date", (p, sink, c) -> rows(sink, SqlType.DATE, LocalDate.of(2026, 2, 3)));
        backend.on("stamp", (p, sink, c) -> rows(sink, datetime2, LocalDateTime.of(2026, 2, 3, 4, 5, 6)));
        backend.on("clock", (p, sink, c) -> rows(sink, new SqlType(Kind.TIME, 0, 0, 0), LocalTime.of(4, 5, 6)));
        backend.on(
                "offset",
                (p, sink, c) -> rows(
                        sink,
                        new SqlType(Kind.DATETIMEOFFSET, 0, 0, 7),
                        OffsetDateTime.parse("2026-02-03T04:05:06-05:30")));
        backend.on("long", (p, sink, c) -> rows(sink, SqlType.nvarchar(SqlType.MAX), "ä".repeat(9000), null));

        try (Connection connection = Servers.connectJtds(server, "");
                Statement statement = connection.createStatement()) {
            assertThat(text(statement, "date")).isEqualTo("2026-02-03");
            assertThat(text(statement, "stamp")).isEqualTo("2026-02-03 04:05:06.000");
            assertThat(text(statement, "clock")).isEqualTo("04:05:06");
            assertThat(text(statement, "offset")).isEqualTo("2026-02-03 04:05:06.0000000 -05:30");
            ResultSet result = statement.executeQuery("long");
            result.next();
            Clob clob = result.getClob(1);
            assertThat(clob.getSubString(1, 10_000)).isEqualTo("ä".repeat(9000));
            result.next();
            assertThat(result.getString(1)).isNull();
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    @Test
    void cancelsAStatementAndGoesOn() throws Exception {
        try (Connection connection = Servers.connectJtds(server, "");
                Statement statement = connection.createStatement()) {
            CompletableFuture<Void> cancel = CompletableFuture.runAsync(() -> {
                Servers.until("the statement runs", () -> backend.requests.contains("wait"));
                try {
                    statement.cancel();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            // HY008 mostly; 24000 where its two threads meet badly
            assertThatThrownBy(() -> statement.executeQuery("wait").next())
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isIn("HY008", "24000");
            cancel.get();
            assertThat(statement.executeQuery("select 1").next()).isTrue();
        }
    }

    @Test
    void isRefusedInClearWhereEncryptionIsForced() throws Exception {
        try (TdsServer forced =
                Servers.start(backend, TdsSettings.of(Servers.tls()).with(TdsSettings.Encryption.REQUIRED))) {
            assertThatThrownBy(() -> Servers.connectJtds(forced, "").close())
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(17835));
            try (Connection connection = Servers.connectJtds(forced, "ssl=require")) {
                assertThat(connection.isClosed()).isFalse();
            }
        }
    }
}
