package mirrorsh.conformance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.LabHost;

/** A client that knows nothing of the lab: jTDS, which speaks the protocol of SQL Server 2000. */
final class OrdinaryClient implements AutoCloseable {
    private final Connection connection;

    OrdinaryClient(LabHost host) throws SQLException {
        String[] place = host.server().split(",", -1);
        connection = DriverManager.getConnection(
                "jdbc:jtds:sqlserver://" + place[0] + ":" + place[1] + "/master", host.user(), host.password());
    }

    Connection connection() {
        return connection;
    }

    /** What a query gives: names and types of its columns, and its rows as text. */
    record Answer(List<String> columns, List<List<String>> rows) {
        String value(int row, String column) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).startsWith(column + " ")) {
                    return rows.get(row).get(i);
                }
            }
            throw new IllegalArgumentException("No column " + column + " in " + columns + ".");
        }
    }

    Answer ask(String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(query);
            while (!rows) {
                if (statement.getUpdateCount() == -1) {
                    throw new IllegalStateException("No rows from " + query);
                }
                rows = statement.getMoreResults();
            }
            try (ResultSet set = statement.getResultSet()) {
                return read(set);
            }
        }
    }

    private static Answer read(ResultSet set) throws SQLException {
        var data = set.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(data.getColumnName(i) + " " + data.getColumnTypeName(i));
        }
        List<List<String>> rows = new ArrayList<>();
        while (set.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(String.valueOf(set.getString(i)));
            }
            rows.add(row);
        }
        return new Answer(columns, rows);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
