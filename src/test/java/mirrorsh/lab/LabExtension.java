package mirrorsh.lab;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A fresh lab for each test, and plain JDBC connections of the Microsoft driver to its hosts. */
public final class LabExtension implements BeforeEachCallback, AfterEachCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final UnaryOperator<LabSettings> settings;
    private Lab lab;
    private final Map<String, Connection> connections = new HashMap<>();

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
        for (Connection connection : connections.values()) {
            connection.close();
        }
        connections.clear();
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
        Connection connection = connections.get(host);
        if (connection == null || !connection.isValid(1)) {
            connection = open(host);
            connections.put(host, connection);
        }
        return connection;
    }

    /** A connection of its own; the caller closes it. */
    public Connection open(String host) throws SQLException {
        LabHost found = host(host);
        String[] address = found.server().split(",");
        return DriverManager.getConnection("jdbc:sqlserver://" + address[0] + ":" + address[1]
                + ";encrypt=true;trustServerCertificate=true;user=" + found.user() + ";password={" + found.password()
                + "}");
    }

    /** Runs one batch; every error of it is thrown. */
    public void run(String host, String batch) throws SQLException {
        try (Statement statement = connection(host).createStatement()) {
            boolean results = statement.execute(batch);
            while (results || statement.getUpdateCount() != -1) {
                results = statement.getMoreResults();
            }
        }
    }

    /** The number of the first error that a batch raises, 0 when it raises none. */
    public int errorOf(String host, String batch) {
        try {
            run(host, batch);
            return 0;
        } catch (SQLException e) {
            return e.getErrorCode();
        }
    }

    /** The rows of a query as text, NULL as "NULL". */
    public List<List<String>> rows(String host, String query) throws SQLException {
        try (Statement statement = connection(host).createStatement();
                ResultSet results = statement.executeQuery(query)) {
            List<List<String>> rows = new ArrayList<>();
            while (results.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(results.getString(i)).toString());
                }
                rows.add(row);
            }
            return rows;
        }
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
