package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.LabHost;
import mirrorsh.run.RecordedRun;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunOutcome.End;
import mirrorsh.run.StepFailedException;
import mirrorsh.run.Undoing;
import mirrorsh.runbook.Death.Point;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every runbook killed at every write of its journal, at the edges and in the middle of every statement, each time carried on by
 * another shell: it ends as an undisturbed run does, and does nothing twice; and taken back after every prefix. The everyday build
 * does a part of it, another one each day; {@code -Pkillpoints} all.
 */
class KillEverywhereTest {
    private static final boolean WHOLE =
            System.getProperty("kill.points", "sample").equals("all");
    private static final int MANY = 200;
    /** A witness must not be older than a partner, and an upgrade is not taken back. */
    private static final int OLD_WITNESS = 1427;

    @RegisterExtension
    final LabExtension lab = new LabExtension(Chain::withGroups);

    @TempDir
    private Path folder;

    private Workbench bench;
    private int shells;

    static Stream<Chain> chains() {
        return WHOLE ? KillPoints.part(Chain.ALL).stream() : ofToday(Chain.ALL);
    }

    /** KillPointTest has some of the long ones in every build. */
    private static Stream<Chain> ofToday(List<Chain> chains) {
        List<Chain> some = chains.stream().filter(chain -> !chain.isLong()).toList();
        long day = System.currentTimeMillis() / 86_400_000;
        return Stream.of(some.get(new Random(day).nextInt(some.size())));
    }

