package mirrorsh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Stage;
import mirrorsh.effect.UserExists;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.JdbcHosts;
import mirrorsh.host.Limits;
import mirrorsh.lab.Lab;
import mirrorsh.lab.LabHost;
import mirrorsh.run.JournalFolder;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunRequest;
import mirrorsh.run.Runner;
import mirrorsh.runbook.Willing;
import mirrorsh.trust.NoFiles;
import mirrorsh.trust.Wire;
import mirrorsh.tsql.LockStatements;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.StateQuery;

/**
 * Steps through the runner against the same requests through bare JDBC, one after another: the first look, the lock with a look, and
 * each statement with the look after it. On a wire that takes a millisecond, as a near network does; the journal in memory, and on
 * the disk.
 */
final class RunnerSection implements Section {
    private static final String HOST = "H1";
    private static final int STEPS = 40;
    private static final double MOST = 1.05;
    /** A lap takes a quarter of a second, so that many are needed to see a twentieth. */
    private static final int MORE = 6;

    @Override
    public String name() {
        return "runner";
    }

    @Override
    public List<Row> measure(Effort effort) throws Exception {
        Path memory = Path.of("/dev/shm");
        Path disk = Files.createTempDirectory("mirrorsh-bench-");
        Path fast = Files.isDirectory(memory) ? Files.createTempDirectory(memory, "mirrorsh-bench-") : disk;
        try (Lab lab = BenchLab.of(1);
                Wire wire = new Wire(lab.hosts().get(0).server());
                JdbcHosts hosts = new JdbcHosts(Clock.systemUTC(), Limits.USUAL);
                Connection bare = bare(lab, wire)) {
            wire.delay(1);
            LabHost host = lab.hosts().get(0);
            hosts.connect(
                    new HostDefinition(HOST, wire.address(), host.user(), HostDefinition.Encryption.ANY_CERTIFICATE),
                    Secret.of(host.password()));
            Race race = new Race()
                    .enter("bare", () -> bare(bare))
                    .enter("runner", () -> steps(hosts, fast, bare))
                    .enter("journal", () -> steps(hosts, disk, bare))
                    .run(effort.warmUps() * MORE, effort.rounds() * MORE);
            String against = "the same requests through bare JDBC, " + Row.millis(race.median("bare") / STEPS);
            return List.of(
                    Row.of(
                            "a step, its journal in memory",
                            Row.millis(race.median("runner") / STEPS),
                            against,
                            race.ratio("runner", "bare"),
                            MOST),
                    Row.of(
                            "a step, its journal on the disk (2 × fsync)",
                            Row.millis(race.median("journal") / STEPS),
                            against,
                            race.ratio("journal", "bare")));
        } finally {
            delete(fast);
            delete(disk);
        }
    }

    private static Connection bare(Lab lab, Wire wire) throws SQLException {
        LabHost host = lab.hosts().get(0);
        return BenchLab.connect(
                new LabHost(host.name(), wire.address(), host.user(), host.password(), host.endpoint(), host.disk()));
    }

    private static void clean(Connection connection) throws SQLException {
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < STEPS; i++) {
            batch.append("IF USER_ID(N'U")
                    .append(i)
                    .append("') IS NOT NULL DROP USER [U")
                    .append(i)
                    .append("];\n");
            batch.append("IF SUSER_ID(N'L")
                    .append(i)
                    .append("') IS NULL CREATE LOGIN [L")
                    .append(i);
            batch.append("] WITH PASSWORD = N'aA1!aA1!bench';\n");
        }
        try (Statement statement = connection.createStatement()) {
            BenchLab.run(statement, batch.toString());
        }
    }

    private static double bare(Connection connection) throws SQLException {
        clean(connection);
        String look = StateQuery.reading(List.of()).text().revealed();
        String lock = LockStatements.acquire().text().revealed();
        long begin = System.nanoTime();
        sends(connection, look);
        sends(connection, lock + ";\n" + look);
        for (int i = 0; i < STEPS; i++) {
            sends(connection, "CREATE USER [U" + i + "] FOR LOGIN [L" + i + "];\n" + look);
        }
        double took = System.nanoTime() - begin;
        sends(connection, LockStatements.release().text().revealed()); // which a run does not wait for either
        return took;
    }

    private static void sends(Connection connection, String batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            BenchLab.run(statement, batch);
        }
    }

    private static double steps(JdbcHosts hosts, Path journals, Connection connection) throws SQLException {
        clean(connection);
        Runner runner = new Runner(hosts, new NoFiles(), new JournalFolder(journals), Clock.systemUTC());
        List<Effect> effects = IntStream.range(0, STEPS)
                .<Effect>mapToObj(i -> new UserExists(HOST, "U" + i, "L" + i))
                .toList();
        RunRequest request =
                new RunRequest("Users", "run users", Map.of(), List.of(), List.of(new Stage("Users", effects)));
        long begin = System.nanoTime();
        RunOutcome outcome = runner.run(request, new Willing());
        double took = System.nanoTime() - begin;
        if (outcome.done() != STEPS) {
            throw new IllegalStateException("Not all steps were done: " + outcome);
        }
        return took;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
