package mirrorsh.host;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request to a host, carried out by the thread that asks for it. Another one can have its statement ended, or call the thread
 * back from a host that does not answer. Used once.
 */
final class Errand {
    /** What is to be done; tells of the statement that can be cancelled. */
    interface Work<T> {
        T carryOut(Errand errand) throws SQLException;
    }

    private static final Logger LOG = Logger.getLogger(Errand.class.getName());
    /** How long a cancelled statement has before it is cancelled again. */
    private static final long PATIENCE_MILLIS = 50;

    private final long deadline;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Statement statement;
    private @Nullable Thread carrier;
    private boolean left;

    /** @param limit after which it is overdue */
    Errand(Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
    }

    boolean isOverdue() {
        return System.nanoTime() - deadline > 0;
    }

    /**
     * Does it.
     *
     * @throws LeftException when it was left alone, or this thread was interrupted
     */
    <T> T carryOut(Work<T> work) throws SQLException, LeftException {
        try {
            begins(Thread.currentThread());
            return work.carryOut(this);
        } catch (SQLException e) {
            if (isLeft() || Thread.currentThread().isInterrupted()) {
                throw new LeftException(e);
            }
            throw e;
        } finally {
            ends();
        }
    }

    private synchronized void begins(Thread thread) throws LeftException {
        if (left) {
            throw new LeftException(null);
        }
        carrier = thread;
    }

    /** From here on nobody interrupts the thread, and it does not keep what was meant for its socket. */
    private synchronized void ends() {
        carrier = null;
        if (left) {
            Thread.interrupted();
        }
        over.countDown();
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
        try {
            while (over.getCount() > 0) {
                cancelStatement();
                over.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cancelStatement() {
        try {
            Statement now = statement;
            if (now != null) {
                now.cancel();
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The statement ended before it could be cancelled.", e);
        }
    }

    /** The one who carries it out gets {@link LeftException}: the socket that it waits for is closed ({@link InterruptibleSockets}). */
    synchronized void leave() {
        left = true;
        if (carrier != null) {
            carrier.interrupt();
        }
    }

    private synchronized boolean isLeft() {
        return left;
    }

    /** The host was not waited for any longer. */
    static final class LeftException extends Exception {
        private static final long serialVersionUID = 1L;

        LeftException(@Nullable Throwable cause) {
            super(cause);
        }
    }
}
