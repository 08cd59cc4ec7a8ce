package mirrorsh.lab.mirroring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** An instance that comes up knows what its databases may do before anybody can use them (sessions.md §8). */
class ComingUpTest {
    private static final long PATIENCE_SECONDS = 20;

    @Test
    void isNotUpBeforeItsSessionsAreRestored() throws Exception {
        try (TestLab lab = new TestLab().synchronizedPair()) {
            CountDownLatch reached = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            lab.b.database.beforeMirror = () -> {
                reached.countDown();
                await(released);
            };

            CompletableFuture<Void> up = CompletableFuture.runAsync(lab.b::restart);

            assertThat(reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> up.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            released.countDown();
            up.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
