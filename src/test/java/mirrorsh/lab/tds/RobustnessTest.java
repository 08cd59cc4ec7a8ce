package mirrorsh.lab.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mirrorsh.lab.tds.TdsSettings.Limits;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that are broken, hostile or gone (tds.md §13). */
class RobustnessTest {
    private static final long SEED = 20261122;

    private final FakeBackend backend = new FakeBackend();

    private TdsServer start(Limits limits) throws IOException {
        return Servers.start(backend, TdsSettings.of(Servers.tls()).with(limits));
    }

    @Test
    void survivesMutatedMessagesAndKeepsServingOthers() throws IOException {
        Random random = new Random(SEED);
        byte[] prelogin = RawClient.packet(PacketType.PRELOGIN, 1, RawClient.prelogin(2));
        byte[] login = RawClient.packet(
                PacketType.LOGIN, 1, RawClient.login(0x74000004, FakeBackend.USER, FakeBackend.PASSWORD));
        byte[] call = RawClient.packet(PacketType.RPC, 1, call());
        byte[] batch = RawClient.packet(PacketType.BATCH, 1, RawClient.batch("select 1"));
        try (TdsServer server = start(Limits.DEFAULT);
                RawClient witness = new RawClient(server.address()).login()) {
            for (int i = 0; i < 400; i++) {
                List<byte[]> conversation = new ArrayList<>(List.of(prelogin, login, i % 2 == 0 ? call : batch));
                int victim = random.nextInt(3);
                conversation.set(victim, mutate(conversation.get(victim), random));
                converse(server, conversation);
                if (i % 50 == 0) {
                    assertThat(witness.request("select 1"))
                            .as("seed %d, round %d", SEED, i)
                            .contains("ROW [1]");
                }
            }
            Servers.until("all broken clients are gone", () -> server.connections() == 1);
            Servers.until("their sessions are closed", () -> backend.openSessions.get() == 1);
        }
    }

    private static byte[] call() {
        ByteWriter out = new ByteWriter()
                .bytes(RawClient.headers())
                .u2(0xFFFF)
                .u2(RpcRequest.EXECUTE_SQL)
                .u2(0);
        out.u1(0).u1(0).u1(0xE7).u2(8000).bytes(Collation.latin1()).u2(8).text("echo");
        out.u1(0).u1(0).bytes(new byte[] {0x26, 4, 4, 1, 0, 0, 0});
        return out.u1(0)
                .u1(0)
                .bytes(new byte[] {0x6A, 17, 10, 2, 5, 1, 1, 0, 0, 0})
                .toBytes();
    }

