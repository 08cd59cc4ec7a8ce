package mirrorsh.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import mirrorsh.host.HostException;
import mirrorsh.host.Hosts;
import mirrorsh.host.Hosts.Focus;
import mirrorsh.host.Hosts.Reading;
import mirrorsh.host.Hosts.ResultTable;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.host.NotBegunException;
import mirrorsh.host.StatementRefusedException;
import mirrorsh.model.HostState;
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
    private final View view;
    private final Set<String> locked = new ConcurrentSkipListSet<>();
    /** The session in which each lock was taken. */
    private final Map<String, Long> sessions = new ConcurrentHashMap<>();

    private HostLocks(Hosts hosts, View view, Stop stop) {
        this.hosts = hosts;
        this.view = view;
        this.stop = stop;
    }

    /**
     * Takes all of them, or none; where it can be had, what is seen of them under the lock is in the view then.
     *
     * @throws UsageException when another run has one of them
     */
    static HostLocks of(Hosts hosts, View view, Stop stop) {
        HostLocks locks = new HostLocks(hosts, view, stop);
        try {
            locks.takeAll(new TreeSet<>(view.hosts()));
        } catch (RuntimeException e) {
            locks.close();
            throw e;
        }
        return locks;
    }

    private void takeAll(SortedSet<String> all) {
        AtOnce.each(all, host -> {
            if (!isRefused(ask(host))) {
                taken(host);
            }
        });
        List<String> refused =
                all.stream().filter(host -> !locked.contains(host)).toList();
        if (refused.isEmpty()) {
            return;
        }
        // two runs that have one host each and want the other's would both fail: what comes later is given back first
        List.copyOf(locked).stream()
                .filter(host -> host.compareTo(refused.get(0)) > 0)
                .forEach(this::giveBack);
        for (String host : all) {
            if (!locked.contains(host)) {
                take(host, "Another run is at work on " + host);
            }
        }
    }

    private void taken(String host) {
        sessions.put(host, hosts.session(host));
        locked.add(host);
    }

    /**
     * Runs a statement of the run under the lock of its host.
     *
     * @throws UsageException when the lock was lost with the connection, and another run has it now
     * @throws NotBegunException when the run was stopped before
     */
    void execute(String host, Batch batch, Consumer<ServerMessage> onMessage) {
        underLock(host, unwanted -> hosts.execute(host, batch, onMessage, null, unwanted));
    }

    /** The same, and what the host looks like after it, where that can be had in one round trip. */
    Optional<HostState> executeAndRead(String host, Batch batch, Consumer<ServerMessage> onMessage, Focus focus) {
        return underLock(host, unwanted -> hosts.executeAndRead(host, batch, onMessage, unwanted, focus));
    }

    private <T> T underLock(String host, Function<BooleanSupplier, T> work) {
        for (int tries = 1; ; tries++) {
            keep(host);
            try {
                return work.apply(() -> stop.isRequested() || isLost(host));
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
        taken(host);
    }

    private List<ResultTable> ask(String host) {
        try {
            return asked(host);
        } catch (StatementRefusedException e) {
            throw e;
        } catch (HostException e) {
            // broken since it was last used; a lock may be asked for again, as nothing else may: it went with the
            // session
            LOG.log(Level.FINE, "The lock of " + host + " is asked for again.", e);
            view.refresh(List.of(host));
            return asked(host);
        }
    }

    private List<ResultTable> asked(String host) {
        long asked = System.nanoTime();
        Reading reading = hosts.executeInSession(host, LockStatements.acquire(), LIMIT, view.files());
        if (!isRefused(reading.result().tables())) {
            reading.state().ifPresent(state -> view.saw(state, asked, ""));
        }
        return reading.result().tables();
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

    /** Does not wait until the servers have answered: nobody depends on it, and the lock goes with the session, too. */
    @Override
    public void close() {
        AtOnce.begin(List.copyOf(locked), this::giveBack);
    }

    private void giveBack(String host) {
        if (locked.remove(host)) {
            try {
                hosts.executeInSession(host, LockStatements.release(), LIMIT);
            } catch (HostException | UsageException e) {
                // the connection is gone, and the lock with it
                LOG.log(Level.FINE, "The lock of " + host + " was not given back.", e);
            }
        }
    }
}
