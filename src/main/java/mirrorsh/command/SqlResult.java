package mirrorsh.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.host.Hosts.BatchResult;
import mirrorsh.host.Hosts.ResultTable;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.host.StatementRefusedException;
import mirrorsh.model.MirrorException;
import org.jspecify.annotations.Nullable;

/** What T-SQL returned on each host. */
record SqlResult(List<OnHost> hosts) implements Result {
    /**
     * One host's answer.
     *
     * @param problem what ended it, null when it ran to its end
     */
    record OnHost(
            String host,
            List<BatchResult> batches,
            @Nullable MirrorException problem) {}

    @Override
    public void show(Console console) {
        for (OnHost one : hosts) {
            if (hosts.size() > 1) {
                console.line(console.paint(Tone.STRONG, "── " + one.host()));
            }
            one.batches().forEach(batch -> show(batch, console));
            MirrorException problem = one.problem();
            if (problem instanceof StatementRefusedException refused) {
                refused.errors().forEach(error -> console.aside(console.paint(Tone.BAD, line(one.host(), error))));
            } else if (problem != null) {
                Complaint.tell(problem, console, false);
            }
        }
    }

    private static void show(BatchResult batch, Console console) {
        batch.messages().forEach(message -> console.line(message.text()));
        for (ResultTable table : batch.tables()) {
            new Grid(table.columns(), table.rows()).lines(console).forEach(console::line);
            console.line(console.paint(Tone.FAINT, counted(table.rows().size())));
        }
        for (int count : batch.updateCounts()) {
            if (count >= 0) {
                console.line(console.paint(Tone.FAINT, counted(count)));
            }
        }
        if (batch.tables().isEmpty()
                && batch.updateCounts().isEmpty()
                && batch.messages().isEmpty()) {
            console.line(console.paint(Tone.FAINT, "(done)"));
        }
    }

    private static String counted(int rows) {
        return rows == 1 ? "(1 row)" : "(" + rows + " rows)";
    }

    private static String line(String host, ServerMessage error) {
        return host + ": error " + error.number() + ", severity " + error.severity() + ", state " + error.state()
                + ", line " + error.line() + ": " + error.text();
    }

    @Override
    public Map<String, ?> json() {
        List<Map<String, ?>> all = new ArrayList<>();
        for (OnHost one : hosts) {
            Map<String, @Nullable Object> host = new LinkedHashMap<>();
            host.put("name", one.host());
            host.put(
                    "results",
                    one.batches().stream()
                            .flatMap(b -> b.tables().stream())
                            .map(SqlResult::json)
                            .toList());
            host.put(
                    "messages",
                    one.batches().stream()
                            .flatMap(b -> b.messages().stream())
                            .map(ServerMessage::text)
                            .toList());
            MirrorException problem = one.problem();
            host.put("problem", problem == null ? null : problem(problem));
            all.add(host);
        }
        return Map.of("hosts", all);
    }

    private static Map<String, ?> problem(MirrorException problem) {
        Map<String, Object> parts = new LinkedHashMap<>(Complaint.json(problem));
        if (problem instanceof StatementRefusedException refused) {
            parts.put("number", refused.number());
        }
        return parts;
    }

    private static List<Map<String, @Nullable String>> json(ResultTable table) {
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        for (List<@Nullable String> values : table.rows()) {
            Map<String, @Nullable String> row = new LinkedHashMap<>();
            for (int i = 0; i < table.columns().size(); i++) {
                String name = table.columns().get(i);
                row.put(name.isEmpty() || row.containsKey(name) ? "column" + (i + 1) : name, values.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    @Override
    public int exitCode() {
        return hosts.stream().allMatch(one -> one.problem() == null) ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** Results that went to a file: their rows are there, everything else is told. */
    record Written(SqlResult result, Path file) implements Result {
        @Override
        public void show(Console console) {
            List<OnHost> rest = result.hosts.stream()
                    .map(one -> new OnHost(
                            one.host(),
                            one.batches().stream().map(Written::withoutRows).toList(),
                            one.problem()))
                    .toList();
            new SqlResult(rest).show(console);
            console.line("The results are in " + file + ".");
        }

        private static BatchResult withoutRows(BatchResult batch) {
            List<Integer> counts = new ArrayList<>();
            batch.tables().forEach(table -> counts.add(table.rows().size()));
            counts.addAll(batch.updateCounts());
            return new BatchResult(List.of(), counts, batch.messages(), batch.duration());
        }

        @Override
        public Map<String, ?> json() {
            return result.json();
        }

        @Override
        public int exitCode() {
            return result.exitCode();
        }
    }
}
