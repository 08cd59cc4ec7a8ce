package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import mirrorsh.run.RecordedRun;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunOutcome.End;
import mirrorsh.run.RunRequest;
import mirrorsh.run.Undoing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is killed after every single statement, resumed each time, ends as an undisturbed one and does nothing twice. */
class KillPointTest extends OnAWorkbench {
    private static final int NEVER = Integer.MAX_VALUE;

    /** Runs until the kill; returns whether it came. */
    private boolean isKilled(RunRequest request, Killing hosts) {
        try {
            RunOutcome outcome = bench.runner(inner -> hosts).run(request, new Willing());
            assertThat(outcome.end()).as(String.valueOf(outcome.problem())).isEqualTo(End.COMPLETED);
            return false;
        } catch (Killing.Killed e) {
            return true;
        }
    }

    private List<String> undisturbed(String runbook, String... pairs) {
        Killing hosts = new Killing(bench.hosts(), NEVER, false);
        assertThat(isKilled(bench.request(runbook, pairs), hosts)).isFalse();
        return hosts.executed();
    }

    @ParameterizedTest(name = "{0}, killed right after each statement: {2}, certificates by {1}")
    @CsvSource({
        "set-up-mirroring, connection, true",
        "set-up-mirroring, connection, false",
        "set-up-mirroring, files, true",
        "set-up-with-witness, connection, true",
        "set-up-with-witness, files, false",
    })
    void endsAsAnUndisturbedRunAndDoesNothingTwice(String runbook, String certificates, boolean afterIt)
            throws Exception {
        String[] pairs = {"certificates=" + certificates};
        List<String> executed = new ArrayList<>();
        int kills = 0;
        while (true) {
            Killing hosts = new Killing(bench.hosts(), 1, afterIt);
            boolean killed = isKilled(bench.request(runbook, pairs), hosts);
            executed.addAll(hosts.executed());
            if (!killed) {
                break;
            }
            kills++;
        }

        assertThat(new LinkedHashSet<>(executed)).as("nothing twice").hasSameSizeAs(executed);
        assertThat(kills).isGreaterThanOrEqualTo(executed.size() - 1);
        Map<String, String> picture = bench.picture();
        bench.close();
        lab.replace(UnaryOperator.identity());
        bench = new Workbench(lab, folder.resolve("undisturbed"));
        assertThat(undisturbed(runbook, pairs)).hasSameSizeAs(executed);
        assertThat(picture).isEqualTo(bench.picture());
    }

    @Test
    void isTakenBackAfterEveryPrefix() {
        Map<String, String> before = bench.picture();
        for (int statements = 1; ; statements++) {
            Killing hosts = new Killing(bench.hosts(), statements, true);
            boolean killed = isKilled(bench.request("set-up-mirroring"), hosts);

            RecordedRun run = bench.journals.latestToUndo().orElseThrow();
            Undoing undoing = Undoing.of(
                    bench.journals.chain(run), bench.request("set-up-mirroring").stages());
            assertThat(bench.run(undoing.request(run)).end()).isEqualTo(End.COMPLETED);
            assertThat(bench.picture()).as("after " + hosts.executed()).isEqualTo(before);
            if (!killed) {
                break;
            }
        }
    }

    @Test
    void takesBackOnlyWhatTheRunMade() throws Exception {
        lab.run("HOST_A", "CREATE MASTER KEY ENCRYPTION BY PASSWORD = '1_Strong_Password!'");
        lab.run("HOST_B", "CREATE LOGIN HOST_A_login WITH PASSWORD = '1_Strong_Password!'");
        lab.run("HOST_A", "ALTER DATABASE AdventureWorks SET RECOVERY SIMPLE");
        Map<String, String> before = bench.picture();
        undisturbed("set-up-mirroring");

        RecordedRun run = bench.journals.latestToUndo().orElseThrow();
        Undoing undoing = Undoing.of(
                bench.journals.chain(run), bench.request("set-up-mirroring").stages());
        bench.run(undoing.request(run));

        assertThat(bench.picture()).isEqualTo(before);
        assertThat(bench.journals.latestToUndo()).isEmpty();
    }
}
