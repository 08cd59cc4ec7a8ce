package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.mirroring.Pacer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients reach an instance that comes up only when its mirroring is there (sessions.md §8). */
class ComingUpTest {
    private volatile Runnable atMirroring = () -> {};

    @RegisterExtension
    final LabExtension lab = new LabExtension(settings -> settings.withPacer(() -> new Watched(Pacer.real())));

    @Test
    void letsNoClientInBeforeItsMirroringBegan() throws Exception {
        String[] address = lab.host("HOST_A").server().split(",", -1);
        lab.lab().faults().stop("HOST_A");
        List<Boolean> reached = new ArrayList<>();
        atMirroring = () -> reached.add(answers(address[0], Integer.parseInt(address[1])));

        lab.lab().faults().start("HOST_A");

        assertThat(reached).containsExactly(false);
        assertThat(answers(address[0], Integer.parseInt(address[1]))).isTrue();
    }

    private static boolean answers(String host, int port) {
        try (Socket socket = new Socket(host, port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    /** Tells when the mirroring of an instance begins: it takes up its ping then. */
    private final class Watched implements Pacer {
        private final Pacer real;

        Watched(Pacer real) {
            this.real = real;
        }

        @Override
        public long millis() {
            return real.millis();
        }

        @Override
        public Beat every(Duration period, Runnable task) {
            atMirroring.run();
            return real.every(period, task);
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
