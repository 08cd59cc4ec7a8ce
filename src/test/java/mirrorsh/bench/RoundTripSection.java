package mirrorsh.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import mirrorsh.command.ExitCode;
import mirrorsh.lab.Lab;
import mirrorsh.lab.LabHost;
import mirrorsh.trust.LabFiles;
import mirrorsh.trust.Wire;

/** Requests on wires that take 50 ms more for each. */
final class RoundTripSection implements Section {
    private static final long DELAY_MILLIS = 50;
    private static final double DELAY = DELAY_MILLIS * 1e6;
    private static final int MANY = 8;
    private static final List<Integer> ANY = List.of(ExitCode.DONE, ExitCode.TO_DO);
    /**
     * What has to wait for something else: the first look; full backup, log backup, the list of files in the backup, restore,
     * restore of the log, partner on the mirror, partner on the principal, a look that finds it synchronized, and safety. Keys,
     * certificates and grants need fewer; questions about room and log jobs wait for nothing.
     */
    private static final int DEPENDENT = 10;

    @Override
    public String name() {
        return "round trips";
    }

    @Override
    public List<Row> measure(Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Lab lab = BenchLab.of(MANY);
                Wired wired = new Wired(lab, lab.hosts())) {
            wired.delay(DELAY_MILLIS);
            Wire first = wired.wires.get(0);
            int before = first.roundTrips();
            wired.room.does(ANY, "status", "--on", "H1");
            rows.add(counted("state of a host", first.roundTrips() - before, 1));
            Race race = new Race()
                    .timed("status 1", () -> wired.room.does(ANY, "status", "--on", "H1"))
                    .timed("status n", () -> wired.room.does(ANY, "status"))
                    .timed("diagnose 1", () -> wired.room.does(ANY, "diagnose", "--on", "H1"))
                    .timed("diagnose n", () -> wired.room.does(ANY, "diagnose"))
                    .run(effort.warmUps(), effort.rounds());
            rows.add(compared(race, "status"));
            rows.add(compared(race, "diagnose"));
        }
        rows.addAll(setUp(effort));
        return rows;
    }

    private static Row compared(Race race, String command) {
        return Row.of(
                "`" + command + "` of " + MANY + " hosts",
                race.shown(command + " n"),
                "of 1 host, " + race.shown(command + " 1"),
                race.ratio(command + " n", command + " 1"),
                1.2);
    }

    private static Row counted(String what, int roundTrips, int bound) {
        return Row.of(what, roundTrips + " round trips", bound + " needed", (double) roundTrips / bound, 1);
    }

    /** The delays that follow each other are what the delayed run takes longer than the one without. */
    private static List<Row> setUp(Effort effort) throws Exception {
        int[] requests = new int[1];
        Race race = new Race()
                .enter("near", () -> setUp(0, requests))
                .enter("far", () -> setUp(DELAY_MILLIS, requests))
                .run(Math.min(1, effort.warmUps()), Math.min(3, effort.rounds()));
        double inTurn = (race.median("far") - race.median("near")) / DELAY;
        return List.of(
                Row.of(
                        "set-up of a pair, " + requests[0] + " requests",
                        Row.two(inTurn) + " round trips in turn",
                        DEPENDENT + " that depend on each other",
                        inTurn / DEPENDENT,
                        1.2),
                Row.of(
                        "set-up of a pair, with 50 ms and without",
                        race.shown("far"),
                        race.shown("near"),
                        race.ratio("far", "near")));
    }

    private static double setUp(long delayMillis, int[] requests) throws Exception {
        try (Lab lab = BenchLab.trio();
                Wired wired = new Wired(lab, lab.hosts().subList(0, 2))) {
            wired.delay(delayMillis);
            int before = wired.roundTrips();
            long begin = System.nanoTime();
            wired.room.does(ANY, "run", "set-up-mirroring", "--yes");
            double took = System.nanoTime() - begin;
            requests[0] = wired.roundTrips() - before;
            return took;
        }
    }

    /** A shell whose hosts are behind wires. */
    private static final class Wired implements AutoCloseable {
        private final List<Wire> wires = new ArrayList<>();
        private final Room room;

        Wired(Lab lab, List<LabHost> hosts) throws IOException {
            room = new Room(hosts.get(0).password(), new LabFiles(lab), UnaryOperator.identity());
            for (LabHost host : hosts) {
                Wire wire = new Wire(host.server());
                wires.add(wire);
                room.connect(host.name(), wire.address());
            }
        }

        void delay(long milliseconds) {
            wires.forEach(wire -> wire.delay(milliseconds));
        }

        int roundTrips() {
            return wires.stream().mapToInt(Wire::roundTrips).sum();
        }

        @Override
        public void close() throws IOException {
            room.close();
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }
}
