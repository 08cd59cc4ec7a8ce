package mirrorsh.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import mirrorsh.host.HostException;
import mirrorsh.host.Hosts;
import mirrorsh.host.Hosts.ResultTable;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.host.NotBegunException;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.LockStatements;

/**
 * One run's exclusive use of its hosts, so that two operators do not run over each other. The server ends it with our session; it is
 * taken again before anything is sent in another one. Safe to share.
 */
final class HostLocks implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(HostLocks.class.getName());
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** A server takes a moment to notice that the session of a killed shell is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final long PAUSE_MILLIS = 100;
    private static final int MOST_TRIES = 3;

    private final Hosts hosts;
    private final Stop stop;
    private final Deque<String> locked = new ArrayDeque<>();
    /** The session in which each lock was taken. */
    private final Map<String, Long> sessions = new ConcurrentHashMap<>();

    private HostLocks(Hosts hosts, Stop stop) {
        this.hosts = hosts;
        this.stop = stop;
    }

    /**
     * Takes all of them, or none.
     *
     * @throws UsageException when another run has one of them
     */
    static HostLocks of(Hosts hosts, Collection<String> names, Stop stop) {
        HostLocks locks = new HostLocks(hosts, stop);
        try {
            for (String host : new TreeSet<>(names)) {
                locks.take(host, "Another run is at work on " + host);
                locks.locked.push(host);
            }
        } catch (RuntimeException e) {
            locks.close();
            throw e;
        }
        return locks;
    }

    List<String> hosts() {
        return List.copyOf(locked);
    }

    /**
     * Runs a statement of the run under the lock of its host.
     *
     * @throws UsageException when the lock was lost with the connection, and another run has it now
     * @throws NotBegunException when the run was stopped before
     */
    void execute(String host, Batch batch, Consumer<ServerMessage> onMessage) {
        for (int tries = 1; ; tries++) {
            keep(host);
            try {
                hosts.execute(host, batch, onMessage, null, () -> stop.isRequested() || isLost(host));
                return;
            } catch (NotBegunException e) {
                // the connection was opened anew for it, and nothing was sent
                if (stop.isRequested() || tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Whether the session that had the lock is gone, and the lock with it. */
    private boolean isLost(String host) {
        Long session = sessions.get(host);
        return session != null && session != hosts.session(host);
    }

    private synchronized void keep(String host) {
        if (isLost(host)) {
            take(host, "The connection to " + host + " was lost meanwhile, and another run is at work there now");
        }
    }

    private void take(String host, String refusal) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<ResultTable> tables = ask(host);
        while (isRefused(tables) && System.nanoTime() < deadline && !stop.isRequested()) {
            stop.pause(PAUSE_MILLIS);
            tables = ask(host);
        }
        if (isRefused(tables)) {
            throw new UsageException(
                    refusal + ": " + others(tables) + ".", "wait until it is over, then the same command again");
        }
        sessions.put(host, hosts.session(host));
    }

    private List<ResultTable> ask(String host) {
        return hosts.executeInSession(host, LockStatements.acquire(), LIMIT).tables();
    }

    private static boolean isRefused(List<ResultTable> tables) {
        return tables.stream()
                .limit(1)
                .flatMap(table -> table.rows().stream())
                .anyMatch(row -> String.valueOf(row.get(0)).startsWith("-"));
    }

    private static String others(List<ResultTable> tables) {
        String others = tables.stream()
                .skip(1)
                .flatMap(table -> table.rows().stream())
                .map(row -> "login " + row.get(0) + " from " + row.get(1) + ", connected since " + row.get(2))
                .collect(Collectors.joining("; "));
        return others.isEmpty() ? "who it is, is not visible" : others;
    }

    @Override
    public void close() {
        while (!locked.isEmpty()) {
            String host = locked.pop();
            try {
                hosts.executeInSession(host, LockStatements.release(), LIMIT);
            } catch (HostException | UsageException e) {
                // the connection is gone, and the lock with it
                LOG.log(Level.FINE, "The lock of " + host + " was not given back.", e);
            }
        }
    }
}