    private static byte[] mutate(byte[] message, Random random) {
        byte[] bytes = message.clone();
        for (int i = 0; i <= random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    /** Sends it all and leaves; whether anything comes back is not the point. */
    private static void converse(TdsServer server, List<byte[]> conversation) throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            for (byte[] message : conversation) {
                client.send(message);
            }
            client.socket.shutdownOutput();
        } catch (SocketException e) {
            // the server was right to hang up in the middle
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void parsesRandomBytesWithoutAnyOtherFailureThanItsOwn() {
        Random random = new Random(SEED);
        byte[] login = RawClient.login(0x74000004, "sa", "secret");
        for (int i = 0; i < 10_000; i++) {
            byte[] noise = new byte[random.nextInt(120)];
            random.nextBytes(noise);
            refusesOrTakes(i, () -> Prelogin.parse(noise));
            refusesOrTakes(i, () -> TransactionRequest.parse(noise, Dialect.V7_1));
            refusesOrTakes(i, () -> RpcRequest.parse(noise, Dialect.V7_1));
            byte[] mutatedCall = mutate(call(), random);
            refusesOrTakes(i, () -> RpcRequest.parse(mutatedCall, Dialect.V7_4));
            byte[] mutatedLogin = mutate(login, random);
            refusesOrTakes(i, () -> Login7.parse(mutatedLogin));
        }
    }

    private interface Parse {
        Object run() throws ProtocolException;
    }

    private static void refusesOrTakes(int round, Parse parse) {
        try {
            assertThat(parse.run()).isNotNull();
        } catch (ProtocolException e) {
            assertThat(e.getMessage()).isNotEmpty();
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + SEED + ", round " + round, e);
        }
    }

    @Test
    void turnsAwayOneClientTooMany() throws Exception {
        try (TdsServer server = start(Limits.DEFAULT.withConnections(1));
                RawClient first = new RawClient(server.address()).login()) {
            try (Socket second =
                    new Socket(server.address().getAddress(), server.address().getPort())) {
                second.setSoTimeout(5000);
                byte[] answer = second.getInputStream().readNBytes(13);
                ByteReader token = new ByteReader(java.util.Arrays.copyOfRange(answer, 8, 13));

                assertThat(token.u1()).isEqualTo(0xAA);
                token.u2();
                assertThat(token.u2()).isEqualTo(17809);
            }
            assertThat(first.request("select 1")).contains("ROW [1]");
            first.close();
            Servers.until("the first is gone", () -> server.connections() == 0);
            try (RawClient third = new RawClient(server.address()).login()) {
                assertThat(third.request("select 1")).contains("ROW [1]");
            }
        }
    }

    @Test
    void tellsAClientThatItsRequestIsTooLargeAndHangsUp() throws Exception {
        Limits narrow = new Limits(Duration.ofSeconds(15), Duration.ofSeconds(30), 200, 4096, 64 << 10);
        try (TdsServer server = start(narrow);
                RawClient client = new RawClient(server.address()).login()) {
            byte[] part = new byte[4000];
            for (int i = 0; i < 40; i++) {
                client.send(PacketType.BATCH, i == 39 ? 1 : 0, part);
            }

            assertThat(client.tokens()).anyMatch(token -> token.startsWith("ERROR 4002"));
            assertThat(client.tokens()).containsExactly("CLOSED");
            assertThat(backend.requests).isEmpty();
        }
    }

    @Test
    void aTooLargeRequestThatItsClientTakesBackIsForgotten() throws Exception {
        Limits narrow = new Limits(Duration.ofSeconds(15), Duration.ofSeconds(30), 200, 4096, 8 << 10);
        try (TdsServer server = start(narrow);
                RawClient client = new RawClient(server.address()).login()) {
            for (int i = 0; i < 5; i++) {
                client.send(PacketType.BATCH, i == 4 ? 3 : 0, new byte[4000]);
            }

            assertThat(client.tokens()).hasSize(1);
            assertThat(client.request("select 1")).contains("ROW [1]");
        }
    }

    @Test
    void hangsUpOnAClientThatDoesNotLogIn() throws Exception {
        Limits hasty = Limits.DEFAULT.withDeadlines(Duration.ofMillis(200), Duration.ofSeconds(30));
        try (TdsServer server = start(hasty);
                RawClient silent = new RawClient(server.address())) {
            silent.send(PacketType.PRELOGIN, 1, RawClient.prelogin(2));
            silent.response();

            assertThat(silent.tokens()).containsExactly("CLOSED");
        }
    }

    /** What a client sends, in order; the server answers what it must, and hangs up at the end. */
    static List<List<byte[]>> brokenOpenings() {
        byte[] prelogin = RawClient.packet(PacketType.PRELOGIN, 1, RawClient.prelogin(Negotiation.ON));
        byte[] clear = RawClient.packet(PacketType.PRELOGIN, 1, RawClient.prelogin(Negotiation.NOT_SUPPORTED));
        byte[] garbage = new byte[300];
        new Random(SEED).nextBytes(garbage);
        garbage[0] = 0x77; // neither TDS nor TLS
        byte[] halfLogin = java.util.Arrays.copyOf(
                RawClient.packet(PacketType.LOGIN, 1, RawClient.login(0x74000004, "sa", "secret")), 60);
        byte[] oldVersion = RawClient.packet(PacketType.LOGIN, 1, RawClient.login(0x02000972, "sa", "secret"));
        byte[] strictVersion = RawClient.packet(PacketType.LOGIN, 1, RawClient.login(0x08000000, "sa", "secret"));
        return List.of(
                List.of(new byte[] {0x12, 1, 0, 7, 0, 0, 0, 0}),
                List.of(new byte[] {0x12, 1, 0, 0, 0, 0, 0, 0}),
                List.of(new byte[] {0x12, 1, (byte) 0xFF, (byte) 0xFF, 0, 0, 0, 0}),
                List.of(new byte[] {0x12, 1, 0, 8}), // half a header
                List.of(prelogin, RawClient.packet(PacketType.PRELOGIN, 1, garbage)),
                List.of(prelogin, garbage),
                List.of(new byte[] {
                    0x16, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20
                }),
                List.of(clear, halfLogin),
                List.of(clear, oldVersion),
                List.of(clear, strictVersion),
                List.of(clear, RawClient.packet(7, 1, garbage)), // bulk load instead of a login
                List.of(clear, RawClient.packet(PacketType.BATCH, 1, RawClient.batch("select 1"))));
    }

    @ParameterizedTest
    @MethodSource("brokenOpenings")
    void endsAConnectionThatOpensWrongAndNothingElse(List<byte[]> opening) throws Exception {
        Limits hasty = Limits.DEFAULT.withDeadlines(Duration.ofMillis(500), Duration.ofSeconds(30));
        try (TdsServer server = start(hasty);
                RawClient witness = new RawClient(server.address()).login();
                Socket client = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            client.setSoTimeout(5000);
            for (byte[] part : opening) {
                client.getOutputStream().write(part);
            }
            client.getOutputStream().flush();

            assertThat(isHungUp(client)).isTrue();
            Servers.until("it is gone", () -> server.connections() == 1);
            assertThat(witness.request("select 1")).contains("ROW [1]");
        }
    }

    private static boolean isHungUp(Socket client) throws IOException {
        try {
            byte[] heard = client.getInputStream().readNBytes(64 << 10);
            return heard.length < 64 << 10;
        } catch (SocketException reset) {
            return true; // it had not read all when it closed
        }
    }

    @Test
    void hangsUpOnAClientThatDoesNotRead() throws Exception {
        backend.on("endless", (parameters, sink, cancel) -> {
            sink.columns(List.of(Column.of("text", SqlType.varchar(8000))));
            Object[] row = {"x".repeat(8000)};
            while (true) {
                sink.row(row);
            }
        });
        Limits hasty = Limits.DEFAULT.withDeadlines(Duration.ofSeconds(15), Duration.ofMillis(200));
        try (TdsServer server = start(hasty);
                RawClient client = new RawClient(server.address()).login()) {
            client.send(PacketType.BATCH, 1, RawClient.batch("endless"));

            Servers.until("the server hangs up", () -> server.connections() == 0);
        }
    }

    @Test
    void saysNothingToOtherProtocols() throws Exception {
        try (TdsServer server = start(Limits.DEFAULT);
                Socket browser = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            browser.setSoTimeout(5000);
            browser.getOutputStream().write('G');

            assertThat(browser.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void stopsAWaitingStatementWhenItsClientIsGone() throws Exception {
        try (TdsServer server = start(Limits.DEFAULT);
                RawClient client = new RawClient(server.address()).login()) {
            client.send(PacketType.BATCH, 1, RawClient.batch("wait"));
            Servers.until("the statement runs", () -> backend.requests.contains("wait"));
            client.close();

            Servers.until("the session is closed", () -> backend.openSessions.get() == 0);
        }
    }

    @Test
    void leavesNoThreadsBehind() throws Exception {
        TdsServer server = start(Limits.DEFAULT);
        RawClient client = new RawClient(server.address()).login();
        client.send(PacketType.BATCH, 1, RawClient.batch("wait"));
        Servers.until("the statement runs", () -> backend.requests.contains("wait"));
        String prefix = "tds-HOST_A-";
        assertThat(threads(prefix)).isPositive();

        server.close();
        Servers.until("its threads have ended", () -> threads(prefix) == 0);
        client.close();
    }

    private static long threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }

    @Test
    void bindsLoopbackOnlyUnlessToldOtherwise() {
        InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 0);

        assertThatThrownBy(() -> new TdsServer(backend, everywhere, TdsSettings.clear()).close())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
