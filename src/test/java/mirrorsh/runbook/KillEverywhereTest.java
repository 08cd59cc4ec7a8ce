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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.LabHost;
import mirrorsh.run.RecordedRun;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunOutcome.End;
import mirrorsh.run.RunRequest;
import mirrorsh.run.Undoing;
import mirrorsh.runbook.Death.Point;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every runbook killed at every write of its journal, at the edges and in the middle of every statement, each time carried on by
 * another shell: it ends as an undisturbed run does, and does nothing twice. The everyday build does a part of it, another one each
 * day; {@code -Pkillpoints} all.
 */
class KillEverywhereTest {
    /** What a run is to be killed in, after what has to be there before. */
    private static final List<String> ALL = List.of(
            "set-up-mirroring certificates=connection",
            "set-up-mirroring certificates=files safety=FULL",
            "set-up-with-witness",
            "set-up-mirroring > add-database databases=Sales",
            "set-up-mirroring > planned-failover safety=OFF",
            "set-up-with-witness > change-operating-mode mode=high-performance",
            "set-up-mirroring > change-operating-mode mode=high-safety",
            "set-up-mirroring > rotate-certificates",
            "set-up-mirroring > remove-mirroring copy=drop",
            "set-up-mirroring > remove-mirroring copy=recover",
            "set-up-mirroring > verify");

    private static final boolean WHOLE = System.getProperty(
                    "kill.points", System.getenv().getOrDefault("KP", "sample"))
            .equals("all");
    /** The first ones are long, and KillPointTest has them in every build. */
    private static final int LONG = 4;

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    private Workbench bench;
    private int shells;

    static Stream<String> chains() {
        return WHOLE ? ALL.stream() : ofToday(ALL.subList(LONG, ALL.size()));
    }

    private static Stream<String> ofToday(List<String> chains) {
        long day = System.currentTimeMillis() / 86_400_000;
        return Stream.of(chains.get(new Random(day).nextInt(chains.size())));
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

    private RunRequest request(String line) {
        String[] words = line.split(" ", -1);
        return bench.request(words[0], Arrays.copyOfRange(words, 1, words.length));
    }

    private String prepared(String chain) {
        List<String> lines = List.of(chain.split(" > ", -1));
        for (String line : lines.subList(0, lines.size() - 1)) {
            assertThat(bench.run(request(line)).end()).as(line).isEqualTo(End.COMPLETED);
        }
        return lines.get(lines.size() - 1);
    }

    private Map<String, String> undisturbed(String chain, List<String> executed) throws Exception {
        Death never = new Death(bench.hosts(), Point.BEGIN);
        String line = prepared(chain);
        RunOutcome outcome = bench.runner(hosts -> never).run(request(line), new Willing());
        executed.addAll(never.executed());
        assertThat(outcome.end()).as(String.valueOf(outcome.problem())).isEqualTo(End.COMPLETED);
        Map<String, String> picture = bench.picture();
        bench.close();
        lab.replace(UnaryOperator.identity());
        connect();
        return picture;
    }

    /** A run that is killed at a point of its first step; the shell is gone with it. */
    private boolean isKilled(String line, Point point, List<String> executed) {
        Death death = new Death(bench.hosts(), point);
        try {
            RunOutcome outcome = bench.runner(hosts -> death, death).run(request(line), death.operator());
            assertThat(outcome.end()).as(line + " " + outcome.problem()).isEqualTo(End.COMPLETED);
        } catch (Killing.Killed e) {
            bench.close();
            shell();
        }
        executed.addAll(death.executed());
        return death.came();
    }

    @ParameterizedTest
    @MethodSource("chains")
    void endsAsAnUndisturbedRunAndDoesNothingTwice(String chain) throws Exception {
        List<String> wanted = new ArrayList<>();
        Map<String, String> picture = undisturbed(chain, wanted);
        String line = prepared(chain);
        List<String> executed = new ArrayList<>();

        boolean more = true;
        while (more) {
            for (Point point : List.of(Point.BEGIN, Point.STATEMENT, Point.UNSENT)) {
                more = isKilled(line, point, executed) || point != Point.BEGIN && more;
            }
            more &= isKilled(line, shells % 2 == 0 ? Point.ENDED : Point.DONE, executed);
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
    void carriesOnFromTheMiddleOfEveryStatement(String chain) throws Exception {
        Map<String, String> picture = undisturbed(chain, new ArrayList<>());
        String line = prepared(chain);

        while (isKilled(line, Point.MIDDLE, new ArrayList<>())) {
            assertThat(shells).as("it comes to an end").isLessThan(200);
        }

        assertThat(bench.picture()).isEqualTo(picture);
    }

    static Stream<String> made() {
        List<String> making = ALL.stream()
                // what a removal or a rotation drops, with its private key, nothing brings back
                .filter(chain -> !chain.matches(".*(remove|rotate|verify).*"))
                .toList();
        return WHOLE ? making.stream() : ofToday(making.subList(LONG, making.size()));
    }

    @ParameterizedTest
    @MethodSource("made")
    void isTakenBackAfterEveryPrefix(String chain) throws Exception {
        String line = prepared(chain);
        Map<String, String> before = bench.picture();
        boolean killed = true;
        for (int statements = 1; killed; statements++) {
            killed = isKilledAfter(statements, line);
            RecordedRun run = bench.journals.latestToUndo().orElseThrow();
            Undoing undoing =
                    Undoing.of(bench.journals.chain(run), request(line).stages());
            assertThat(bench.run(undoing.request(run)).end()).isEqualTo(End.COMPLETED);
            assertThat(bench.picture())
                    .as("after " + statements + " statements")
                    .isEqualTo(before);
            withoutCertificateFiles();
        }
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
