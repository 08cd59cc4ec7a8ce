package mirrorsh.lab.tds;

import static mirrorsh.lab.tds.FakeBackend.ok;
import static mirrorsh.lab.tds.FakeBackend.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.StatementKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests and their answers, token by token (tds.md §9, §10.1). */
class RequestTest {
    private final FakeBackend backend = new FakeBackend();
    private TdsServer server;
    private RawClient client;

    @BeforeEach
    void logIn() throws IOException {
        server = Servers.start(backend, TdsSettings.clear());
        client = new RawClient(server.address()).login();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private static ByteWriter number(int number) {
        return new ByteWriter().bytes(RawClient.headers()).u2(0xFFFF).u2(number).u2(0);
    }

    private static ByteWriter text(ByteWriter out, String text) {
        out.u1(0).u1(0).u1(0xE7).u2(8000).bytes(Collation.latin1());
        return out.u2(text.length() * 2).text(text);
    }

    private static ByteWriter integer(ByteWriter out, int value, boolean output) {
        return out.u1(0).u1(output ? 1 : 0).bytes(new byte[] {0x26, 4, 4}).i4(value);
    }

    private List<String> call(ByteWriter call) throws IOException {
        client.send(PacketType.RPC, 1, call.toBytes());
        return client.tokens();
    }

    @Test
    void answersALoginInTheOrderThatAllClientsTake() throws IOException {
        backend.partner = Optional.of("HOST_B");
        try (RawClient other = new RawClient(server.address())) {
            other.send(PacketType.PRELOGIN, 1, RawClient.prelogin(2));
            other.response();
            other.send(PacketType.LOGIN, 1, RawClient.login(0x74000004, FakeBackend.USER, FakeBackend.PASSWORD));

            assertThat(other.tokens())
                    .containsExactly(
                            "ENVCHANGE 1",
                            "INFO 5701",
                            "ENVCHANGE 7",
                            "ENVCHANGE 2",
                            "INFO 5703",
                            "LOGINACK 74000004",
                            "ENVCHANGE 13",
                            "ENVCHANGE 4",
                            "DONE 00 00 0");
        }
    }

    @Test
    void saysMoreOnEveryDoneButTheLast() throws IOException {
        backend.on("mixed", (parameters, sink, cancel) -> {
            rows(sink, SqlType.INT, 1, 2);
            sink.message(FakeBackend.message(0, 0, "printed"));
            sink.done(StatementKind.OTHER, -1, false);
            sink.done(StatementKind.INSERT, 3, false);
            sink.message(FakeBackend.message(50001, 16, "refused"));
            sink.done(StatementKind.OTHER, -1, true);
            return rows(sink, SqlType.INT, 4);
        });

        assertThat(client.request("mixed"))
                .containsExactly(
                        "COLUMNS n",
                        "ROW [1]",
                        "ROW [2]",
                        "DONE 11 C1 2",
                        "INFO 0",
                        "DONE 01 00 0",
                        "DONE 11 C3 3",
                        "ERROR 50001",
                        "DONE 03 00 0",
                        "COLUMNS n",
                        "ROW [4]",
                        "DONE 10 C1 1");
    }

    @Test
    void answersABatchThatSaysNothing() throws IOException {
        backend.on("nothing", (parameters, sink, cancel) -> ok());

        assertThat(client.request("nothing")).containsExactly("DONE 00 00 0");
    }

    @Test
    void endsARefusedBatchWithAFailedDone() throws IOException {
        assertThat(client.request("what")).containsExactly("ERROR 2812", "DONE 02 00 0");
    }

    @Test
    void executesATextWithParametersAndOutputs() throws IOException {
        ByteWriter call = text(text(number(RpcRequest.EXECUTE_SQL), "echo"), "@P0 int OUTPUT");

        assertThat(call(integer(call, 7, true)))
                .containsExactly(
                        "COLUMNS c0", "ROW [7]", "DONEINPROC 11 C1 1", "STATUS 0", "VALUE 2 @P0 7", "DONEPROC 00 E0 0");
    }

    @Test
    void preparesExecutesAndForgets() throws IOException {
        ByteWriter prepare = integer(number(RpcRequest.PREPARE), 0, true);
        assertThat(call(integer(text(text(prepare, "@P0 int"), "echo @P0"), 1, false)))
                .containsExactly("STATUS 0", "VALUE 0 1", "DONEPROC 00 E0 0");
        assertThat(call(integer(integer(number(RpcRequest.EXECUTE), 1, false), 5, false)))
                .contains("ROW [5]");
        ByteWriter replace = integer(number(RpcRequest.PREPARE_EXECUTE), 1, true);
        assertThat(call(integer(text(text(replace, "@P0 int"), "echo @P0"), 6, false)))
                .contains("ROW [6]", "VALUE 0 2");
        assertThat(call(integer(number(RpcRequest.EXECUTE), 1, false)))
                .containsExactly("ERROR 8179", "STATUS 8179", "DONEPROC 02 E0 0");
        assertThat(call(integer(number(RpcRequest.UNPREPARE), 2, false)))
                .containsExactly("STATUS 0", "DONEPROC 00 E0 0");
        assertThat(client.request("EXEC sp_unprepare 2;")).containsExactly("ERROR 8179", "DONE 02 00 0");
    }

    @Test
    void givesOutputsTheNamesThatTheClientUsed() throws IOException {
        ByteWriter prepare = number(RpcRequest.PREPARE).shortText("handle").u1(1);
        prepare.bytes(new byte[] {0x26, 4, 0});

        assertThat(call(text(text(prepare, ""), "echo"))).contains("VALUE 0 handle 1");
    }

    @Test
    void marksEveryCallOfAMessageButTheLast() throws IOException {
        ByteWriter calls = integer(number(RpcRequest.EXECUTE), 9, false).u1(0xFF);
        calls.u2(0xFFFF).u2(RpcRequest.EXECUTE_SQL).u2(0);

        assertThat(call(text(calls, "select 1")))
                .containsExactly(
                        "ERROR 8179",
                        "STATUS 8179",
                        "DONEPROC 83 E0 0",
                        "COLUMNS n",
                        "ROW [1]",
                        "DONEINPROC 11 C1 1",
                        "STATUS 0",
                        "DONEPROC 00 E0 0");
    }

    @Test
    void passesOtherProceduresToTheSession() throws IOException {
        backend.on("call sp_mine", (parameters, sink, cancel) -> new Backend.Outcome(4, List.of()));
        ByteWriter call =
                new ByteWriter().bytes(RawClient.headers()).longText("sp_mine").u2(0);

        assertThat(call(call)).containsExactly("STATUS 4", "DONEPROC 00 E0 0");
    }

    @Test
    void refusesCursorsThatItDoesNotHave() throws IOException {
        assertThat(call(integer(number(7), 1, false)))
                .containsExactly("ERROR 16916", "STATUS 16916", "DONEPROC 02 E0 0");
    }

    @Test
    void answersTransactionRequests() throws IOException {
        assertThat(transaction(5, 2, 0)).containsExactly("ENVCHANGE 8", "DONE 00 00 0");
        assertThat(transaction(7, 0, 0)).containsExactly("ENVCHANGE 9", "DONE 00 00 0");
        assertThat(transaction(8, 0, 1, 0, 0)).containsExactly("ENVCHANGE 10", "ENVCHANGE 8", "DONE 00 00 0");
        assertThat(transaction(9, 0)).containsExactly("DONE 00 00 0");
        assertThat(transaction(0)).containsExactly("ERROR 8501", "DONE 02 00 0");
        assertThat(backend.requests)
                .containsExactly(
                        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
                        "BEGIN ",
                        "COMMIT ",
                        "ROLLBACK ",
                        "BEGIN ",
                        "SAVE ");
    }

    private List<String> transaction(int request, int... rest) throws IOException {
        ByteWriter out = new ByteWriter().bytes(RawClient.headers()).u2(request);
        for (int value : rest) {
            out.u1(value);
        }
        client.send(PacketType.TRANSACTION, 1, out.toBytes());
        return client.tokens();
    }

    @Test
    void resetsBeforeItExecutes() throws IOException {
        client.send(PacketType.BATCH, 0x09, RawClient.batch("select 1"));

        assertThat(client.tokens()).containsExactly("ENVCHANGE 18", "COLUMNS n", "ROW [1]", "DONE 10 C1 1");
        assertThat(backend.requests).containsExactly("reset false", "select 1");
    }

    @Test
    void acknowledgesACancelInAMessageOfItsOwn() throws IOException {
        client.send(PacketType.BATCH, 1, RawClient.batch("wait"));
        Servers.until("the statement runs", () -> backend.requests.contains("wait"));
        client.send(PacketType.ATTENTION, 1, new byte[0]);

        assertThat(client.tokens()).containsExactly("DONE 00 00 0");
        assertThat(client.tokens()).containsExactly("DONE 20 00 0");
        assertThat(client.request("select 1")).contains("ROW [1]");
    }

    @Test
    void cancelsACallBetweenItsRows() throws IOException {
        backend.on("endless", (parameters, sink, cancel) -> {
            sink.columns(List.of(mirrorsh.lab.type.Column.of("n", SqlType.INT)));
            for (int i = 0; ; i++) {
                sink.row(new Object[] {i});
            }
        });
        client.send(
                PacketType.RPC,
                1,
                text(number(RpcRequest.EXECUTE_SQL), "endless").toBytes());
        Servers.until("the statement runs", () -> backend.requests.contains("endless"));
        client.send(PacketType.ATTENTION, 1, new byte[0]);

        List<String> tokens = client.tokens();
        assertThat(tokens.get(tokens.size() - 1)).isEqualTo("DONEPROC 00 00 0");
        assertThat(client.tokens()).containsExactly("DONE 20 00 0");
    }

    @Test
    void acknowledgesEveryCancelOnceEvenWhenNothingRuns() throws IOException {
        client.send(PacketType.ATTENTION, 1, new byte[0]);
        client.send(PacketType.ATTENTION, 1, new byte[0]);

        assertThat(client.tokens()).containsExactly("DONE 20 00 0");
        assertThat(client.tokens()).containsExactly("DONE 20 00 0");
        assertThat(client.request("select 1")).contains("ROW [1]");
    }

    @Test
    void answersARequestThatWasTakenBack() throws IOException {
        client.send(PacketType.BATCH, 0, RawClient.batch("half"));
        client.send(PacketType.BATCH, 3, new byte[0]);

        assertThat(client.tokens()).containsExactly("DONE 00 00 0");
        assertThat(backend.requests).isEmpty();
    }

    @Test
    void endsAConnectionThatSendsNonsenseAfterSayingSo() throws IOException {
        client.send(PacketType.RPC, 1, new byte[] {1, 2, 3});

        assertThat(client.tokens()).containsExactly("ERROR 8009", "DONE 02 00 0");
        assertThat(client.tokens()).containsExactly("CLOSED");
    }
}
