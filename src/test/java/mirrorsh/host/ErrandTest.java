package mirrorsh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import mirrorsh.host.Errand.LeftException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ErrandTest {
    private final Errand errand = new Errand(Duration.ofMinutes(1));

    @AfterEach
    void nobodyStaysInterrupted() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void comesBackFromAHostThatHangsWhenItIsLeft() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Boolean> stillInterrupted;
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket =
                        new InterruptibleSockets().createSocket(silent.getInetAddress(), silent.getLocalPort())) {
            stillInterrupted = CompletableFuture.supplyAsync(() -> {
                assertThatThrownBy(() -> errand.carryOut(any -> {
                            waiting.countDown();
                            return read(socket);
                        }))
                        .isInstanceOf(LeftException.class);
                return Thread.interrupted();
            });
            waiting.await();

            errand.leave();

            assertThat(stillInterrupted.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    private static int read(Socket socket) throws SQLException {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    @Test
    void isNotBegunWhenItWasLeftBefore() {
        AtomicBoolean begun = new AtomicBoolean();
        errand.leave();

        assertThatThrownBy(() -> errand.carryOut(any -> begun.getAndSet(true))).isInstanceOf(LeftException.class);

        assertThat(begun).isFalse();
    }

    @Test
    void interruptsNobodyOnceItIsOver() throws Exception {
        assertThat(errand.<String>carryOut(any -> "answer")).isEqualTo("answer");

        errand.leave();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void keepsTheInterruptOfSomebodyElse() {
        assertThatThrownBy(() -> errand.carryOut(any -> {
                    Thread.currentThread().interrupt();
                    throw new SQLException("the channel is closed");
                }))
                .isInstanceOf(LeftException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void throwsWhatTheServerRefused() {
        assertThatThrownBy(() -> errand.carryOut(any -> {
                    throw new SQLException("refused", "S0001", 15023);
                }))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(15023));
    }

    @Test
    void isOverdueAfterItsLimit() {
        assertThat(errand.isOverdue()).isFalse();
        assertThat(new Errand(Duration.ofNanos(-1)).isOverdue()).isTrue();
    }

    @Test
    void handsOnTheConnectionThatNobodyWaitsForAnyMore() throws Exception {
        try (HostThreads threads = new HostThreads()) {
            CompletableFuture<String> late = new CompletableFuture<>();
            CountDownLatch known = new CountDownLatch(1);
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> threads.elsewhere(
                            () -> {
                                awaited(known);
                                return "the connection";
                            },
                            late::complete))
                    .isInstanceOf(InterruptedException.class);
            known.countDown();

            assertThat(late.get(10, TimeUnit.SECONDS)).isEqualTo("the connection");
        }
    }

    private static void awaited(CountDownLatch latch) throws SQLException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }
}
