package mirrorsh.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.MonitorRemoved;
import mirrorsh.effect.MonitorRuns;
import mirrorsh.host.Hosts.ResultTable;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.MonitorStatements;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The server's own mirroring monitor. */
@Command(
        name = "monitor",
        description = "The server's own mirroring monitor",
        subcommands = {MonitorCommands.Add.class, MonitorCommands.Drop.class, MonitorCommands.Results.class})
final class MonitorCommands {
    /** {@code monitor add}. */
    @Command(
            name = "add",
            description = "Let the server's monitor write down how mirroring fares",
            footer = "  monitor add --minutes 1 --on HOST_A,HOST_B")
    static final class Add implements Doing {
        @Option(
                names = "--minutes",
                paramLabel = "N",
                description = "Minutes between two updates, 1 to 120, by default 1")
        private int minutes = 1;

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            List<MonitorRuns> effects = scope.hosts(session).stream()
                    .map(host -> new MonitorRuns(host, minutes))
                    .toList();
            return EffectRun.of(session, "monitor add", effects);
        }
    }

    /** {@code monitor drop}. */
    @Command(name = "drop", description = "Remove the server's monitor", footer = "  monitor drop --on HOST_A,HOST_B")
    static final class Drop implements Doing {
        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            List<MonitorRemoved> effects =
                    scope.hosts(session).stream().map(MonitorRemoved::new).toList();
            return EffectRun.of(session, "monitor drop", effects);
        }
    }

    /** {@code monitor results}. */
    @Command(
            name = "results",
            description = "Show what the server's monitor wrote down",
            footer = "  monitor results AdventureWorks --hours 4 --on HOST_A")
    static final class Results implements Doing {
        private static final List<Integer> HOURS = List.of(2, 4, 8, 24, 48); // modes 1 to 5 (tsql.md §10)
        private static final List<String> ROLES = List.of("", "PRINCIPAL", "MIRROR");
        private static final List<String> STATES =
                List.of("SUSPENDED", "DISCONNECTED", "SYNCHRONIZING", "PENDING_FAILOVER", "SYNCHRONIZED");

        @Mixin
        private OneDatabase database = new OneDatabase();

        @Option(
                names = "--hours",
                paramLabel = "N",
                description = "The last 2, 4, 8, 24 or 48 hours; by default the last row")
        private int hours;

        @Option(names = "--refresh", description = "Bring it up to date before")
        private boolean refresh;

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            if (hours != 0 && !HOURS.contains(hours)) {
                throw new UsageException(
                        "The monitor does not show the last " + hours + " hours.",
                        "monitor results --hours 2, 4, 8, 24 or 48");
            }
            String host = scope.host(session);
            String name = database.asPartner(session, host);
            List<ResultTable> tables = session.hosts()
                    .execute(
                            host,
                            MonitorStatements.results(name, HOURS.indexOf(hours) + 1, refresh),
                            message -> {},
                            null)
                    .tables();
            return new TableResult(
                    "monitor",
                    List.of(
                            "recorded",
                            "role",
                            "state",
                            "unsent KB",
                            "sent KB/s",
                            "unrestored KB",
                            "restored KB/s",
                            "delay ms",
                            "per second",
                            "mirror at"),
                    tables.isEmpty() ? List.of() : rows(tables.get(0)),
                    "The monitor wrote nothing down of " + name + " on " + host + ". Next: monitor add");
        }

        private static List<List<@Nullable String>> rows(ResultTable table) {
            List<List<@Nullable String>> rows = new ArrayList<>();
            for (List<@Nullable String> row : table.rows()) {
                rows.add(Arrays.asList(
                        cell(table, row, "time_recorded"),
                        word(ROLES, cell(table, row, "role")),
                        word(STATES, cell(table, row, "mirroring_state")),
                        cell(table, row, "unsent_log"),
                        cell(table, row, "send_rate"),
                        cell(table, row, "unrestored_log"),
                        cell(table, row, "recovery_rate"),
                        cell(table, row, "average_delay"),
                        cell(table, row, "transactions_per_sec"),
                        cell(table, row, "time_behind")));
            }
            return rows;
        }

        private static @Nullable String cell(ResultTable table, List<@Nullable String> row, String column) {
            int index = table.columns().indexOf(column);
            return index < 0 ? null : row.get(index);
        }

        /** The word for a number, the number itself when the server has more of them. */
        private static @Nullable String word(List<String> words, @Nullable String number) {
            return Optional.ofNullable(number)
                    .filter(n -> n.matches("\\d") && Integer.parseInt(n) < words.size())
                    .map(n -> words.get(Integer.parseInt(n)))
                    .orElse(number);
        }
    }
}
