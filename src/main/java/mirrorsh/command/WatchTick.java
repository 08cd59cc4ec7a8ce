package mirrorsh.command;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Queue;

/** What one look at the hosts showed of their mirrored databases. */
record WatchTick(Examination examined) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    /** By what rows are sorted. */
    enum Order {
        DATABASE,
        HOST,
        STATE,
        QUEUE;

        Order next() {
            return values()[(ordinal() + 1) % values().length];
        }
    }

    /** A mirrored database on one host. */
    record Row(String host, Database database, MirroringSession session, Optional<Queue> queue, Instant at) {
        String key() {
            return database.name() + " on " + host;
        }

        /** Kilobytes that wait here: to be sent by the principal, to be redone by the mirror. */
        long waiting() {
            return queue.map(q -> session.isPrincipal() ? q.sendKb() : q.redoKb())
                    .orElse(0L);
        }

        List<String> cells(Console console) {
            return List.of(
                    database.name(),
                    host,
                    console.paint(session.isPrincipal() ? Tone.PRINCIPAL : Tone.MIRROR, session.role()),
                    database.state(),
                    session.isSynchronized() ? session.state() : console.paint(Tone.WARNING, session.state()),
                    session.safety(),
                    session.witnessState());
        }

        /** What is worth an event when it changes. */
        private String summary() {
            String witness = session.witness().isEmpty() ? "" : ", witness " + session.witnessState();
            return session.role() + " " + database.state() + " " + session.state() + ", safety " + session.safety()
                    + witness;
        }
    }

    List<Row> rows(Order order) {
        List<Row> rows = new ArrayList<>();
        for (HostState host : examined.states()) {
            for (Database database : host.databases()) {
                database.session()
                        .ifPresent(session -> rows.add(new Row(
                                host.host(),
                                database,
                                session,
                                host.queue(database.name()),
                                host.instance().clock())));
            }
        }
        Comparator<Row> byDatabase =
                Comparator.comparing((Row row) -> row.database().name()).thenComparing(Row::host);
        rows.sort(
                switch (order) {
                    case DATABASE -> byDatabase;
                    case HOST -> Comparator.comparing(Row::host).thenComparing(byDatabase);
                    case STATE ->
                        Comparator.comparing((Row row) -> row.session().state()).thenComparing(byDatabase);
                    case QUEUE -> Comparator.comparing(Row::waiting).reversed().thenComparing(byDatabase);
                });
        return rows;
    }

    /** By the clock of the hosts; empty when none answered. */
    String time() {
        return instant().map(TIME::format).orElse("");
    }

    private Optional<Instant> instant() {
        return examined.states().stream().map(state -> state.instance().clock()).max(Comparator.naturalOrder());
    }

    /** What became different since an earlier look, one line each. */
    List<String> eventsSince(WatchTick earlier) {
        Map<String, String> before = earlier.facts();
        Map<String, String> now = facts();
        List<String> events = new ArrayList<>();
        now.forEach((what, value) -> {
            String was = before.getOrDefault(what, "not mirrored");
            if (!was.equals(value)) {
                events.add(time() + "  " + what + ": " + was + " → " + value);
            }
        });
        before.forEach((what, was) -> {
            if (!now.containsKey(what)) {
                events.add(time() + "  " + what + ": " + was + " → not mirrored");
            }
        });
        return events;
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        rows(Order.DATABASE).forEach(row -> facts.put(row.key(), row.summary()));
        examined.states().forEach(state -> facts.put(state.host(), "answers"));
        examined.silent().keySet().forEach(host -> facts.put(host, "does not answer"));
        return facts;
    }

    private static Map<String, ?> json(Row row, Queue queue) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("host", row.host());
        one.put("database", row.database().name());
        one.put("send_queue_kb", queue.sendKb());
        one.put("redo_queue_kb", queue.redoKb());
        one.put("sent_bytes", queue.sentBytes());
        one.put("redone_bytes", queue.redoneBytes());
        return one;
    }

    Map<String, ?> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", instant().map(Instant::toString).orElse(""));
        fields.put(
                "hosts",
                new StatusResult(examined.states(), "", List.of()).json().get("hosts"));
        fields.put(
                "queues",
                rows(Order.DATABASE).stream()
                        .flatMap(row -> row.queue().stream().map(queue -> json(row, queue)))
                        .toList());
        fields.put("not_answering", List.copyOf(examined.silent().keySet()));
        return fields;
    }
}
