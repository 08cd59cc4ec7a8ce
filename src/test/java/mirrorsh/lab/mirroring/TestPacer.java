package mirrorsh.lab.mirroring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that only a test moves. */
public final class TestPacer implements Pacer {
    private static final class Task implements Beat {
        final long period;
        final Runnable work;
        long due;
        volatile boolean stopped;

        Task(long period, Runnable work, long due) {
            this.period = period;
            this.work = work;
            this.due = due;
        }

        @Override
        public void stop() {
            stopped = true;
        }
    }

    private final List<Task> tasks = new ArrayList<>();
    private long now = 1_000;

    @Override
    public synchronized long millis() {
        return now;
    }

    @Override
    public synchronized Beat every(Duration period, Runnable work) {
        Task task = new Task(period.toMillis(), work, now + period.toMillis());
        tasks.add(task);
        return task;
    }

    /** Lets time pass and runs what falls due. */
    public void advance(Duration by) {
        List<Runnable> due = new ArrayList<>();
        synchronized (this) {
            now += by.toMillis();
            for (Task task : tasks) {
                if (!task.stopped && task.due <= now) {
                    task.due = now + task.period;
                    due.add(task.work);
                }
            }
        }
        due.forEach(Runnable::run);
    }

    @Override
    public synchronized void close() {
        tasks.clear();
    }
}
