package mirrorsh.diagnosis;

import java.time.Duration;
import mirrorsh.lab.mirroring.Pacer;

/** Real time that passes so many times faster: ten-second time-outs come after two seconds. */
final class FastPacer implements Pacer {
    private final int factor;
    private final Pacer real = Pacer.real();

    FastPacer(int factor) {
        this.factor = factor;
    }

    @Override
    public long millis() {
        return real.millis() * factor;
    }

    @Override
    public Beat every(Duration period, Runnable task) {
        return real.every(period.dividedBy(factor), task);
    }

    @Override
    public void close() {
        real.close();
    }
}
