package mirrorsh.host;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
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

/** The connection to one host. Safe to share: requests wait for each other, {@link #cancel} does not. */
final class HostConnection implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(HostConnection.class.getName());
    private static final int LOGIN_SECONDS = 15;
    private static final Duration READ_LIMIT = Duration.ofSeconds(60);
    private static final int DEFAULT_PORT = 1433;

    private final HostDefinition definition;
    private final Connection connection;
    private final ReentrantLock busy = new ReentrantLock();
    private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();
    private volatile @Nullable Instance instance;

    private HostConnection(HostDefinition definition, Connection connection) {
        this.definition = definition;
        this.connection = connection;
    }

    static HostConnection open(HostDefinition definition, Secret password) {
        ServerAddress address = ServerAddress.parse(definition.server());
        SQLServerDataSource source = new SQLServerDataSource();
        source.setServerName(address.host());
        address.instance().ifPresent(source::setInstanceName);
        if (address.instance().isEmpty()) {
            source.setPortNumber(address.port().orElse(DEFAULT_PORT));
        }
        source.setUser(definition.user());
        source.setPassword(new String(password.reveal()));
        // never a failover partner: a host must not silently be the other machine
        source.setDatabaseName("master");
        source.setApplicationName("mirrorsh");
        source.setLoginTimeout(LOGIN_SECONDS);
        source.setConnectRetryCount(0);
        source.setEncrypt(definition.encryption() == HostDefinition.Encryption.STRICT ? "strict" : "true");
        source.setTrustServerCertificate(definition.encryption() == HostDefinition.Encryption.ANY_CERTIFICATE);
        try {
            return new HostConnection(definition, source.getConnection());
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

    HostState read(Collection<String> files, Clock clock) {
        List<String> paths = List.copyOf(files);
        Batch batch = StateQuery.reading(paths);
        busy.lock();
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout((int) READ_LIMIT.toSeconds());
            Instant before = clock.instant();
            boolean results = statement.execute(batch.text().revealed());
            return new StateReader(definition.name(), paths, before, clock).read(statement, results);
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            busy.unlock();
        }
    }

    BatchResult execute(Batch batch, Consumer<ServerMessage> onMessage, @Nullable Duration limit) {
        busy.lock();
        long start = System.nanoTime();
        // a plain batch: USE inside sp_prepexec is undone (tsql.md §1)
        try (Statement statement = connection.createStatement()) {
            if (!batch.database().equals(connection.getCatalog())) {
                connection.setCatalog(batch.database());
            }
            if (limit != null) {
                statement.setQueryTimeout((int) Math.max(1, limit.toSeconds()));
            }
            running.set(statement);
            return collect(statement, batch, onMessage, start);
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

    void cancel() {
        Statement statement = running.get();
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                LOG.log(Level.FINE, "The statement ended before it could be cancelled.", e);
            }
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The connection to " + definition.name() + " was gone already.", e);
        }
    }
}
