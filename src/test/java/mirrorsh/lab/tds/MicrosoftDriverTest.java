package mirrorsh.lab.tds;

import static mirrorsh.lab.tds.FakeBackend.ok;
import static mirrorsh.lab.tds.FakeBackend.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.sqlserver.jdbc.SQLServerException;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.StatementKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Microsoft's driver against the wire; Java assertions are on, and with them the driver's own. */
class MicrosoftDriverTest {
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

    @Test
    void learnsProductAndDatabaseFromTheLogin() throws SQLException {
        DatabaseMetaData data = connection.getMetaData();

        assertThat(data.getDatabaseProductName()).isEqualTo("Microsoft SQL Server");
        assertThat(data.getDatabaseProductVersion()).isEqualTo("16.00.4135");
        assertThat(connection.getCatalog()).isEqualTo("master");
        assertThat(backend.logins.get(0).user()).isEqualTo("sa");
        assertThat(backend.logins.get(0).clientAddress()).isEqualTo("127.0.0.1");
        assertThat(LabExtension.eventually(() -> isBlank(backend.logins.get(0).password())))
                .as("the password is forgotten")
                .isTrue();
    }

    private static boolean isBlank(char[] password) {
        return new String(password).chars().allMatch(character -> character == 0);
    }

    @Test
    void readsThousandsOfRowsOverManyPackets() throws SQLException {
        backend.on("many", (parameters, sink, cancel) -> {
            sink.columns(List.of(Column.notNull("n", SqlType.INT), Column.of("text", SqlType.nvarchar(200))));
            for (int i = 0; i < 5000; i++) {
                sink.row(new Object[] {i, "row " + i + " " + "ü".repeat(i % 150)});
            }
            sink.done(StatementKind.SELECT, 5000, false);
            return ok();
        });

        int expected = 0;
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("many")) {
            while (result.next()) {
                assertThat(result.getInt(1)).isEqualTo(expected);
                assertThat(result.getString(2)).isEqualTo("row " + expected + " " + "ü".repeat(expected % 150));
                expected++;
            }
        }
        assertThat(expected).isEqualTo(5000);
    }

    @Test
    void preparesOnTheSecondExecutionAndReusesTheHandleOnTheThird() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("echo ?, ?")) {
            for (int i = 1; i <= 4; i++) {
                statement.setInt(1, i);
                statement.setString(2, "text " + i);
                try (ResultSet result = statement.executeQuery()) {
                    result.next();
                    assertThat(result.getInt(1)).isEqualTo(i);
                    assertThat(result.getString(2)).isEqualTo("text " + i);
                }
            }
        }
        assertThat(backend.requests).hasSize(4).allMatch(text -> text.startsWith("echo @P0"));
    }

    @Test
    void countsAPreparedBatch() throws SQLException {
        backend.on("insert", (parameters, sink, cancel) -> {
            sink.done(StatementKind.INSERT, 1, false);
            return ok();
        });

        try (PreparedStatement statement = connection.prepareStatement("insert ?")) {
            for (int i = 0; i < 6; i++) {
                statement.setInt(1, i);
                statement.addBatch();
            }
            assertThat(statement.executeBatch()).containsExactly(1, 1, 1, 1, 1, 1);
        }
        assertThat(backend.parameters).hasSize(6);
    }

    @Test
    void givesHandlesBackWithoutTroublingTheSession() throws SQLException {
        for (int i = 0; i < 14; i++) {
            try (PreparedStatement statement = connection.prepareStatement("echo " + i + ", ?")) {
                for (int run = 0; run < 3; run++) {
                    statement.setInt(1, run);
                    statement.executeQuery().close();
                }
            }
        }
        assertThat(backend.requests).noneMatch(text -> text.contains("unprepare"));
    }

    @Test
    void showsResultsMessagesAndCountsInStreamOrder() throws SQLException {
        backend.on("mixed", (parameters, sink, cancel) -> {
            rows(sink, SqlType.INT, 1, 2);
            sink.message(FakeBackend.message(0, 0, "printed"));
            sink.done(StatementKind.OTHER, -1, false);
            sink.done(StatementKind.INSERT, 3, false);
            return rows(sink, SqlType.INT, 7);
        });

        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute("mixed")).isTrue();
            statement.getResultSet().close();
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(3);
            assertThat(statement.getWarnings().getMessage()).isEqualTo("printed");
            assertThat(statement.getMoreResults()).isTrue();
            statement.getResultSet().next();
            assertThat(statement.getResultSet().getInt(1)).isEqualTo(7);
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
        }
    }

    @Test
    void getsSeveralErrorsOfABatchOneByOneAndGoesOn() throws SQLException {
        backend.on("errors", (parameters, sink, cancel) -> {
            sink.message(FakeBackend.message(50001, 16, "first"));
            sink.done(StatementKind.OTHER, -1, true);
            sink.message(FakeBackend.message(50002, 16, "second"));
            sink.done(StatementKind.OTHER, -1, true);
            return rows(sink, SqlType.INT, 5);
        });

        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("errors")).hasMessage("first");
            assertThatThrownBy(statement::getMoreResults).hasMessage("second");
            assertThat(statement.getMoreResults()).isTrue();
        }
    }

    @Test
    void getsNumberStateLineAndServerOfAnError() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("nothing of the kind")) {
            assertThatThrownBy(statement::execute).isInstanceOfSatisfying(SQLServerException.class, e -> {
                assertThat(e.getErrorCode()).isEqualTo(2812);
                assertThat(e.getSQLServerError().getErrorSeverity()).isEqualTo(16);
                assertThat(e.getSQLServerError().getLineNumber()).isEqualTo(1);
                assertThat(e.getSQLServerError().getServerName()).isEqualTo("HOST_A");
            });
        }
    }

    @Test
    void survivesAFailureInsideTheBackend() throws SQLException {
        backend.on("explode", (parameters, sink, cancel) -> {
            throw new IllegalStateException("boom");
        });

        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("explode")).hasMessageContaining("boom");
            assertThat(statement.executeQuery("select 1").next()).isTrue();
        }
    }

    @Test
    void refusesAValueThatDoesNotFitItsColumn() throws SQLException {
        backend.on("long", (parameters, sink, cancel) -> rows(sink, SqlType.nvarchar(3), "four"));

        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("long").next()).hasMessageContaining("does not fit");
            assertThat(statement.executeQuery("select 1").next()).isTrue();
        }
    }

    @Test
    void losesTheConnectionAfterAnErrorOfSeverity20() throws SQLException {
        backend.on("fatal", (parameters, sink, cancel) -> {
            sink.message(FakeBackend.message(50003, 20, "fatal"));
            sink.done(StatementKind.OTHER, -1, true);
            return ok();
        });

        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("fatal")).hasMessageContaining("fatal");
            Servers.until("the session is closed", () -> backend.openSessions.get() == 0);
        }
    }

    @Test
    void endsAWaitingStatementWithItsTimeout() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.executeQuery("wait")).isInstanceOf(SQLTimeoutException.class);
            statement.setQueryTimeout(0);
            assertThat(statement.executeQuery("select 1").next()).isTrue();
        }
    }

    @Test
    void cancelsBatchesAndCallsFromAnotherThread() throws Exception {
        for (int round = 0; round < 3; round++) {
            int before = backend.requests.size();
            try (PreparedStatement statement = connection.prepareStatement("wait ?")) {
                statement.setInt(1, 1);
                CompletableFuture<Void> cancel = CompletableFuture.runAsync(() -> {
                    Servers.until("the statement runs", () -> backend.requests.size() > before);
                    try {
                        statement.cancel();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
                assertThatThrownBy(statement::executeQuery)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("HY008"));
                cancel.get();
            }
            try (Statement statement = connection.createStatement()) {
                assertThat(statement.executeQuery("select 1").next()).isTrue();
            }
        }
    }

    @Test
    void beginsCommitsAndRollsBack() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select 1").close();
            connection.commit();
            statement.executeQuery("select 1").close();
            connection.rollback();
        }
        connection.setAutoCommit(true);

        assertThat(backend.requests).contains("IF @@TRANCOUNT > 0 COMMIT TRAN", "IF @@TRANCOUNT > 0 ROLLBACK TRAN");
    }

    @Test
    void callsAProcedureWithAnOutputParameter() throws SQLException {
        backend.on("EXEC @P0 = twice @P1", (parameters, sink, cancel) -> {
            int given = (Integer) parameters.get(1).value();
            return new Backend.Outcome(0, List.of(new Backend.Outcome.Output(0, "@P0", SqlType.INT, given * 2)));
        });

        try (CallableStatement call = connection.prepareCall("{? = call twice(?)}")) {
            for (int i = 1; i <= 3; i++) {
                call.registerOutParameter(1, Types.INTEGER);
                call.setInt(2, 20 + i);
                call.execute();
                assertThat(call.getInt(1)).isEqualTo(2 * (20 + i));
            }
        }
    }

    @Test
    void takesServerCursorsAsOrdinaryResults() throws Exception {
        backend.on("numbers", (parameters, sink, cancel) -> rows(sink, SqlType.INT, 1, 2, 3));
        connection.close();
        connection = Servers.connect(server, "encrypt=false;selectMethod=cursor");

        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("numbers")) {
            assertThat(sum(result)).isEqualTo(6);
        }
        try (PreparedStatement statement = connection.prepareStatement("numbers ?")) {
            for (int i = 0; i < 3; i++) {
                statement.setInt(1, 1);
                try (ResultSet result = statement.executeQuery()) {
                    assertThat(sum(result)).isEqualTo(6);
                }
            }
        }
    }

    private static int sum(ResultSet result) throws SQLException {
        int sum = 0;
        while (result.next()) {
            sum += result.getInt(1);
        }
        return sum;
    }

    @Test
    void preparesFirstWhereAskedTo() throws Exception {
        connection.close();
        connection = Servers.connect(server, "encrypt=false;prepareMethod=prepare");

        try (PreparedStatement statement = connection.prepareStatement("echo ?")) {
            for (int i = 0; i < 3; i++) {
                statement.setBigDecimal(1, new BigDecimal("-12.50"));
                try (ResultSet result = statement.executeQuery()) {
                    result.next();
                    assertThat(result.getBigDecimal(1)).isEqualByComparingTo("-12.5");
                }
            }
        }
    }

    @Test
    void acceptsTheMirroringPartnerThatTheLoginNames() throws Exception {
        String url = "encrypt=false;databaseName=db;failoverPartner=127.0.0.9";

        backend.partner = Optional.of("127.0.0.9");
        try (Connection mirrored = Servers.connect(server, url)) {
            assertThat(mirrored.isValid(2)).isTrue();
        }
    }

    @Test
    void isRefusedWith18456AndNothingElse() {
        String url = "jdbc:sqlserver://127.0.0.1:" + server.address().getPort() + ";encrypt=false";

        assertThatThrownBy(() ->
                        java.sql.DriverManager.getConnection(url, "sa", "wrong").close())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(18456));
    }

    @Test
    void sendsWhatIsRaisedWithNowaitAtOnce() throws Exception {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        backend.on("slow", (parameters, sink, cancel) -> {
            sink.message(FakeBackend.message(50000, 10, "step"));
            sink.flush();
            return rows(sink, SqlType.INT, 1);
        });
        try (RawClient client = new RawClient(server.address()).login()) {
            client.send(PacketType.BATCH, 1, RawClient.batch("slow"));
            byte[] header = client.socket.getInputStream().readNBytes(8);

            assertThat(header[1]).isZero();
            seen.complete(null);
        }
        assertThat(seen).isCompleted();
    }

    @Test
    void endsItsSessionWhenItCloses() throws Exception {
        connection.close();

        Servers.until("the session is closed", () -> backend.openSessions.get() == 0 && server.connections() == 0);
    }

    @Test
    void keepsWorkingOverSmallPackets() throws IOException, SQLException {
        try (Connection small = Servers.connect(server, "encrypt=false;packetSize=512");
                PreparedStatement statement = small.prepareStatement("echo ?")) {
            String text = "Größe ".repeat(2000);
            statement.setString(1, text);
            ResultSet result = statement.executeQuery();
            result.next();
            assertThat(result.getString(1)).isEqualTo(text);
        }
    }
}
