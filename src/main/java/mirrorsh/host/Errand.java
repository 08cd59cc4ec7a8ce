package mirrorsh.host;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
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
    private static final Logger LOG = Logger.getLogger(Errand.class.getName());
    /** How long a cancelled statement has before it is cancelled again. */
    private static final long PATIENCE_MILLIS = 50;

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

    /**
     * Begins to end it; asked again, or before there is a statement, leaves it alone.
     *
     * @return whether the statement is to be ended by {@link #insist}
     */
    boolean cancel() {
        if (statement == null || cancelled.getAndSet(true)) {
            leave();
            return false;
        }
        return true;
    }

    /**
     * Asks the server to end the statement, again and again until it is over: the driver forgets a wish that comes before it has
     * begun to send.
     */
    void insist() {
        while (!result.isDone()) {
            try {
                Statement now = statement;
                if (now != null) {
                    now.cancel();
                }
            } catch (SQLException e) {
                LOG.log(Level.FINE, "The statement ended before it could be cancelled.", e);
            }
            try {
                result.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                continue; // not over yet; or over, which the loop sees
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
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
