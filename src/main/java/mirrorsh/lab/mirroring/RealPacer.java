package mirrorsh.lab.mirroring;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The real time. Owns one thread. */
final class RealPacer implements Pacer {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "mirroring pacer");
        thread.setDaemon(true);
        return thread;
    });

    RealPacer() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long millis() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public Beat every(Duration period, Runnable task) {
        var future = timer.scheduleWithFixedDelay(task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
