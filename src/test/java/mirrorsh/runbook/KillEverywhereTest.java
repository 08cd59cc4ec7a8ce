package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.LabHost;
import mirrorsh.lab.LabSettings;
import mirrorsh.run.RecordedRun;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunOutcome.End;
import mirrorsh.run.RunRequest;
import mirrorsh.run.Undoing;
import mirrorsh.runbook.Death.Point;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

    private static final String STATE =
            "SELECT mirroring_state_desc FROM sys.database_mirroring WHERE database_id = DB_ID('AdventureWorks')";

    @RegisterExtension
    final LabExtension lab = new LabExtension(KillEverywhereTest::withGroups);

    @TempDir
    private Path folder;

    private Workbench bench;
    private int shells;

    /** Its partners may have availability groups, to which one of the runbooks moves. */
    private static LabSettings withGroups(LabSettings settings) {
        return settings.withHosts(List.of(
                LabSettings.Host.named("HOST_A").withSample().withGroups(),
                LabSettings.Host.named("HOST_B").withGroups(),
                LabSettings.Host.named("HOST_W")));
    }

    static Stream<Chain> chains() {
        return WHOLE ? Chain.ALL.stream() : ofToday(Chain.ALL);
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

    @BeforeEach
    void connect() throws Exception {
        lab.run("HOST_A", "CREATE DATABASE Sales");
        shell();
    }

    /** A new one, with the journals of those before it. */
    private void shell() {
        shells++;
        bench = new Workbench(lab, folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void renew() throws Exception {
        bench.close();
        lab.replace(KillEverywhereTest::withGroups);
        connect();
    }

    private RunRequest request(String line) {
        String[] words = line.split(" ", -1);
        return bench.request(words[0], Arrays.copyOfRange(words, 1, words.length));
    }

    private void prepare(Chain chain) throws Exception {
        for (String line : chain.before()) {
            if (line.equals(Chain.LOSE)) {
                lab.lab().network().sever("HOST_A", "HOST_B");
                assertThat(lab.await("HOST_B", STATE, "DISCONNECTED")).isEqualTo("DISCONNECTED");
            } else if (line.equals(Chain.BACK)) {
                lab.lab().network().join("HOST_A", "HOST_B");
                if (bench.session("HOST_B", "AdventureWorks").isPrincipal()) {
                    assertThat(lab.await("HOST_B", STATE, "SUSPENDED")).isEqualTo("SUSPENDED");
                }
            } else if (line.matches("HOST_\\w: .*")) {
                String place =
                        line.contains("CREATE USER") || line.contains("MASTER KEY") ? "AdventureWorks" : "master";
                lab.run(line.substring(0, 6), "USE " + place + "; " + line.substring(8) + "; USE master");
            } else {
                assertThat(bench.run(request(line)).end()).as(line).isEqualTo(End.COMPLETED);
            }
        }
    }

    private Map<String, String> undisturbed(Chain chain, List<String> executed) throws Exception {
        prepare(chain);
        Death never = new Death(bench.hosts(), Point.BEGIN);
        RunOutcome outcome = bench.runner(hosts -> never).run(request(chain.line()), new Willing());
        executed.addAll(never.executed());
        assertThat(outcome.end()).as(String.valueOf(outcome.problem())).isEqualTo(End.COMPLETED);
        Map<String, String> picture = bench.picture();
        renew();
        return picture;
    }

    /** A run that is killed at a point of its first step; the shell is gone with it. */
    private boolean isKilled(Chain chain, Point point, List<String> executed) {
        assertThat(shells).as("it comes to an end").isLessThan(MANY);
        Death death = new Death(bench.hosts(), point);
        try {
            RunOutcome outcome =
                    bench.runner(hosts -> death, death.clock()).run(request(chain.line()), death.operator());
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
        prepare(chain);
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
        assertThat(sorted(executed)).isEqualTo(sorted(wanted));
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
        prepare(chain);

        boolean more = true;
        while (more) {
            more = isKilled(chain, Point.MIDDLE, new ArrayList<>());
        }

        assertThat(bench.picture()).isEqualTo(picture);
    }

    static Stream<Chain> changes() {
        List<Chain> changes =
                Chain.ALL.stream().filter(chain -> !chain.isLook()).toList();
        return WHOLE ? changes.stream() : ofToday(changes);
    }

    /** What nothing takes back is told by its name; the next prefix begins on other hosts then. */
    @ParameterizedTest
    @MethodSource("changes")
    void isTakenBackAfterEveryPrefix(Chain chain) throws Exception {
        prepare(chain);
        Map<String, String> before = bench.picture();
        boolean killed = true;
        List<String> kept = new ArrayList<>();
        for (int statements = 1; killed; statements++) {
            killed = isKilledAfter(statements, chain.line());
            List<String> left = undo(chain.line());
            kept.addAll(chain.kept(left));
            if (chain.kept(left).isEmpty()) {
                assertThat(bench.picture())
                        .as("after " + statements + " statements; left: " + left)
                        .isEqualTo(before);
                withoutCertificateFiles();
            } else {
                renew();
                prepare(chain);
                before = bench.picture();
            }
        }
        for (String title : chain.kept()) {
            assertThat(kept).as(title + " is told to stay").anyMatch(told -> told.contains(title));
        }
    }

    /** Undoes the last run; returns what the operator was told to stay. */
    private List<String> undo(String line) {
        RecordedRun run = bench.journals.latestToUndo().orElseThrow();
        Undoing undoing = Undoing.of(bench.journals.chain(run), request(line).stages());
        Willing operator = new Willing();
        assertThat(bench.run(undoing.request(run), operator).end())
                .as(operator.failed.toString())
                .isEqualTo(End.COMPLETED);
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

    private boolean isKilledAfter(int statements, String line) {
        try {
            Killing hosts = new Killing(bench.hosts(), statements, true);
            RunOutcome outcome = bench.runner(inner -> hosts).run(request(line), new Willing());
            assertThat(outcome.end()).as(String.valueOf(outcome.problem())).isEqualTo(End.COMPLETED);
            return false;
        } catch (Killing.Killed e) {
            return true;
        }
    }
}
