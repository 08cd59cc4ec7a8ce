package mirrorsh.lab.mirroring;

import java.time.Duration;

/**
 * Time as mirroring feels it: pings, reconnects and time-outs follow it, so that tests need not wait. Safe to share.
 */
public interface Pacer extends AutoCloseable {
    /** Milliseconds since some start; never goes back. */
    long millis();

    /** Runs a short task again and again; it must not block. */
    Beat every(Duration period, Runnable task);

    /** Ends all tasks. */
    @Override
    void close();

    /** A task that is run again and again. */
    interface Beat {
        void stop();
    }

    /** The real time, with a daemon thread of its own. */
    static Pacer real() {
        return new RealPacer();
    }
}
