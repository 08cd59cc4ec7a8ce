package mirrorsh.host;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import mirrorsh.host.Hosts.BatchResult;
import mirrorsh.host.Hosts.ResultTable;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.model.HostState;
import mirrorsh.model.Instance;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.StateQuery;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one host. Safe to share: requests wait for each other, {@link #cancel} does not. A connection that was lost is
 * opened again by the next request; what was under way when it broke is never sent twice.
 */
final class HostConnection implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(HostConnection.class.getName());
    /** How much longer than the statement the socket may be silent: the driver cancels first, and that takes an answer, too. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final HostDefinition definition;
    private final Secret password;
    private final Limits limits;
    private final Clock clock;
    private final ReentrantLock busy = new ReentrantLock();
    private final AtomicReference<@Nullable Running> running = new AtomicReference<>();
    private volatile Connection connection;
    private volatile @Nullable Instance instance;
    private volatile boolean closed;

    /** What is under way, and whether it was asked to end. */
    private record Running(Statement statement, AtomicBoolean cancelled) {}

    private HostConnection(HostDefinition definition, Secret password, Limits limits, Clock clock) {
        this.definition = definition;
        this.password = Secret.of(password.reveal());
        this.limits = limits;
        this.clock = clock;
        this.connection = open();
    }

    static HostConnection open(HostDefinition definition, Secret password, Limits limits, Clock clock) {
        return new HostConnection(definition, password, limits, clock);
    }

    private Connection open() {
        try {
            Connection opened = ConnectionSource.of(definition, password, limits).getConnection();
            return opened;
        } catch (SQLException e) {
            throw ConnectFailure.of(definition, e);
        }
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

    HostState read(Collection<String> files) {
        busy.lock();
        try {
            ready();
            return reading(List.copyOf(files));
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            busy.unlock();
        }
    }

    private HostState reading(List<String> paths) throws SQLException {
        Batch batch = StateQuery.reading(paths);
        try (Statement statement = limited(limits.reading())) {
            Instant before = clock.instant();
            running.set(new Running(statement, new AtomicBoolean()));
            boolean results = statement.execute(batch.text().revealed());
            return new StateReader(definition.name(), paths, before, clock).read(statement, results);
        } finally {
            running.set(null);
        }
    }

    /** Opens what was lost; the instance there has to be the one that was there before. */
    private void ready() throws SQLException {
        if (closed || !connection.isClosed()) {
            return;
        }
        connection = open();
        Instance before = instance;
        if (before != null) {
            String now = reading(List.of()).instance().serverName();
            if (!now.equalsIgnoreCase(before.serverName())) {
                connection.close();
                throw new HostException(
                        definition.name(),
                        definition.name() + " at " + definition.server() + " is [" + now + "] now; it was ["
                                + before.serverName() + "] before the connection was lost.",
                        "the address leads to another instance since.",
                        "connect " + definition.name() + " " + definition.server() + ", if that is meant",
                        null);
            }
        }
    }

    private Statement limited(Duration limit) throws SQLException {
        // the driver's own limit needs a server that answers; the socket's does not
        connection.setNetworkTimeout(Runnable::run, (int) limit.plus(GRACE).toMillis());
        Statement statement = connection.createStatement();
        try {
            statement.setQueryTimeout((int) Math.max(1, limit.toSeconds()));
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    BatchResult execute(Batch batch, Consumer<ServerMessage> onMessage, @Nullable Duration limit) {
        busy.lock();
        long start = System.nanoTime();
        try {
            ready();
            // a plain batch: USE inside sp_prepexec is undone (tsql.md §1)
            try (Statement statement = limited(limit == null ? limits.statement() : limit)) {
                if (!batch.database().equals(connection.getCatalog())) {
                    connection.setCatalog(batch.database());
                }
                running.set(new Running(statement, new AtomicBoolean()));
                return collect(statement, batch, onMessage, start);
            }
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            running.set(null);
            busy.unlock();
        }
    }

    private BatchResult collect(Statement statement, Batch batch, Consumer<ServerMessage> onMessage, long start)
            throws SQLException {
        List<ResultTable> tables = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        List<ServerMessage> messages = new ArrayList<>();
        List<ServerMessage> errors = new ArrayList<>();
        SQLException first = null;
        boolean results = false;
        boolean begun = false;
        while (true) {
            try {
                results = begun
                        ? statement.getMoreResults()
                        : statement.execute(batch.text().revealed());
                begun = true;
                drain(statement, messages, onMessage);
                int count = results ? -1 : statement.getUpdateCount();
                if (results) {
                    tables.add(table(statement.getResultSet()));
                    drain(statement, messages, onMessage);
                } else if (count < 0) {
                    break;
                } else {
                    counts.add(count);
                }
            } catch (SQLException e) {
                drain(statement, messages, onMessage);
                if (!ServerErrors.isFromServer(e)) {
                    throw e;
                }
                begun = true;
                first = first == null ? e : first;
                errors.addAll(ServerErrors.of(e));
            }
        }
        if (first != null) {
            throw new StatementRefusedException(definition.name(), errors, first);
        }
        return new BatchResult(tables, counts, messages, Duration.ofNanos(System.nanoTime() - start));
    }

    private static void drain(Statement statement, List<ServerMessage> messages, Consumer<ServerMessage> onMessage)
            throws SQLException {
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            ServerMessage message = ServerErrors.of(warning);
            messages.add(message);
            onMessage.accept(message);
        }
        statement.clearWarnings();
    }

    private static ResultTable table(ResultSet rows) throws SQLException {
        try (rows) {
            int width = rows.getMetaData().getColumnCount();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= width; i++) {
                columns.add(rows.getMetaData().getColumnLabel(i));
            }
            List<List<@Nullable String>> table = new ArrayList<>();
            while (rows.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(CellText.of(rows, i));
                }
                table.add(row);
            }
            return new ResultTable(columns, table);
        }
    }

    private HostException failure(SQLException e) {
        if (ServerErrors.isFromServer(e)) {
            return new StatementRefusedException(definition.name(), ServerErrors.of(e), e);
        }
        return ConnectFailure.lost(definition, e);
    }

    /** Asks the server to end what it is doing; asked again, breaks the connection off, for a server that does not answer. */
    void cancel() {
        Running now = running.get();
        if (now == null) {
            return;
        }
        try {
            if (now.cancelled().getAndSet(true)) {
                connection.abort(Runnable::run);
            } else {
                now.statement().cancel();
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The statement ended before it could be cancelled.", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        password.close();
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The connection to " + definition.name() + " was gone already.", e);
        }
    }
}
