package mirrorsh.lab.mirroring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Network network = new Network();
    private Listening listening;

    @BeforeEach
    void listen() throws IOException {
        network.register("HOST_A");
        network.register("HOST_B", InetAddress.getByName("127.0.0.12"));
        listening = network.listen("HOST_B", 7024);
    }

    @AfterEach
    void close() {
        listening.close();
    }

    private int code(String name, int port) {
        NetworkException failure =
                catchThrowableOfType(NetworkException.class, () -> network.connect("HOST_A", name, port, SOON));
        return failure == null ? 0 : failure.osCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOST_B", "host_b", "HOST_B.corp.example.com", "127.0.0.12"})
    void findsAHostByAnyOfItsNames(String name) throws IOException {
        try (Connection caller = network.connect("HOST_A", name, 7024, SOON);
                Connection accepted = listening.accept()) {
            caller.send(new byte[] {7});

            assertThat(accepted.input().read()).isEqualTo(7);
            assertThat(accepted.peer()).isEqualTo("HOST_A");
            assertThat(accepted.isCaller()).isFalse();
        }
    }

    @Test
    void tellsFailuresApart() {
        assertThat(code("HOST_X", 7024)).isEqualTo(11001);
        assertThat(code("HOST_B", 7025)).isEqualTo(10061);
        network.cut("HOST_A", "HOST_B");
        assertThat(code("HOST_B", 7024)).isEqualTo(10060);
    }

    @Test
    void aNameIsMissingOnOneHostOnly() {
        network.forgetName("HOST_A", "host_b.corp");

        assertThat(code("HOST_B", 7024)).isEqualTo(11001);
        assertThat(network.resolve("HOST_B", "HOST_B")).contains("HOST_B");
        network.recallName("HOST_A", "HOST_B");
        assertThat(network.resolve("HOST_A", "HOST_B")).contains("HOST_B");
    }

    @Test
    void aPortIsTakenOnce() {
        assertThatThrownBy(() -> network.listen("host_b", 7024)).isInstanceOf(NetworkException.PortTaken.class);
    }

    @Test
    void aClosedPortIsFreeAgain() throws IOException {
        listening.close();
        assertThat(code("HOST_B", 7024)).isEqualTo(10061);

        listening = network.listen("HOST_B", 7024);

        assertThat(code("HOST_B", 7024)).isZero();
    }

    @Test
    void cutBreaksOneDirection() throws IOException {
        try (Listening other = network.listen("HOST_A", 7024);
                Connection there = network.connect("HOST_A", "HOST_B", 7024, SOON);
                Connection thereAccepted = listening.accept();
                Connection back = network.connect("HOST_B", "HOST_A", 7024, SOON);
                Connection backAccepted = other.accept()) {
            network.cut("HOST_A", "HOST_B");

            assertThat(there.socket().isClosed()).isTrue();
            assertThat(thereAccepted.input().read()).isEqualTo(-1);
            back.send(new byte[] {3});
            assertThat(backAccepted.input().read()).isEqualTo(3);
        }
        network.heal("HOST_A", "HOST_B");
        assertThat(code("HOST_B", 7024)).isZero();
    }

    @Test
    void holdsBytesBackUntilHealed() throws Exception {
        try (Connection caller = network.connect("HOST_A", "HOST_B", 7024, SOON);
                Connection accepted = listening.accept()) {
            network.hold("HOST_A", "HOST_B");
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(caller));
            accepted.readLimit(50);
            assertThatThrownBy(() -> accepted.input().read()).isInstanceOf(java.net.SocketTimeoutException.class);
            assertThat(sending).isNotDone();

            network.heal("HOST_A", "HOST_B");

            sending.get(2, TimeUnit.SECONDS);
            accepted.readLimit(2000);
            assertThat(accepted.input().read()).isEqualTo(9);
        }
    }

    @Test
    void slowsBytesDown() throws IOException {
        try (Connection caller = network.connect("HOST_A", "HOST_B", 7024, SOON);
                Connection accepted = listening.accept()) {
            network.slow("HOST_A", "HOST_B", Duration.ofMillis(80));
            long start = System.nanoTime();

            send(caller);

            assertThat(accepted.input().read()).isEqualTo(9);
            assertThat(System.nanoTime() - start).isGreaterThan(70_000_000);
        }
    }

    private static void send(Connection caller) {
        try {
            caller.send(new byte[] {9});
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
