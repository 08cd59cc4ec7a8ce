package mirrorsh.host;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request to a host, carried out by another thread, so that it can be left alone when the driver does not come back: closing a
 * TLS socket waits for the thread that reads from it, so nothing else ends a read from a host that hangs.
 */
final class Errand<T> implements Runnable {
    /** What is to be done; tells of the statement that can be cancelled. */
    interface Work<T> {
        T carryOut(Errand<?> errand) throws SQLException;
    }

    private final Work<T> work;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private volatile @Nullable Statement statement;

    Errand(Work<T> work) {
        this.work = work;
    }

    @Override
    public void run() {
        try {
            result.complete(work.carryOut(this));
        } catch (Throwable e) {
            result.completeExceptionally(e); // the one who waits throws it
        }
    }

    void sends(Statement now) {
        statement = now;
    }

    /** Asks the server to end it; asked again, or before there is a statement, leaves it alone. */
    void cancel() throws SQLException {
        Statement now = statement;
        if (now == null || cancelled.getAndSet(true)) {
            leave();
        } else {
            now.cancel();
        }
    }

    /** The one who waits gets {@link LeftException}. */
    void leave() {
        result.completeExceptionally(new LeftException());
    }

    /**
     * Waits for the result.
     *
     * @throws LeftException when it was left alone, took longer, or this thread was interrupted
     */
    T await(Duration limit) throws SQLException, LeftException {
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof SQLException sql) {
                throw sql;
            }
            if (cause instanceof LeftException left) {
                throw left;
            }
            if (cause instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(cause);
        } catch (TimeoutException e) {
            throw new LeftException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LeftException();
        }
    }

    /** Nobody waits for the result any more. */
    static final class LeftException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
