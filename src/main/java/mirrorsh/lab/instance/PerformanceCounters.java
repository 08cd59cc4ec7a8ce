package mirrorsh.lab.instance;

import java.util.Map;
import java.util.TreeMap;
import mirrorsh.lab.instance.storage.MirroringRow;
import mirrorsh.lab.instance.storage.Storage.Database;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.SqlType;

/**
 * The mirroring part of sys.dm_os_performance_counters (catalog.md §8): those counters that the lab counts, one instance for each
 * mirrored database. Names are padded to 128 characters, as on the server.
 */
final class PerformanceCounters {
    private static final int WIDTH = 128;
    private static final String OBJECT = "Database Mirroring";
    /** A count that clients turn into a rate. */
    private static final int RATE = 272_696_576;
    /** A number as it is. */
    private static final int PLAIN = 65_792;

    private final Instance instance;

    PerformanceCounters(Instance instance) {
        this.instance = instance;
    }

    Relation rows() {
        SqlType text = SqlType.character(SqlType.Kind.NCHAR, WIDTH);
        ViewRows rows = new ViewRows()
                .key("object_name", text)
                .key("counter_name", text)
                .column("instance_name", text)
                .key("cntr_value", SqlType.BIGINT)
                .key("cntr_type", SqlType.INT);
        String object = padded(object());
        for (Database database : instance.storage().all()) {
            String name = padded(database.name());
            database.mirrored()
                    .shownSession()
                    .ifPresent(row -> counters(database.name(), row)
                            .forEach((counter, value) -> rows.row(
                                    object, padded(counter), name, value, counter.endsWith("/sec") ? RATE : PLAIN)));
        }
        return rows;
    }

    private String object() {
        String server = instance.installation().serverName();
        int slash = server.indexOf('\\');
        return (slash < 0 ? "SQLServer:" : "MSSQL$" + server.substring(slash + 1) + ":") + OBJECT;
    }

    private Map<String, Long> counters(String database, MirroringRow row) {
        Mirroring.Traffic traffic = instance.mirroring().traffic(database).orElse(new Mirroring.Traffic(0, 0, 0, 0));
        long redoQueue = instance.mirroring().redoQueue(database);
        Map<String, Long> counters = new TreeMap<>();
        counters.put("Log Bytes Sent/sec", traffic.sent());
        counters.put("Log Bytes Received/sec", traffic.received());
        counters.put("Redo Bytes/sec", Math.max(0, traffic.received() - redoQueue * 1024));
        counters.put("Log Send Queue KB", row.role() == 1 ? instance.mirroring().sendQueue(database) : 0);
        counters.put("Redo Queue KB", redoQueue);
        counters.put("Transaction Delay", traffic.waitedMillis());
        counters.put("Mirrored Write Transactions/sec", traffic.commits());
        return counters;
    }

    private static String padded(String text) {
        return text + " ".repeat(Math.max(0, WIDTH - text.length()));
    }
}
