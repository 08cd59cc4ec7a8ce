package mirrorsh.lab.instance;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlType;

/**
 * How much of the history sp_dbmmonitorresults shows, and its columns (catalog.md §8); newest row first (unconfirmed).
 *
 * @param most rows at most
 * @param since none older than that
 */
record MonitorResults(int most, LocalDateTime since) {
    private static final List<Column> COLUMNS = List.of(
            Column.notNull("database_name", SqlType.SYSNAME),
            Column.of("role", SqlType.INT),
            Column.of("mirroring_state", SqlType.INT),
            Column.of("witness_status", SqlType.INT),
            Column.of("log_generation_rate", SqlType.INT),
            Column.of("unsent_log", SqlType.INT),
            Column.of("send_rate", SqlType.INT),
            Column.of("unrestored_log", SqlType.INT),
            Column.of("recovery_rate", SqlType.INT),
            Column.of("transaction_delay", SqlType.INT),
            Column.of("transactions_per_sec", SqlType.INT),
            Column.of("average_delay", SqlType.INT),
            Column.of("time_recorded", SqlType.DATETIME),
            Column.of("time_behind", SqlType.DATETIME),
            Column.of("local_time", SqlType.DATETIME));

    /** What a mode, 0 to 9, means; empty for any other number. */
    static Optional<MonitorResults> of(int mode, LocalDateTime now) {
        int all = Integer.MAX_VALUE;
        return switch (mode) {
            case 0 -> Optional.of(new MonitorResults(1, LocalDateTime.MIN));
            case 1 -> Optional.of(new MonitorResults(all, now.minusHours(2)));
            case 2 -> Optional.of(new MonitorResults(all, now.minusHours(4)));
            case 3 -> Optional.of(new MonitorResults(all, now.minusHours(8)));
            case 4 -> Optional.of(new MonitorResults(all, now.minusDays(1)));
            case 5 -> Optional.of(new MonitorResults(all, now.minusDays(2)));
            case 6 -> Optional.of(new MonitorResults(100, LocalDateTime.MIN));
            case 7 -> Optional.of(new MonitorResults(500, LocalDateTime.MIN));
            case 8 -> Optional.of(new MonitorResults(1000, LocalDateTime.MIN));
            case 9 -> Optional.of(new MonitorResults(1_000_000, LocalDateTime.MIN));
            default -> Optional.empty();
        };
    }

    void send(String database, List<MonitorStatus> rows, ResponseSink sink) {
        sink.columns(COLUMNS);
        for (MonitorStatus row : rows) {
            sink.row(new Object[] {
                database,
                row.role(),
                row.state(),
                row.witness(),
                whole(row.generationRate()),
                whole(row.unsent()),
                whole(row.sendRate()),
                whole(row.unrestored()),
                whole(row.recoveryRate()),
                whole(row.delay()),
                whole(row.transactions()),
                whole(row.averageDelay()),
                row.recorded(),
                row.behind(),
                row.recorded()
            });
        }
    }

    private static @org.jspecify.annotations.Nullable Integer whole(@org.jspecify.annotations.Nullable Long value) {
        return value == null ? null : Integer.valueOf((int) Math.min(Integer.MAX_VALUE, value));
    }
}
