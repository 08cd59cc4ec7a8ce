package mirrorsh.host;

import com.microsoft.sqlserver.jdbc.SQLServerConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import mirrorsh.host.Hosts.BatchResult;
import mirrorsh.host.Hosts.Focus;
import mirrorsh.host.Hosts.Reading;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.model.HostState;
import mirrorsh.model.Instance;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.SqlText;
import mirrorsh.tsql.StateQuery;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one host. Safe to share: requests wait for each other, {@link #cancel} does not. A connection that was lost is
 * opened again by the next request; what was under way when it broke is never sent twice.
 */
final class HostConnection implements AutoCloseable {
    /** The server ended the session, as when its database went to the other partner. */
    private static final int SESSION_ENDED = 596;

    private static final Logger LOG = Logger.getLogger(HostConnection.class.getName());
    /** How much longer than the statement the socket may be silent: the driver cancels first, and that takes an answer, too. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final HostDefinition definition;
    private final Secret password;
    private final Supplier<Limits> limits;
    private final Clock clock;
    private final HostThreads threads;
    private final ReentrantLock busy = new ReentrantLock();
    private final AtomicReference<@Nullable Errand> running = new AtomicReference<>();
    private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();
    private final AtomicLong sessions = new AtomicLong();
    private volatile @Nullable Instance instance;
    private volatile boolean closed;

    /**
     * @param password copied
     * @param limits asked anew for every request
     * @param threads connect, cancel and watch the time
     */
    HostConnection(
            HostDefinition definition, Secret password, Supplier<Limits> limits, Clock clock, HostThreads threads) {
        this.definition = definition;
        this.password = Secret.of(password.reveal());
        this.limits = limits;
        this.clock = clock;
        this.threads = threads;
    }

    HostDefinition definition() {
        return definition;
    }

    void remember(Instance seen) {
        instance = seen;
    }

    Instance instance() {
        Instance seen = instance;
        if (seen == null) {
            throw new IllegalStateException("The state of " + definition.name() + " was never read.");
        }
        return seen;
    }

    /** How often it was opened. */
    long session() {
        return sessions.get();
    }

    HostState read(Focus focus) {
        return request(limits.get().reading(), errand -> {
            Connection open = ready(errand);
            try {
                return reading(open, focus, errand);
            } catch (SQLException e) {
                boolean ended = e.getErrorCode() == SESSION_ENDED;
                if (!ended && (ServerErrors.isFromServer(e) || ConnectFailure.isSilence(e) || !open.isClosed())) {
                    throw e;
                }
                // broken or ended since it was last used; a read may be repeated, as nothing else may
                if (ended) {
                    drop();
                }
                return reading(ready(errand), focus, errand);
            }
        });
    }

    /** @param unwanted asked right before it is sent */
    BatchResult execute(
            Batch batch, Consumer<ServerMessage> onMessage, @Nullable Duration given, BooleanSupplier unwanted) {
        BatchAnswer answer = new BatchAnswer(definition.name(), null);
        Duration limit = given == null ? limits.get().statement() : given;
        return send(batch, batch.text(), answer, onMessage, limit, unwanted).result();
    }

    /** The same, and the state after it, unless the batch ended before that could be read. */
    Reading executeAndRead(
            Batch batch,
            Consumer<ServerMessage> onMessage,
            @Nullable Duration given,
            BooleanSupplier unwanted,
            Focus focus) {
        List<String> paths = List.copyOf(focus.files());
        BatchAnswer answer = new BatchAnswer(
                definition.name(), () -> new StateReader(definition.name(), paths, clock.instant(), clock));
        SqlText both =
                batch.text().then(StateQuery.reading(paths, focus.database()).text());
        Duration limit = given == null ? limits.get().statement() : given;
        send(batch, both, answer, onMessage, limit, unwanted);
        return new Reading(answer.result(), answer.state());
    }

    private BatchAnswer send(
            Batch batch,
            SqlText text,
            BatchAnswer answer,
            Consumer<ServerMessage> onMessage,
            Duration limit,
            BooleanSupplier unwanted) {
        return request(limit, errand -> {
            Connection open = ready(errand);
            // a plain batch: USE inside sp_prepexec is undone (tsql.md §1)
            try (Statement statement = limited(open, limit)) {
                boolean stays = batch.database().equals(Batch.WHERE_WE_ARE);
                if (!stays && !batch.database().equals(open.getCatalog())) {
                    open.setCatalog(batch.database());
                }
                errand.sends(statement);
                if (unwanted.getAsBoolean()) {
                    throw new NotBegunException(definition.name());
                }
                hearing(open, answer.hearing(onMessage), () -> answer.take(statement, text.revealed()));
                return answer;
            }
        });
    }

    /** One at a time, and none longer than its limit and what it takes to connect. */
    private <T> T request(Duration limit, Errand.Work<T> work) {
        busy.lock();
        Limits all = limits.get();
        // the statement's own limit is the driver's; this one is for what the driver does not watch
        Errand errand =
                new Errand(limit.plus(all.connecting()).plus(all.reading()).plus(GRACE.multipliedBy(2)));
        running.set(errand);
        try {
            return errand.carryOut(work);
        } catch (SQLException e) {
            throw failure(e);
        } catch (Errand.LeftException e) {
            drop();
            throw new HostException(
                    definition.name(),
                    "The connection to " + definition.name() + " was broken off, because it did not answer.",
                    "the instance hangs, or the network broke; what was under way may still come to its end there.",
                    "status --on " + definition.name(),
                    e);
        } finally {
            running.set(null);
            busy.unlock();
        }
    }

    private HostState reading(Connection open, Focus focus, Errand errand) throws SQLException {
        List<String> paths = List.copyOf(focus.files());
        Batch batch = StateQuery.reading(paths, focus.database());
        try (Statement statement = limited(open, limits.get().reading())) {
            errand.sends(statement);
            Instant before = clock.instant();
            boolean results = statement.execute(batch.text().revealed());
            return new StateReader(definition.name(), paths, before, clock).read(statement, results);
        }
    }

    /** The connection; opened anew where it was lost, and then the instance there has to be the one that was there before. */
    private Connection ready(Errand errand) throws SQLException {
        Connection known = connection.get();
        if (known != null && !known.isClosed()) {
            return known;
        }
        Connection opened = opened();
        if (closed) {
            opened.close();
            throw new SQLException("The connection was closed while it was being opened.");
        }
        Instance before = instance;
        if (before != null) {
            String now = reading(opened, Focus.WHOLE, errand).instance().serverName();
            if (!now.equalsIgnoreCase(before.serverName())) {
                opened.close();
                throw other(now, before.serverName());
            }
        }
        sessions.incrementAndGet();
        connection.set(opened);
        return opened;
    }

    /** By another thread: nothing ends the look-up of a name. */
    private Connection opened() throws SQLException {
        try {
            return threads.elsewhere(this::open, this::close);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Nobody waits for the connection any more.", e);
        } catch (RejectedExecutionException e) {
            // all connections were closed while somebody still gave back a lock, or opened one more
            throw new HostException(
                    definition.name(),
                    "The connection to " + definition.name() + " is closed.",
                    "the shell ends.",
                    "mirrorsh starts it again",
                    e);
        }
    }

    private Connection open() {
        ConnectFailure.refuseWithoutLibrary(definition);
        try {
            return ConnectionSource.of(definition, password, limits.get()).getConnection();
        } catch (SQLException e) {
            throw CertificateRefusal.explained(definition, password, limits.get(), e);
        }
    }

    private HostException other(String now, String before) {
        return new HostException(
                definition.name(),
                definition.name() + " at " + definition.server() + " is [" + now + "] now; it was [" + before
                        + "] before the connection was lost.",
                "the address leads to another instance since.",
                "connect " + definition.name() + " " + definition.server() + ", if that is meant",
                null);
    }

    private static Statement limited(Connection open, Duration limit) throws SQLException {
        // the driver's own limit needs a server that answers; the socket's does not
        open.setNetworkTimeout(Runnable::run, (int) limit.plus(GRACE).toMillis());
        Statement statement = open.createStatement();
        try {
            statement.setQueryTimeout((int) Math.max(1, limit.toSeconds()));
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private void hearing(Connection open, Consumer<ServerMessage> onMessage, Sending sending) throws SQLException {
        SQLServerConnection told = open.unwrap(SQLServerConnection.class);
        // told as they come: the statement's own warnings come when it is over, too late for who waits for a backup
        told.setServerMessageHandler(message -> {
            if (!(message.toSqlExceptionOrSqlWarning() instanceof SQLWarning warning)) {
                return message;
            }
            onMessage.accept(ServerErrors.of(warning));
            return null;
        });
        try {
            sending.send();
        } finally {
            told.setServerMessageHandler(null);
        }
    }

    /** Something that sends a statement and takes its answer. */
    private interface Sending {
        void send() throws SQLException;
    }

    private HostException failure(SQLException e) {
        if (ServerErrors.isFromServer(e)) {
            return new StatementRefusedException(definition.name(), ServerErrors.of(e), e);
        }
        return ConnectFailure.lost(definition, e);
    }

    /** Asks the server to end what it is doing; asked again, breaks the connection off, for a server that does not answer. */
    void cancel() {
        Errand now = running.get();
        if (now != null && now.cancel()) {
            threads.execute(now::insist);
        }
    }

    /** Breaks the connection off when what it does takes longer than it may. */
    void leaveOverdue() {
        Errand now = running.get();
        if (now != null && now.isOverdue()) {
            now.leave();
        }
    }

    /** Another connection of the same kind to the same instance, opened when it is first used. */
    HostConnection another() {
        HostConnection twin = new HostConnection(definition, password, limits, clock, threads);
        twin.remember(instance());
        return twin;
    }

    /** Opens the connection, so that the next request need not; whether it is open now. */
    boolean prepared() {
        try {
            return !closed
                    && request(
                            limits.get().connecting(), errand -> !ready(errand).isClosed());
        } catch (HostException e) {
            LOG.log(Level.FINE, "The next request to " + definition.name() + " tries again, and tells.", e);
            return false;
        }
    }

    /** Takes the connection for this thread, unless another one uses it; to be given back by {@link #giveBack}. */
    boolean claim() {
        return busy.tryLock();
    }

    /** Takes it as {@link #claim} does, as soon as it is free. */
    void await() {
        busy.lock();
    }

    /** Gives back what {@link #claim} or {@link #await} took. */
    void giveBack() {
        busy.unlock();
    }

    /** Closes the connection without waiting for it. */
    private void drop() {
        Connection left = connection.getAndSet(null);
        if (left != null) {
            try {
                threads.execute(() -> close(left));
            } catch (RejectedExecutionException e) {
                close(left); // the shell ends, and nobody waits for this thread
            }
        }
    }

    private void close(Connection left) {
        try {
            left.close();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The connection to " + definition.name() + " was gone already.", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        password.close();
        if (running.get() != null) {
            drop(); // it may hang
            return;
        }
        Connection left = connection.getAndSet(null);
        if (left != null) {
            close(left);
        }
    }
}
