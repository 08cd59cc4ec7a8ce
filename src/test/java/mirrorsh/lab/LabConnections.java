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
import java.util.function.Function;

/** A connection of the Microsoft driver to each host of a lab, opened at its first use. */
final class LabConnections {
    private final Function<String, String> url;
    private final Freshness freshness;
    private final Map<String, Connection> connections = new HashMap<>();

    /** Whether a connection can still be used. */
    @FunctionalInterface
    interface Freshness {
        boolean isFresh(Connection connection) throws SQLException;
    }

    /** @param url address of a host, with its user and password */
    LabConnections(Function<String, String> url, Freshness freshness) {
        this.url = url;
        this.freshness = freshness;
    }

    /** The address of a host for the Microsoft driver. */
    static String url(LabHost host, String properties) {
        String[] address = host.server().split(",");
        return "jdbc:sqlserver://" + address[0] + ":" + address[1] + ";" + properties + ";user=" + host.user()
                + ";password={" + host.password() + "}";
    }

    /** The host's connection, another one where the last cannot be used any more. */
    Connection connection(String host) throws SQLException {
        Connection connection = connections.get(host);
        if (connection == null || !freshness.isFresh(connection)) {
            connection = open(host);
            connections.put(host, connection);
        }
        return connection;
    }

    /** A connection of its own; the caller closes it. */
    Connection open(String host) throws SQLException {
        return DriverManager.getConnection(url.apply(host));
    }

    /** Closes the connection to a host; the next use opens another. */
    void disconnect(String host) throws SQLException {
        Connection connection = connections.remove(host);
        if (connection != null) {
            connection.close();
        }
    }

    void close() throws SQLException {
        for (String host : List.copyOf(connections.keySet())) {
            disconnect(host);
        }
    }

    /** Runs one batch; every error of it is thrown. */
    void run(String host, String batch) throws SQLException {
        try (Statement statement = connection(host).createStatement()) {
            boolean results = statement.execute(batch);
            while (results || statement.getUpdateCount() != -1) {
                results = statement.getMoreResults();
            }
        }
    }

    /** The number of the first error that a batch raises, 0 when it raises none. */
    int errorOf(String host, String batch) {
        try {
            run(host, batch);
            return 0;
        } catch (SQLException e) {
            return e.getErrorCode();
        }
    }

    /** The rows of a query as text, NULL as "null". */
    List<List<String>> rows(String host, String query) throws SQLException {
        try (Statement statement = connection(host).createStatement();
                ResultSet results = statement.executeQuery(query)) {
            List<List<String>> rows = new ArrayList<>();
            while (results.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(results.getString(i)));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
