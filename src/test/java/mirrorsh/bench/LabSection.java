package mirrorsh.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import mirrorsh.command.ExitCode;
import mirrorsh.lab.Lab;
import mirrorsh.lab.LabHost;
import mirrorsh.trust.LabFiles;

/** The embedded lab: its start, its queries, its commits. */
final class LabSection implements Section {
    private static final int FEW = 3;
    private static final int CLIENTS = 4;
    private static final String QUERY = "SELECT name, database_id, state_desc FROM sys.databases ORDER BY name";

    @Override
    public String name() {
        return "lab";
    }

    @Override
    public List<Row> measure(Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        int many = effort.hosts();
        Race race = new Race()
                .timed("few", () -> BenchLab.of(FEW).close())
                .timed("many", () -> BenchLab.of(many).close())
                .run(effort.warmUps(), effort.rounds());
        rows.add(Row.of(
                "start and end of " + many + " instances",
                race.shown("many"),
                "of " + FEW + " instances, " + race.shown("few"),
                race.ratio("many", "few")));
        rows.addAll(rates(effort));
        return rows;
    }

    private static List<Row> rates(Effort effort) throws Exception {
        try (Lab lab = BenchLab.trio();
                Room room = new Room(lab.hosts().get(0).password(), new LabFiles(lab), UnaryOperator.identity())) {
            for (LabHost host : lab.hosts()) {
                room.connect(host.name(), host.server());
            }
            room.does(List.of(ExitCode.DONE), "run", "set-up-mirroring", "safety=FULL", "--yes");
            LabHost host = lab.hosts().get(0);
            double one = rate(effort, host, 1, QUERY);
            double several = rate(effort, host, CLIENTS, QUERY);
            try (Connection connection = BenchLab.connect(host);
                    Statement statement = connection.createStatement()) {
                BenchLab.run(statement, "USE AdventureWorks; CREATE TABLE bench (id int IDENTITY, word nvarchar(20))");
            }
            String insert = "INSERT INTO AdventureWorks.dbo.bench (word) VALUES (N'word')";
            rate(effort, host, 1, insert);
            double full = rate(effort, host, 1, insert);
            room.does(List.of(ExitCode.DONE), "safety", "off", "AdventureWorks", "--on", "HOST_A", "--yes");
            double off = rate(effort, host, 1, insert);
            return List.of(
                    Row.of(
                            "queries of sys.databases, " + CLIENTS + " clients",
                            perSecond(several),
                            "1 client, " + perSecond(one),
                            several / one),
                    Row.of("commits, SAFETY OFF", perSecond(off), "SAFETY FULL, " + perSecond(full), off / full));
        }
    }

    private static String perSecond(double rate) {
        return Math.round(rate) + "/s";
    }

    private static double rate(Effort effort, LabHost host, int clients, String batch) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<Double>> tasks = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                tasks.add(() -> rate(effort, host, batch));
            }
            double sum = 0;
            for (Future<Double> each : pool.invokeAll(tasks)) {
                sum += each.get();
            }
            return sum;
        } finally {
            pool.shutdownNow();
        }
    }

    private static double rate(Effort effort, LabHost host, String batch) throws SQLException {
        try (Connection connection = BenchLab.connect(host);
                Statement statement = connection.createStatement()) {
            BenchLab.run(statement, batch);
            long begin = System.nanoTime();
            long end = begin + (long) (effort.seconds() * 1e9);
            int count = 0;
            do {
                BenchLab.run(statement, batch);
                count++;
            } while (System.nanoTime() < end);
            return count / ((System.nanoTime() - begin) / 1e9);
        }
    }
}
