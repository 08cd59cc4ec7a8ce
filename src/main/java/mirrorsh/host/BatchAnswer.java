package mirrorsh.host;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import mirrorsh.host.Hosts.BatchResult;
import mirrorsh.host.Hosts.ResultTable;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.model.HostState;
import org.jspecify.annotations.Nullable;

/** Takes all that a host answers to one batch, and to the state query where one follows it. Used once. */
final class BatchAnswer {
    private static final int CHANGED_DATABASE = 5701;

    private final String host;
    private final @Nullable Supplier<StateReader> readers;
    private final long begin = System.nanoTime();
    private final List<ResultTable> tables = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final List<ServerMessage> messages = Collections.synchronizedList(new ArrayList<>());
    private final List<ServerMessage> errors = new ArrayList<>();
    private @Nullable StateReader reader;
    private @Nullable SQLException first;

    /** @param readers makes what reads the state when its first result set comes; null when no state query follows */
    BatchAnswer(String host, @Nullable Supplier<StateReader> readers) {
        this.host = host;
        this.readers = readers;
    }

    /** Passes messages on and keeps them, but for the one that the state query's own USE makes. */
    Consumer<ServerMessage> hearing(Consumer<ServerMessage> onMessage) {
        return said -> {
            if (readers == null || said.number() != CHANGED_DATABASE) {
                messages.add(said);
                onMessage.accept(said);
            }
        };
    }

    /**
     * Sends a text and takes its answer to the end.
     *
     * @throws StatementRefusedException when the server refused any of it
     * @throws SQLException when the connection failed
     */
    void take(Statement statement, String text) throws SQLException {
        boolean begun = false;
        boolean more = true;
        while (more) {
            try {
                boolean results = begun ? statement.getMoreResults() : statement.execute(text);
                begun = true;
                more = take(statement, results);
            } catch (SQLException e) {
                if (!ServerErrors.isFromServer(e)) {
                    throw e;
                }
                begun = true;
                first = first == null ? e : first;
                errors.addAll(ServerErrors.of(e));
            }
        }
        if (first != null) {
            throw new StatementRefusedException(host, errors, first);
        }
    }

    /** Whether there may be more. */
    private boolean take(Statement statement, boolean results) throws SQLException {
        int count = results ? -1 : statement.getUpdateCount();
        if (results) {
            take(statement.getResultSet());
        } else if (count >= 0) {
            counts.add(count);
        }
        return results || count >= 0;
    }

    private void take(ResultSet rows) throws SQLException {
        if (reader == null
                && readers != null
                && rows.getMetaData().getColumnLabel(1).equals(StateReader.FIRST_COLUMN)) {
            reader = readers.get();
        }
        if (reader == null) {
            tables.add(table(rows));
        } else {
            reader.keep(rows);
        }
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

    BatchResult result() {
        return new BatchResult(tables, counts, messages, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Empty when the batch ended before all of it was read. */
    Optional<HostState> state() {
        StateReader all = reader;
        return all == null || !all.isComplete() ? Optional.empty() : Optional.of(all.state());
    }
}
