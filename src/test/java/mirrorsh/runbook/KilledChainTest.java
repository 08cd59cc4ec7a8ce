package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import mirrorsh.command.ExitCode;
import mirrorsh.lab.HeldWires;
import mirrorsh.lab.LabExtension;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunOutcome.End;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program itself, killed by the system where every step begins and in the middle of every statement, copy and wait of every
 * runbook, each time carried on by another process. The everyday build does some points of one runbook, of another one each day;
 * {@code -Pkillpoints} all. The points go to {@code target/killed-processes.txt}.
 */
class KilledChainTest {
    private static final boolean WHOLE =
            System.getProperty("kill.points", "sample").equals("all");
    private static final int SAMPLES = 3;
    private static final int MANY = 400;
    private static final Path TOLD = Path.of("target/killed-processes.txt");

    @RegisterExtension
    final LabExtension lab = new LabExtension(Chain::withGroups);

    @TempDir
    private Path folder;

    private ProgramImage image;
    private int confirming;

    @BeforeEach
    void pack() throws Exception {
        image = ProgramImage.in(folder);
        if (WHOLE) {
            Path home = Files.createTempDirectory(folder, "first-");
            try (ServedDisks disks = new ServedDisks(lab.lab(), home)) {
                List<String> words = List.of("plan", "runbooks/set-up-mirroring.groovy");
                ProgramProcess first = ProgramProcess.start(image, home, disks.environment(), words);
                assertThat(first.await()).as(first.said()).isEqualTo(ExitCode.TO_DO);
            }
            image.archive();
        }
    }

    @TestFactory
    Stream<DynamicTest> endsAsUndisturbed() {
        List<Chain> changes =
                Chain.ALL.stream().filter(chain -> !chain.isLook()).toList();
        List<Chain> chains = WHOLE
                ? KillPoints.part(changes)
                : List.of(ofToday(
                        changes.stream().filter(chain -> !chain.isLong()).toList()));
        return chains.stream().map(chain -> DynamicTest.dynamicTest(chain.toString(), () -> endsAsUndisturbed(chain)));
    }

    private static Chain ofToday(List<Chain> chains) {
        long day = System.currentTimeMillis() / 86_400_000;
        return chains.get(new Random(~day).nextInt(chains.size()));
    }

    private Map<String, String> undisturbed(Chain chain) throws Exception {
        lab.replace(chain::lab);
        try (Workbench bench = new Workbench(lab, Files.createTempDirectory(folder, "undisturbed-"))) {
            chain.prepare(lab, bench);
            RunOutcome outcome = bench.run(chain.request(bench), chain.person(lab));
            assertThat(outcome.end()).as(String.valueOf(outcome.problem())).isEqualTo(End.COMPLETED);
            return bench.picture();
        }
    }

    private void endsAsUndisturbed(Chain chain) throws Exception {
        Map<String, String> wanted = undisturbed(chain);
        lab.replace(chain::lab);
        Path home = Files.createTempDirectory(folder, "killed-");
        KillPoints points = new KillPoints(home.resolve("state/mirrorsh/runs"));
        try (HeldWires wires = new HeldWires(lab.lab());
                ServedDisks disks = new ServedDisks(lab.lab(), home, host -> wires.server(host.name()));
                Workbench bench = new Workbench(lab, home.resolve("before"))) {
            chain.prepare(lab, bench);

            boolean more = true;
            while (more) {
                more = isToBeCarriedOn(chain, disks, home, wires, points);
            }

            assertThat(bench.picture()).as(String.join("\n", points.done())).isEqualTo(wanted);
            List<String> ended = points.ended();
            assertThat(new HashSet<>(ended))
                    .as("statements that a process saw the end of")
                    .hasSameSizeAs(ended);
            assertThat(points.done()).isNotEmpty();
            tell(chain, points.done());
        }
    }

    /** A process that is killed at the next point; false when it came to the end of the runbook before. */
    private boolean isToBeCarriedOn(Chain chain, ServedDisks disks, Path home, HeldWires wires, KillPoints points)
            throws Exception {
        List<String> words = words(chain, points);
        points.nextProcess();
        boolean last = points.done().size() >= (WHOLE ? MANY : SAMPLES);
        wires.judgedBy((host, bytes) -> !last && points.isStatement(host, bytes));
        ProgramProcess process = ProgramProcess.start(image, home, disks.environment(), words);
        if (process.until(() -> !last && (points.isReached() || wires.isHeld()))) {
            process.kill();
            return points.killed();
        }
        int code = process.await();
        if (code == ExitCode.STOPPED) {
            confirming++; // the next name
            assertThat(confirming).as(process.said()).isLessThan(MANY);
            return true;
        }
        String byHand = points.byHand();
        if (!byHand.isEmpty()) {
            Chain.byHand(lab, byHand);
            return true;
        }
        assertThat(code).as(process.said()).isEqualTo(ExitCode.DONE);
        return false;
    }

    /** One step at a time, so that a process is in the middle of one thing only. */
    private List<String> words(Chain chain, KillPoints points) {
        List<String> hosts = List.of("HOST_A", "HOST_B", "HOST_W");
        List<String> words = new ArrayList<>(List.of("--yes", "--confirm", hosts.get(confirming % hosts.size())));
        if (points.lines().isEmpty()) {
            String[] line = chain.line().split(" ", -1);
            words.addAll(List.of("run", "runbooks/" + line[0] + ".groovy"));
            words.addAll(List.of(line).subList(1, line.length));
        } else {
            words.add("resume");
        }
        words.addAll(List.of("--parallel", "1"));
        return words;
    }

    private static void tell(Chain chain, List<String> points) throws Exception {
        Files.createDirectories(TOLD.getParent());
        Files.writeString(
                TOLD,
                chain + "\n"
                        + String.join(
                                "\n",
                                points.stream()
                                        .map(point -> "  " + point.replaceAll("\\s+", " "))
                                        .toList()) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
