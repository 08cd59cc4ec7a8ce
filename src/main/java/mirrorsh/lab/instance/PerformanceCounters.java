package mirrorsh.lab.instance;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.instance.storage.MirroringRow;
import mirrorsh.lab.instance.storage.Storage.Database;
import mirrorsh.lab.instance.storage.View;
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

    /**
     * A counter of a mirrored database.
     *
     * @param shown the database's name as the view has it
     */
    private record Counter(String database, String shown, MirroringRow session, Kind kind) {}

    /** What is counted of every mirrored database. */
    private record Kind(String name, Value value) {
        Kind {
            name = padded(name);
        }

        boolean isRate() {
            return name.stripTrailing().endsWith("/sec");
        }
    }

    /** Where a counter's value comes from. */
    private interface Value {
        long of(Mirroring mirroring, String database, MirroringRow session);
    }

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "Log Bytes Received/sec",
                    (mirroring, database, session) ->
                            traffic(mirroring, database).received()),
            new Kind(
                    "Log Bytes Sent/sec",
                    (mirroring, database, session) ->
                            traffic(mirroring, database).sent()),
            new Kind(
                    "Log Send Queue KB",
                    (mirroring, database, session) -> session.role() == 1 ? mirroring.sendQueue(database) : 0),
            new Kind(
                    "Mirrored Write Transactions/sec",
                    (mirroring, database, session) ->
                            traffic(mirroring, database).commits()),
            new Kind(
                    "Redo Bytes/sec",
                    (mirroring, database, session) -> Math.max(
                            0, traffic(mirroring, database).received() - mirroring.redoQueue(database) * 1024)),
            new Kind("Redo Queue KB", (mirroring, database, session) -> mirroring.redoQueue(database)),
            new Kind(
                    "Transaction Delay",
                    (mirroring, database, session) ->
                            traffic(mirroring, database).waitedMillis()));

    private static Mirroring.Traffic traffic(Mirroring mirroring, String database) {
        return mirroring.traffic(database).orElse(new Mirroring.Traffic(0, 0, 0, 0));
    }

    Relation rows() {
        SqlType text = SqlType.character(SqlType.Kind.NCHAR, WIDTH);
        String object = padded(object());
        List<Counter> counters = new ArrayList<>();
        for (Database database : instance.storage().all()) {
            database.mirrored().shownSession().ifPresent(row -> {
                String name = database.name();
                String shown = padded(name);
                KINDS.forEach(kind -> counters.add(new Counter(name, shown, row, kind)));
            });
        }
        return new View<Counter>()
                .required("object_name", text, counter -> object)
                .required("counter_name", text, counter -> counter.kind().name())
                .column("instance_name", text, Counter::shown)
                .required("cntr_value", SqlType.BIGINT, this::value)
                .required("cntr_type", SqlType.INT, counter -> counter.kind().isRate() ? RATE : PLAIN)
                .over(counters);
    }

    private long value(Counter counter) {
        return counter.kind().value().of(instance.mirroring(), counter.database(), counter.session());
    }

    private String object() {
        String server = instance.installation().serverName();
        int slash = server.indexOf('\\');
        return (slash < 0 ? "SQLServer:" : "MSSQL$" + server.substring(slash + 1) + ":") + OBJECT;
    }

    private static String padded(String text) {
        return text + " ".repeat(Math.max(0, WIDTH - text.length()));
    }
}
