package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mirrorsh.lab.LabExtension;
import mirrorsh.run.Json;
import mirrorsh.run.RecordedRun;
import mirrorsh.run.RecordedStep.Result;
import mirrorsh.run.RunOutcome.End;
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

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS = Duration.ofMillis(1).toNanos();
    private static final String BACKUPS = "SELECT database_name, type FROM msdb.dbo.backupset";
    private static final String RESTORES =
            "SELECT destination_database_name, restore_type FROM msdb.dbo.restorehistory";

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> carriesOnWhatWasKilled() throws Exception {
        Path home = Files.createDirectories(folder.resolve("undisturbed"));
        int lines;
        List<Object> wanted;
        try (Workbench bench = new Workbench(lab, home)) {
            assertThat(bench.run(RUNBOOK).end()).isEqualTo(End.COMPLETED);
            lines = lines(home.resolve("runs")).size();
            wanted = traces(bench);
        }
        IntStream points = WHOLE
                ? IntStream.rangeClosed(1, lines)
                : IntStream.range(0, SAMPLES).map(i -> (2 * i + 1) * lines / (2 * SAMPLES));
        return points.mapToObj(line -> DynamicTest.dynamicTest(
                "killed at line " + line + " of " + lines, () -> endsAsUndisturbed(line, lines, wanted)));
    }

    /** What a run leaves on the hosts; each backup and each restore leaves a row of its own. */
    private List<Object> traces(Workbench bench) throws Exception {
        return List.of(bench.picture(), lab.rows("HOST_A", BACKUPS), lab.rows("HOST_B", RESTORES));
    }

    private void endsAsUndisturbed(int line, int lines, List<Object> wanted) throws Exception {
        lab.replace(UnaryOperator.identity());
        Path home = Files.createDirectories(folder.resolve("line-" + line));
        Path state = home.resolve("state/mirrorsh");
        try (ServedDisks disks = new ServedDisks(lab.lab(), home);
                Workbench bench = new Workbench(lab, state)) {
            kill(start(disks, home, "--yes", "run", "runbooks/" + RUNBOOK + ".groovy"), state.resolve("runs"), line);
            RecordedRun killed = bench.journals.latest().orElseThrow(() -> new AssertionError(said(home)));
            List<String> before = lines(state.resolve("runs"));
            assertThat(killed.isComplete() || before.size() >= line)
                    .as(said(home))
                    .isTrue();
            assertThat(killed.isComplete() && line <= lines - TAIL)
                    .as("killed too late, at line " + before.size())
                    .isFalse();

            Process resume = start(disks, home, "--yes", "resume");
            assertThat(resume.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            assertThat(resume.exitValue()).as(said(home)).isZero();
            RecordedRun last = bench.journals.latest().orElseThrow();
            assertThat(last.isComplete()).as(said(home)).isTrue();
            assertThat(traces(bench)).isEqualTo(wanted);
            if (!killed.isComplete()) {
                assertThat(last.origin().resumes()).isEqualTo(killed.id());
                assertThat(done(last))
                        .as("steps")
                        .filteredOn(done(killed)::contains)
                        .isEmpty();
                assertThat(ended(lines(state.resolve("runs"), last.id())))
                        .as("statements that the killed process saw the end of")
                        .filteredOn(ended(before)::contains)
                        .isEmpty();
            }
        }
    }

    private static Set<String> done(RecordedRun run) {
        return run.steps().stream()
                .filter(step -> step.result() == Result.DONE)
                .map(step -> step.host() + ": " + step.title())
                .collect(Collectors.toSet());
    }

    private Process start(ServedDisks disks, Path home, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "mirrorsh.Main",
                "--hosts",
                home.resolve("hosts.toml").toString()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Files.writeString(home.resolve("in.txt"), "").toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("out.txt").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("MIRRORSH_"));
        builder.environment().putAll(disks.environment());
        return builder.start();
    }

    private static String said(Path home) {
        try {
            return Files.readString(home.resolve("out.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it by SIGKILL as soon as the journal has that many lines. */
    private static void kill(Process process, Path journals, int line) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (lines(journals).size() < line && process.isAlive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_LOOKS); // the processor is the child's
        }
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static List<String> lines(Path journals) throws IOException {
        return lines(journals, "");
    }

    /** The whole lines of the journal of a run, or of the only one; none while there is none. */
    private static List<String> lines(Path journals, String id) throws IOException {
        if (!Files.isDirectory(journals)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(journals)) {
            Path journal = files.filter(file -> file.getFileName().toString().startsWith(id))
                    .findFirst()
                    .orElse(null);
            if (journal == null) {
                return List.of();
            }
            String text = new String(Files.readAllBytes(journal), StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        }
    }

    /** The statements and copies in a journal that came to their end; steps may be under way side by side. */
    private static List<String> ended(List<String> journal) {
        List<String> ended = new ArrayList<>();
        Map<Object, String> doing = new HashMap<>();
        for (String line : journal) {
            Map<?, ?> event = (Map<?, ?>) new Json().read(line);
            if (Set.of("statement", "copy").contains(String.valueOf(event.get("event")))) {
                doing.put(
                        event.get("step"),
                        event.get("host") + " " + event.get("text") + " " + event.get("toPath") + " "
                                + event.get("to"));
            } else if ("ended".equals(event.get("event")) && doing.containsKey(event.get("step"))) {
                ended.add(doing.remove(event.get("step")));
            }
        }
        return ended;
    }
}