    @Test
    void hasAChainForEachRunbook() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("runbooks"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".groovy", "")))
                    .isSubsetOf(Chain.ALL.stream().map(Chain::runbook).collect(Collectors.toSet()));
        }
    }

    /** A new lab, and what the chain needs on it. */
    private void begin(Chain chain) throws Exception {
        if (bench != null) {
            bench.close();
        }
        lab.replace(chain::lab);
        shell();
        chain.prepare(lab, bench);
    }

    /** A new one, with the journals of those before it. */
    private void shell() {
        shells++;
        bench = new Workbench(lab, folder);
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private Map<String, String> undisturbed(Chain chain, List<String> executed) throws Exception {
        begin(chain);
        Death never = new Death(bench.hosts(), Point.BEGIN);
        RunOutcome outcome = bench.runner(hosts -> never).run(chain.request(bench), chain.person(lab));
        executed.addAll(never.executed());
        assertThat(outcome.end()).as(String.valueOf(outcome.problem())).isEqualTo(End.COMPLETED);
        return bench.picture();
    }

    /** A run that is killed at a point of its first step; the shell is gone with it. */
    private boolean isKilled(Chain chain, Point point, List<String> executed) {
        assertThat(shells).as("it comes to an end").isLessThan(MANY);
        Death death = new Death(bench.hosts(), point);
        try {
            RunOutcome outcome = bench.runner(hosts -> death, death.clock())
                    .run(chain.request(bench), death.said(chain.person(lab)));
            assertThat(outcome.end()).as(chain + " " + outcome.problem()).isEqualTo(End.COMPLETED);
        } catch (Killing.Killed e) {
            bench.close();
            shell();
        }
        executed.addAll(death.executed());
        return death.came();
    }

    @ParameterizedTest
    @MethodSource("chains")
    void endsAsAnUndisturbedRunAndDoesNothingTwice(Chain chain) throws Exception {
        endsAsAnUndisturbedRun(chain, List.of(Point.BEGIN, Point.STATEMENT, Point.UNSENT), Point.ENDED);
    }

    @ParameterizedTest
    @MethodSource("chains")
    void doesNothingTwiceThoughTheJournalLacksTheEndOfTheStep(Chain chain) throws Exception {
        endsAsAnUndisturbedRun(chain, List.of(), Point.DONE);
    }

    private void endsAsAnUndisturbedRun(Chain chain, List<Point> before, Point after) throws Exception {
        List<String> wanted = new ArrayList<>();
        Map<String, String> picture = undisturbed(chain, wanted);
        begin(chain);
        List<String> executed = new ArrayList<>();

        boolean more = true;
        while (more) {
            for (Point point : before) {
                isKilled(chain, point, executed);
            }
            more = isKilled(chain, after, executed);
        }

        assertThat(bench.picture()).isEqualTo(picture);
        assertThat(new LinkedHashSet<>(executed)).as("nothing twice").hasSameSizeAs(executed);
        if (chain.mendsItself()) {
            assertThat(sorted(wanted)).containsAll(sorted(executed));
        } else {
            assertThat(sorted(executed)).isEqualTo(sorted(wanted));
        }
    }

    /** Each lab's certificates are other ones. */
    private static List<String> sorted(List<String> statements) {
        return statements.stream()
                .map(text -> text.replaceAll("0x[0-9A-F]+", "0x"))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("chains")
    void carriesOnFromTheMiddleOfEveryStatement(Chain chain) throws Exception {
        Map<String, String> picture = undisturbed(chain, new ArrayList<>());
        begin(chain);

        boolean more = true;
        while (more) {
            more = isKilled(chain, Point.MIDDLE, new ArrayList<>());
        }

        assertThat(bench.picture()).isEqualTo(picture);
    }

    static Stream<Chain> changes() {
        List<Chain> changes =
                Chain.ALL.stream().filter(chain -> !chain.isLook()).toList();
        return WHOLE ? KillPoints.part(changes).stream() : ofToday(changes);
    }

    /** What nothing takes back is told by its name; the next prefix begins on other hosts then. */
    @ParameterizedTest
    @MethodSource("changes")
    void isTakenBackAfterEveryPrefix(Chain chain) throws Exception {
        begin(chain);
        Map<String, String> before = bench.picture();
        boolean killed = true;
        List<String> kept = new ArrayList<>();
        for (int statements = 1; killed; statements++) {
            killed = isKilledAfter(statements, chain);
            List<String> left = undo(chain);
            kept.addAll(chain.kept(left));
            if (chain.kept(left).isEmpty()) {
                assertThat(bench.picture())
                        .as("after " + statements + " statements; left: " + left)
                        .isEqualTo(before);
                withoutCertificateFiles();
            } else {
                begin(chain);
                before = bench.picture();
            }
        }
        for (String title : chain.kept()) {
            assertThat(kept).as(title + " is told to stay").anyMatch(told -> told.contains(title));
        }
    }

    /** Undoes the last run; returns what the operator was told to stay. */
    private List<String> undo(Chain chain) {
        RecordedRun run = bench.journals.latestToUndo().orElseThrow();
        Undoing undoing =
                Undoing.of(bench.journals.chain(run), chain.request(bench).stages());
        Willing operator = new Willing();
        RunOutcome outcome = bench.run(undoing.request(run), operator);
        if (outcome.problem() instanceof StepFailedException refused && refused.number() == OLD_WITNESS) {
            Chain.byHand(lab, "Upgrade the witness HOST_W to version 16"); // as it was told; and then once more
            outcome = bench.run(undoing.request(run), operator);
        }
        assertThat(outcome.end()).as(operator.failed.toString()).isEqualTo(End.COMPLETED);
        return operator.left;
    }

    /** No statement deletes a file, and the undo says so: a person does. */
    private void withoutCertificateFiles() throws IOException {
        for (LabHost host : lab.lab().hosts()) {
            try (Stream<Path> files = Files.list(host.disk())) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".cer")).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private boolean isKilledAfter(int statements, Chain chain) {
        try {
            Killing hosts = new Killing(bench.hosts(), statements, true);
            RunOutcome outcome = bench.runner(inner -> hosts).run(chain.request(bench), chain.person(lab));
            assertThat(outcome.end()).as(String.valueOf(outcome.problem())).isEqualTo(End.COMPLETED);
            return false;
        } catch (Killing.Killed e) {
            return true;
        }
    }
}
