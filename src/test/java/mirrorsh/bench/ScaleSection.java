package mirrorsh.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mirrorsh.command.ExitCode;
import mirrorsh.lab.Lab;
import mirrorsh.lab.LabHost;
import mirrorsh.trust.LabFiles;
import mirrorsh.trust.NoFiles;

/** Many hosts with many databases, and many databases of one pair. The slope is what twice as many take: 2 is linear. */
final class ScaleSection implements Section {
    private static final List<Integer> ANY = List.of(ExitCode.DONE, ExitCode.TO_DO);
    private static final double DIAGNOSE_MOST = 2e9;
    private static final double LINEAR = 2.2;
    private static final double SET_UP_BUDGET = 120e9;
    /**
     * A look leaves garbage, of half as many databases half as much, and it is collected once in several looks. A lap of one look
     * would have all of a collection or nothing of it, and the median of the larger ones more often all.
     */
    private static final int LOOKS = 10;

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public List<Row> measure(Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Room whole = room(effort.hosts(), effort.databases());
                Room half = room(effort.hosts(), effort.databases() / 2)) {
            rows.addAll(looks(effort, whole, half, "status"));
            rows.addAll(looks(effort, whole, half, "diagnose"));
            rows.add(watch(effort, whole, half));
        }
        rows.add(memory(effort));
        rows.addAll(setUps(effort));
        return rows;
    }

    private static Room room(int hosts, int databases) throws IOException {
        SyntheticHosts synthetic = new SyntheticHosts(hosts, databases);
        return new Room("none", new NoFiles(), real -> synthetic);
    }

    /** Looks, each a command of its own. */
    private static List<Row> looks(Effort effort, Room whole, Room half, String command) throws Exception {
        Race race = new Race()
                .enter("whole", () -> look(whole, command))
                .enter("half", () -> look(half, command))
                .run(effort.warmUps(), effort.rounds());
        String what = "`" + command + "`, " + effort.hosts() + " hosts × " + effort.databases() + " databases";
        List<Row> rows = new ArrayList<>();
        if (command.equals("diagnose")) {
            rows.add(Row.of(what, race.shown("whole"), "2 s", race.median("whole") / DIAGNOSE_MOST, 1));
        }
        rows.add(slope(what, race));
        return rows;
    }

    /** How long one of them took. */
    private static double look(Room room, String command) {
        long begin = System.nanoTime();
        for (int i = 0; i < LOOKS; i++) {
            room.does(ANY, command);
        }
        return (double) (System.nanoTime() - begin) / LOOKS;
    }

    private static Row watch(Effort effort, Room whole, Room half) throws Exception {
        String count = String.valueOf(LOOKS);
        Race race = new Race()
                .timed("whole", () -> whole.does(ANY, "watch", "--interval", "0", "--count", count))
                .timed("half", () -> half.does(ANY, "watch", "--interval", "0", "--count", count))
                .run(effort.warmUps(), effort.rounds());
        return slope(
                "`watch`, " + count + " looks at " + effort.hosts() + " hosts × " + effort.databases() + " databases",
                race);
    }

    private static Row slope(String what, Race race) {
        return Row.of(
                what + ": slope",
                race.shown("whole"),
                "half as many databases, " + race.shown("half"),
                race.ratio("whole", "half"),
                LINEAR);
    }

    /** What stays of a look at all hosts. */
    private static Row memory(Effort effort) throws IOException {
        long half = kept(effort.hosts(), effort.databases() / 2);
        long whole = kept(effort.hosts(), effort.databases());
        return Row.of(
                "memory kept after `status`: slope",
                (whole >> 10) + " KiB",
                "half as many databases, " + (half >> 10) + " KiB",
                (double) whole / half,
                LINEAR);
    }

    private static long kept(int hosts, int databases) throws IOException {
        try (Room room = room(hosts, databases)) {
            long before = used();
            room.does(ANY, "status", "--json");
            return Math.max(1, used() - before);
        }
    }

    private static long used() {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }

    private static List<Row> setUps(Effort effort) throws Exception {
        int few = Math.max(2, effort.databases() / 10);
        Measured warm = setUp(few);
        int many = effort.databases();
        while (many > few && warm.nanos * many / few * 2 > SET_UP_BUDGET) {
            many /= 2; // a machine that is busy
        }
        Measured half = setUp(many / 2);
        Measured whole = setUp(many);
        String compared = "half as many, ";
        return List.of(
                Row.of(
                        "set-up of " + many + " databases on a pair: slope",
                        Row.millis(whole.nanos),
                        compared + Row.millis(half.nanos),
                        whole.nanos / half.nanos,
                        LINEAR),
                Row.of(
                        "its journal: slope",
                        (whole.bytes >> 10) + " KiB",
                        compared + (half.bytes >> 10) + " KiB",
                        (double) whole.bytes / half.bytes,
                        LINEAR));
    }

    private record Measured(double nanos, long bytes) {}

    private static Measured setUp(int databases) throws Exception {
        try (Lab lab = BenchLab.trio();
                Room room = new Room(lab.hosts().get(0).password(), new LabFiles(lab), UnaryOperator.identity())) {
            for (LabHost host : lab.hosts().subList(0, 2)) {
                room.connect(host.name(), host.server());
            }
            room.does(ANY, "run", "set-up-mirroring", "--yes");
            List<String> names =
                    IntStream.range(0, databases).mapToObj(i -> "D" + i).toList();
            try (Connection connection = BenchLab.connect(lab.hosts().get(0));
                    Statement statement = connection.createStatement()) {
                for (String name : names) {
                    BenchLab.run(statement, "CREATE DATABASE " + name);
                }
            }
            long before = room.bytes();
            long begin = System.nanoTime();
            room.does(
                    ANY,
                    "run",
                    "add-database",
                    "databases=" + names.stream().collect(Collectors.joining(",")),
                    "--yes");
            return new Measured(System.nanoTime() - begin, room.bytes() - before);
        }
    }
}
