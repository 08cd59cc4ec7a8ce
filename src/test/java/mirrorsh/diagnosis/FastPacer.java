package mirrorsh.diagnosis;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import mirrorsh.lab.mirroring.Pacer;
import mirrorsh.lab.mirroring.TestPacer;

/**
 * Time that passes so many times faster: ten-second time-outs come after two seconds. It passes by ticks and not by the clock, so that on a
 * busy machine, where those who have to answer come to it late, it slows down with them and no link is given up for lost.
 */
final class FastPacer implements Pacer {
    private static final int TICK_MILLIS = 10;

    private final TestPacer time = new TestPacer();
    private final Thread ticking;
    private volatile boolean closed;

    FastPacer(int factor) {
        Duration tick = Duration.ofMillis(TICK_MILLIS).multipliedBy(factor);
        ticking = new Thread(
                () -> {
                    while (!closed) {
                        LockSupport.parkNanos(TICK_MILLIS * 1_000_000L);
                        time.advance(tick);
                    }
                },
                "fast pacer");
        ticking.setDaemon(true);
        ticking.start();
    }

    @Override
    public long millis() {
        return time.millis();
    }

    @Override
    public Beat every(Duration period, Runnable task) {
        return time.every(period, task);
    }

    @Override
    public void close() {
        closed = true;
        time.close();
    }
}
