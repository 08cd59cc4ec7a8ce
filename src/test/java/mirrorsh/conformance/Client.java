package mirrorsh.conformance;

import com.microsoft.sqlserver.jdbc.SQLServerError;
import com.microsoft.sqlserver.jdbc.SQLServerException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection and what tests ask of it. Values come back as text, NULL as "NULL".
 *
 * <p>Names that begin with {@code ct_} in a test are unique to this run on the server: they are changed on the way out and back.
 */
final class Client implements AutoCloseable {
    private static final String OURS = "ct_";
    private static final String THIS_RUN =
            "ct" + Long.toString(ProcessHandle.current().pid() * 1_000_003L + System.nanoTime() % 1_000_003L, 36) + "_";

    private final Connection connection;
    private final List<Integer> refused = new ArrayList<>();

    static String outward(String text) {
        return text.replace(OURS, THIS_RUN);
    }

    private static String inward(String text) {
        return text.replace(THIS_RUN, OURS);
    }

    Client(Connection connection) {
        this.connection = connection;
    }

    /** The numbers of all errors so far that a test looked at, in order. */
    List<Integer> refused() {
        return List.copyOf(refused);
    }

    Connection connection() {
        return connection;
    }

    /** Everything that a batch gave. */
    record Reply(List<List<List<String>>> results, List<Long> counts, List<Integer> messages, List<String> texts) {}

    /** Runs a plain batch to its end; the first error is thrown, the others are chained to it. */
    Reply run(String batch) throws SQLException {
        List<List<List<String>>> results = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(outward(batch));
            while (true) {
                if (rows) {
                    try (ResultSet set = statement.getResultSet()) {
                        results.add(read(set));
                    }
                } else {
                    long count = statement.getLargeUpdateCount();
                    if (count == -1) {
                        break;
                    }
                    counts.add(count);
                }
                rows = statement.getMoreResults();
            }
            List<Integer> messages = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                messages.add(warning.getErrorCode());
                texts.add(inward(warning.getMessage()));
            }
            return new Reply(results, counts, messages, texts);
        }
    }

    private static List<List<String>> read(ResultSet set) throws SQLException {
        int columns = set.getMetaData().getColumnCount();
        List<List<String>> rows = new ArrayList<>();
        while (set.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                String value = set.getString(i);
                row.add(value == null ? "NULL" : inward(value));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The numbers of the errors that a batch ends with, the cause first; empty when it succeeds. */
    List<Integer> errors(String batch) {
        try {
            run(batch);
            return List.of();
        } catch (SQLException e) {
            List<Integer> numbers = new ArrayList<>();
            for (SQLException next = e; next != null; next = next.getNextException()) {
                numbers.add(next.getErrorCode());
            }
            refused.addAll(numbers);
            return numbers;
        }
    }

    /** The number, severity and state of the first error that a batch ends with. */
    List<Integer> firstError(String batch) {
        try {
            run(batch);
            return List.of();
        } catch (SQLException e) {
            SQLServerError error = ((SQLServerException) e).getSQLServerError();
            return List.of(error.getErrorNumber(), error.getErrorSeverity(), error.getErrorState());
        }
    }

    /** The rows of a batch's first result. */
    List<List<String>> rows(String query) throws SQLException {
        return run(query).results().get(0);
    }

    /** The first value of a batch's first result. */
    String value(String query) throws SQLException {
        List<List<String>> rows = rows(query);
        if (rows.isEmpty()) {
            throw new IllegalStateException("No row: " + query);
        }
        return rows.get(0).get(0);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
