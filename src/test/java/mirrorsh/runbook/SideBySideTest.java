package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import mirrorsh.effect.Verdict;
import mirrorsh.run.Operator;
import mirrorsh.run.PlannedStep;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunOutcome.End;
import mirrorsh.run.RunRequest;
import mirrorsh.run.Selection;
import org.junit.jupiter.api.Test;

/** Steps that do not hinder each other are done side by side, and nobody can tell by the result. */
class SideBySideTest extends OnAWorkbench {
    private final List<Integer> told = new ArrayList<>();

    private RunOutcome run(RunRequest request) {
        return bench.run(request, new Willing() {
            @Override
            public boolean asks() {
                return false;
            }

            @Override
            public Operator.Answer confirm(PlannedStep step) {
                told.add(step.number());
                return Operator.Answer.YES;
            }

            @Override
            public void done(PlannedStep step, Verdict after, java.time.Duration took) {
                told.add(step.number());
            }
        });
    }

    private RunRequest alone(RunRequest request) {
        return request.only(Selection.ALL.sideBySide(1));
    }

    private Map<String, String> after(RunRequest... requests) throws Exception {
        for (RunRequest request : requests) {
            RunOutcome outcome = run(request);
            assertThat(outcome.end()).as(String.valueOf(outcome.problem())).isEqualTo(End.COMPLETED);
        }
        Map<String, String> picture = bench.picture();
        bench.close();
        lab.replace(UnaryOperator.identity());
        bench = new Workbench(lab, folder);
        return picture;
    }

    @Test
    void makesOfThreeHostsWhatAStepAtATimeMakes() throws Exception {
        RunRequest request = bench.request("set-up-with-witness");

        Map<String, String> sideBySide = after(request);
        assertThat(told).as("told in order").isSorted();

        assertThat(sideBySide).isEqualTo(after(alone(request)));
    }

    @Test
    void mirrorsSeveralDatabasesAtOnce() throws Exception {
        for (String name : List.of("One", "Two", "Three", "Four", "Five")) {
            lab.run("HOST_A", "CREATE DATABASE [" + name + "]");
        }
        run(bench.request("set-up-mirroring"));
        told.clear();

        RunOutcome outcome = run(bench.request("add-database", "databases=One,Two,Three,Four,Five"));

        assertThat(outcome.end()).as(String.valueOf(outcome.problem())).isEqualTo(End.COMPLETED);
        assertThat(told).isSorted();
        for (String name : List.of("One", "Two", "Three", "Four", "Five")) {
            assertThat(bench.session("HOST_B", name).role()).isEqualTo("MIRROR");
        }
    }
}
