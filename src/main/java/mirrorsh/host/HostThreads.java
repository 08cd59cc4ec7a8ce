package mirrorsh.host;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The threads beside those that ask hosts for something: daemons, which end with this. Safe to share. */
final class HostThreads implements Executor, AutoCloseable {
    private final ExecutorService many = Executors.newCachedThreadPool(daemons("host-request"));
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, daemons("host-limit"));

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** @throws java.util.concurrent.RejectedExecutionException when they have ended */
    @Override
    public void execute(Runnable task) {
        many.execute(task);
    }

    /**
     * Does something again and again, until that is cancelled.
     *
     * @throws java.util.concurrent.RejectedExecutionException when they have ended
     */
    Future<?> every(Duration time, Runnable task) {
        return clock.scheduleWithFixedDelay(task, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Something that takes its time. */
    interface Task<T> {
        T carryOut() throws SQLException;
    }

    /**
     * Has another thread do something and waits for it; an interrupt of this one leaves it alone.
     *
     * @param late takes the result that nobody waits for any more
     * @throws InterruptedException when this thread was interrupted
     * @throws java.util.concurrent.RejectedExecutionException when they have ended
     */
    <T> T elsewhere(Task<T> task, Consumer<T> late) throws SQLException, InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        execute(() -> {
            try {
                result.complete(task.carryOut());
            } catch (Throwable e) {
                result.completeExceptionally(e); // the one who waits throws it
            }
        });
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.thenAccept(late);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        many.shutdownNow();
        clock.shutdownNow();
    }
}
