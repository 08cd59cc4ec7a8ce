package mirrorsh.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import mirrorsh.model.MirrorException;
import mirrorsh.model.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * Connections that are made while the prompt is already there. Loading the driver takes as long as all else before a prompt; whatever
 * needs the hosts waits for it. May be shared.
 */
final class Arrival {
    private static final long PROMPT_FIRST = Duration.ofMillis(100).toNanos();

    private volatile @Nullable FutureTask<?> begun;

    /** Begins to connect, in a thread of its own. */
    void begin(Callable<?> connecting) {
        FutureTask<?> task = new FutureTask<>(() -> {
            LockSupport.parkNanos(PROMPT_FIRST);
            return connecting.call();
        });
        begun = task;
        Thread thread = new Thread(task, "lab-connections");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether there is nothing to wait for. */
    boolean isOver() {
        return begun == null;
    }

    /**
     * Waits for connections that have begun; each limits its own time.
     *
     * @throws MirrorException what went wrong with them, once; or when the wait was interrupted
     */
    void await() {
        FutureTask<?> task = begun;
        if (task == null) {
            return;
        }
        try {
            task.get();
            begun = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("Waiting for the lab's hosts was interrupted.", "the same command again");
        } catch (ExecutionException e) {
            begun = null;
            throw e.getCause() instanceof MirrorException problem ? problem : new IllegalStateException(e.getCause());
        }
    }
}
