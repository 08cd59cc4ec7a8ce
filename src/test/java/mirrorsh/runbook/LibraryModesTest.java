package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import mirrorsh.run.Plan;
import mirrorsh.run.RecordedRun;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunOutcome.End;
import mirrorsh.run.RunRequest;
import mirrorsh.run.Undoing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each runbook planned, run until it is killed, run to its end, planned and run again, and taken back where that is possible. */
class LibraryModesTest extends OnAWorkbench {
    private RunRequest request(String line) {
        String[] words = line.split(" ", -1);
        return bench.request(words[0], Arrays.copyOfRange(words, 1, words.length));
    }

    private Plan plan(String line) {
        return bench.runner(UnaryOperator.identity()).plan(request(line));
    }

    private RunOutcome run(String line) {
        RunOutcome outcome = bench.run(request(line));
        assertThat(outcome.end()).as(line + ": " + outcome.problem()).isEqualTo(End.COMPLETED);
        return outcome;
    }

    /** Lets the first statement through and no other. */
    private void killed(String line) {
        Killing hosts = new Killing(bench.hosts(), 1, false);
        try {
            bench.runner(inner -> hosts).run(request(line), new Willing());
        } catch (Killing.Killed e) {
            assertThat(hosts.executed()).hasSize(1);
        }
    }

    private void isDoneByRunningOn(String line) {
        long outstanding = plan(line).outstanding();
        assertThat(outstanding).as("to do").isPositive();
        killed(line);
        run(line);
        lab.settles();
        assertThat(plan(line).outstanding()).as("left to do").isZero();
        assertThat(run(line).done()).as("done again").isZero();
    }

    private void prepare(List<String> lines) throws Exception {
        for (String line : lines) {
            if (line.startsWith("CREATE ")) {
                lab.run("HOST_A", line);
            } else {
                run(line);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prepare-mirror-database",
                "set-up-mirroring > CREATE DATABASE Sales > CREATE DATABASE Stock > add-database databases=Sales,Stock",
                "set-up-with-witness > planned-failover",
                "set-up-mirroring safety=FULL > planned-failover > fail-back",
                "set-up-with-witness > change-operating-mode mode=high-safety",
                "set-up-mirroring safety=FULL > rolling-upgrade version=16",
                "set-up-with-witness > rolling-upgrade version=16 witness=HOST_W",
                "CREATE LOGIN one WITH PASSWORD = '1_Strong_Password!' > CREATE LOGIN two WITH PASSWORD = '1_Strong_Password!'"
                        + " > set-up-mirroring > move-logins logins=one,two",
            })
    void isPlannedKilledResumedRepeatedAndTakenBack(String chain) throws Exception {
        List<String> lines = List.of(chain.split(" > ", -1));
        prepare(lines.subList(0, lines.size() - 1));
        Map<String, String> before = bench.picture();
        String last = lines.get(lines.size() - 1);

        isDoneByRunningOn(last);

        // the killed run, if it came to write anything, and the one that ended
        List<RecordedRun> runs = new ArrayList<>(bench.journals
                .runs()
                .filter(run -> run.title().equals(request(last).title()))
                .toList());
        Collections.reverse(runs);
        Undoing undoing = Undoing.of(runs, request(last).stages());
        RunOutcome undone = bench.run(undoing.request(runs.get(runs.size() - 1)));
        assertThat(undone.end()).as(String.valueOf(undone.problem())).isEqualTo(End.COMPLETED);
        assertThat(bench.picture()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set-up-with-witness > rotate-certificates host=HOST_W peers=HOST_A,HOST_B partner=none",
                "set-up-mirroring > rotate-certificates",
                "set-up-mirroring > remove-mirroring copy=drop tidy=yes",
                "set-up-with-witness > remove-mirroring copy=recover tidy=yes witness=HOST_W",
            })
    void isPlannedKilledResumedAndRepeated(String chain) throws Exception {
        List<String> lines = List.of(chain.split(" > ", -1));
        prepare(lines.subList(0, lines.size() - 1));

        isDoneByRunningOn(lines.get(lines.size() - 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set-up-mirroring safety=OFF > verify",
                "set-up-mirroring safety=FULL > verify",
                "set-up-with-witness > verify witness=HOST_W",
                "set-up-with-witness > planned-failover > verify witness=HOST_W",
            })
    void isVerifiedInEveryMode(String chain) throws Exception {
        List<String> lines = List.of(chain.split(" > ", -1));
        prepare(lines.subList(0, lines.size() - 1));

        lab.settles();
        assertThat(plan(lines.get(lines.size() - 1)).outstanding()).isZero();
        assertThat(run(lines.get(lines.size() - 1)).done()).isZero();
    }
}
