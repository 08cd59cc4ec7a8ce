package mirrorsh.lab;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A fresh lab for each test, and plain JDBC connections of the Microsoft driver to its hosts. */
public final class LabExtension implements BeforeEachCallback, AfterEachCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Long enough for links that are made anew, and no more where hosts are kept apart on purpose. */
    private static final Duration AGREEMENT = Duration.ofSeconds(5);

    private final UnaryOperator<LabSettings> settings;
    private Lab lab;
    private final LabConnections connections = new LabConnections(
            host -> LabConnections.url(host(host), "encrypt=true;trustServerCertificate=true"),
            connection -> connection.isValid(1));

    public LabExtension() {
        this(UnaryOperator.identity());
    }

    public LabExtension(UnaryOperator<LabSettings> settings) {
        this.settings = settings;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        start(settings);
    }

    private void start(UnaryOperator<LabSettings> wanted) throws IOException {
        lab = Lab.start(wanted.apply(LabSettings.standard(Optional.empty()).withKeys(new PreparedKeys())));
    }

    /** Puts a lab with other settings in place of this one. */
    public void replace(UnaryOperator<LabSettings> wanted) throws IOException, SQLException {
        close();
        start(wanted);
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        close();
    }

    private void close() throws SQLException {
        connections.close();
        lab.close();
    }

    public Lab lab() {
        return lab;
    }

    public LabHost host(String name) {
        return lab.host(name).orElseThrow();
    }

    /** The host's connection, opened at its first use and anew after the host was down. */
    public Connection connection(String host) throws SQLException {
        return connections.connection(host);
    }

    /** A connection of its own; the caller closes it. */
    public Connection open(String host) throws SQLException {
        return connections.open(host);
    }

    /** Runs one batch; every error of it is thrown. */
    public void run(String host, String batch) throws SQLException {
        connections.run(host, batch);
    }

    /** The number of the first error that a batch raises, 0 when it raises none. */
    public int errorOf(String host, String batch) {
        return connections.errorOf(host, batch);
    }

    /** The rows of a query as text, NULL as "null". */
    public List<List<String>> rows(String host, String query) throws SQLException {
        return connections.rows(host, query);
    }

    /** The single value of a query. */
    public String value(String host, String query) throws SQLException {
        return rows(host, query).get(0).get(0);
    }

    /** Waits until a query's single value is the wanted one; returns the last value seen. */
    public String await(String host, String query, String wanted) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String value = value(host, query);
        while (!value.equals(wanted) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            value = value(host, query);
        }
        return value;
    }

    /** The lines of a host's error log, oldest first, as a client reads them. */
    public List<String> log(String host) throws SQLException {
        return rows(host, "EXEC xp_readerrorlog 0, 1").stream()
                .map(row -> row.get(2))
                .toList();
    }

    /** Waits for a line of a host's error log with that text in it. */
    public boolean logs(String host, String text) {
        return eventually(() -> {
            try {
                return log(host).stream().anyMatch(line -> line.contains(text));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Waits until partners and witnesses tell the same of their sessions; whether they came to that. */
    public boolean settles() {
        return settles(AGREEMENT);
    }

    /** The same, for as long as that. */
    public boolean settles(Duration limit) {
        return new Agreement(this::rowsIfUp)
                .await(lab.hosts().stream().map(LabHost::name).toList(), limit);
    }

    private List<List<String>> rowsIfUp(String host, String query) {
        try {
            return rows(host, query);
        } catch (SQLException e) {
            return List.of(); // it is down, or keeps everybody out
        }
    }

    /** Waits until something holds. */
    public static boolean eventually(Supplier<Boolean> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.get()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }
}
