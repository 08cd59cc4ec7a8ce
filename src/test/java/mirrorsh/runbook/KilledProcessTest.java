package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mirrorsh.lab.LabExtension;
import mirrorsh.run.RecordedRun;
import mirrorsh.run.RecordedStep.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program itself, in a process of its own, killed by the system when its journal has come to a line, and carried on by
 * another process with {@code resume}. The everyday build kills it at four lines; {@code -Pkillpoints} at each.
 */
class KilledProcessTest {
    private static final String RUNBOOK = "set-up-mirroring";
    private static final boolean WHOLE =
            System.getProperty("kill.points", "sample").equals("all");
    private static final int SAMPLES = 4;
    /** So close to its end a run may be over before the kill arrives. */
    private static final int TAIL = 8;

    private static final String BACKUPS = "SELECT database_name, type FROM msdb.dbo.backupset";
    private static final String RESTORES =
            "SELECT destination_database_name, restore_type FROM msdb.dbo.restorehistory";

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    private ProgramImage image;

    @BeforeEach
    void pack() throws Exception {
        image = ProgramImage.in(folder);
    }

    @TestFactory
    Stream<DynamicTest> carriesOnWhatWasKilled() throws Exception {
        Path home = Files.createDirectories(folder.resolve("undisturbed"));
        Path state = home.resolve("state/mirrorsh");
        int lines;
        List<Object> wanted;
        try (ServedDisks disks = new ServedDisks(lab.lab(), home);
                Workbench bench = new Workbench(lab, state)) {
            ProgramProcess undisturbed = start(disks, home, "--yes", "run", "runbooks/" + RUNBOOK + ".groovy");
            assertThat(undisturbed.await()).as(undisturbed.said()).isZero();
            if (WHOLE) {
                image.archive();
            }
            lines = new KillPoints(state.resolve("runs")).lines().size();
            wanted = traces(bench);
        }
        List<Integer> points = WHOLE
                ? KillPoints.part(IntStream.rangeClosed(1, lines).boxed().toList())
                : IntStream.range(0, SAMPLES)
                        .mapToObj(i -> (2 * i + 1) * lines / (2 * SAMPLES))
                        .toList();
        return points.stream()
                .map(line -> DynamicTest.dynamicTest(
                        "killed at line " + line + " of " + lines, () -> endsAsUndisturbed(line, lines, wanted)));
    }

    /** What a run leaves on the hosts; each backup and each restore leaves a row of its own. */
    private List<Object> traces(Workbench bench) throws Exception {
        return List.of(bench.picture(), lab.rows("HOST_A", BACKUPS), lab.rows("HOST_B", RESTORES));
    }

    private ProgramProcess start(ServedDisks disks, Path home, String... words) throws Exception {
        return ProgramProcess.start(image, home, disks.environment(), List.of(words));
    }

    private void endsAsUndisturbed(int line, int lines, List<Object> wanted) throws Exception {
        lab.replace(UnaryOperator.identity());
        Path home = Files.createDirectories(folder.resolve("line-" + line));
        Path state = home.resolve("state/mirrorsh");
        KillPoints journals = new KillPoints(state.resolve("runs"));
        try (ServedDisks disks = new ServedDisks(lab.lab(), home);
                Workbench bench = new Workbench(lab, state)) {
            ProgramProcess first = start(disks, home, "--yes", "run", "runbooks/" + RUNBOOK + ".groovy");
            first.until(() -> journals.lines().size() >= line);
            first.kill();
            RecordedRun killed = bench.journals.latest().orElseThrow(() -> new AssertionError(first.said()));
            List<String> before = journals.lines();
            assertThat(killed.isComplete() || before.size() >= line)
                    .as(first.said())
                    .isTrue();
            assertThat(killed.isComplete() && line <= lines - TAIL)
                    .as("killed too late, at line " + before.size())
                    .isFalse();

            ProgramProcess resume = start(disks, home, "--yes", "resume");

            assertThat(resume.await()).as(resume.said()).isZero();
            RecordedRun last = bench.journals.latest().orElseThrow();
            assertThat(last.isComplete()).as(resume.said()).isTrue();
            assertThat(traces(bench)).isEqualTo(wanted);
            if (!killed.isComplete()) {
                assertThat(last.origin().resumes()).isEqualTo(killed.id());
                assertThat(done(last))
                        .as("steps")
                        .filteredOn(done(killed)::contains)
                        .isEmpty();
                assertNothingTwice(journals);
            }
        }
    }

    private static void assertNothingTwice(KillPoints journals) {
        List<String> ended = journals.ended();
        assertThat(new HashSet<>(ended))
                .as("statements that a process saw the end of")
                .hasSameSizeAs(ended);
    }

    private static Set<String> done(RecordedRun run) {
        return run.steps().stream()
                .filter(step -> step.result() == Result.DONE)
                .map(step -> step.host() + ": " + step.title())
                .collect(Collectors.toSet());
    }
}
