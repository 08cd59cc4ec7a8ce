package mirrorsh.lab;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One lab for all tests of a class, and a JDBC connection of sa to each of its hosts. */
public final class SharedLab implements BeforeAllCallback, AfterAllCallback {
    private final UnaryOperator<LabSettings> settings;
    private final Map<String, Connection> connections = new HashMap<>();
    private Lab lab;
    private int classes;

    public SharedLab(UnaryOperator<LabSettings> settings) {
        this.settings = settings;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (classes++ == 0) {
            lab = Lab.start(
                    settings.apply(LabSettings.standard(Optional.empty()).withKeys(new PreparedKeys())));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        if (--classes == 0) {
            for (Connection connection : connections.values()) {
                connection.close();
            }
            lab.close();
        }
    }

    public Lab lab() {
        return lab;
    }

    /** The one connection of sa. */
    public Connection connection(String host) throws SQLException {
        Connection connection = connections.get(host);
        if (connection == null || connection.isClosed()) {
            LabHost found = lab.host(host).orElseThrow();
            connection = open(host, found.user(), found.password());
            connections.put(host, connection);
        }
        return connection;
    }

    /** Another connection; the caller closes it. */
    public Connection open(String host, String user, String password) throws SQLException {
        String[] address = lab.host(host).orElseThrow().server().split(",");
        return DriverManager.getConnection("jdbc:sqlserver://" + address[0] + ":" + address[1]
                + ";encrypt=true;trustServerCertificate=true;user=" + user + ";password={" + password + "}");
    }

    /** Takes endpoint, certificates and master key of master away, then runs a batch. */
    public void fresh(String host, String batch) throws SQLException {
        for (String name : names(host, "SELECT name FROM sys.database_mirroring_endpoints")) {
            run(host, "DROP ENDPOINT [" + name + "]");
        }
        for (String name : names(host, "SELECT name FROM sys.certificates WHERE name NOT LIKE '##%'")) {
            run(host, "DROP CERTIFICATE [" + name + "]");
        }
        if (!names(host, "SELECT name FROM sys.symmetric_keys WHERE symmetric_key_id = 101")
                .isEmpty()) {
            run(host, "DROP MASTER KEY");
        }
        run(host, batch);
    }

    /** The first column of a query. */
    public List<String> names(String host, String query) throws SQLException {
        try (Statement statement = connection(host).createStatement();
                ResultSet results = statement.executeQuery(query)) {
            List<String> names = new ArrayList<>();
            while (results.next()) {
                names.add(String.valueOf(results.getString(1)));
            }
            return names;
        }
    }

    /** The one value of a query, "null" for NULL. */
    public String value(String host, String query) throws SQLException {
        return names(host, query).get(0);
    }

    public void run(String host, String batch) throws SQLException {
        run(connection(host), batch);
    }

    /** Runs one batch; every error of it is thrown. */
    public static void run(Connection connection, String batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean results = statement.execute(batch);
            while (results || statement.getUpdateCount() != -1) {
                results = statement.getMoreResults();
            }
        }
    }

    public int errorOf(String host, String batch) {
        try {
            return errorOf(connection(host), batch);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number of the first error that a batch raises, 0 when it raises none. */
    public static int errorOf(Connection connection, String batch) {
        try {
            run(connection, batch);
            return 0;
        } catch (SQLException e) {
            return e.getErrorCode();
        }
    }
}
