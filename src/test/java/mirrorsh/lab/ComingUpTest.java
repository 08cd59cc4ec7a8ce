package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

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
        lab.lab().faults().stop("HOST_A");
        List<Boolean> reached = new ArrayList<>();
        atMirroring = () -> reached.add(isReached());

        lab.lab().faults().start("HOST_A");

        assertThat(reached).containsExactly(false);
        assertThat(isReached()).isTrue();
    }

    /** By the lab's own word: at its real address another lab may answer meanwhile. */
    private boolean isReached() {
        return lab.lab().network().realAddress("HOST_A", 1433).isPresent();
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
