package mirrorsh.lab.mirroring;

import mirrorsh.lab.mirroring.SessionState.Commits;
import mirrorsh.lab.type.SqlFailure;

/** Where commits on a principal wait for the mirror (sessions.md §10). Safe to share. */
final class CommitGate {
    private static final long STEP_MILLIS = 50;
    /** The links' own time-outs end a wait long before; this is the last limit, in real time. */
    private static final long LIMIT_NANOS = 120_000_000_000L;

    private final String database;
    private Commits commits = Commits.FREE;
    private boolean closed;
    private long hardened;
    private long passed;
    private long waitedNanos;

    CommitGate(String database) {
        this.database = database;
    }

    synchronized void set(Commits now) {
        if (!closed) {
            commits = now;
            notifyAll();
        }
    }

    /** Nobody tells any more what the mirror has: what waits for it is not confirmed, now or later. */
    synchronized void close() {
        set(commits == Commits.FREE ? Commits.FREE : Commits.REFUSED);
        closed = true;
    }

    /** The mirror has hardened its log up to an LSN. */
    synchronized void hardened(long lsn) {
        hardened = lsn;
        notifyAll();
    }

    /** How many commits came here. */
    synchronized long commits() {
        return passed;
    }

    /** How long commits waited here, taken together. */
    synchronized long waitedMillis() {
        return waitedNanos / 1_000_000;
    }

    /**
     * Returns when a commit may be confirmed.
     *
     * @throws SqlFailure when it must not be: the transaction stays in the local log, but another instance may be principal, so
     *     the client must learn that the outcome is unknown
     */
    synchronized void await(long lsn) {
        long start = System.nanoTime();
        long end = start + LIMIT_NANOS;
        while (commits == Commits.WAIT && hardened < lsn && System.nanoTime() < end) {
            try {
                wait(STEP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw SqlFailure.of(1421, database);
            }
        }
        passed++;
        waitedNanos += System.nanoTime() - start;
        if (commits != Commits.FREE && hardened < lsn) {
            throw SqlFailure.of(1421, database);
        }
    }
}
