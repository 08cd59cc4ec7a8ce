package mirrorsh.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import mirrorsh.effect.MirroringOptions;
import mirrorsh.effect.MirroringProcedure;
import mirrorsh.effect.Topology;
import mirrorsh.effect.Undone;
import mirrorsh.effect.UserExists;
import mirrorsh.host.HostException;
import mirrorsh.model.Participant;
import mirrorsh.model.UsageException;
import mirrorsh.run.Operator.Answer;
import mirrorsh.run.RunOutcome.End;
import org.junit.jupiter.api.Test;

class RunnerTest extends OnFakeHosts {
    private RunRequest wholeProcedure() {
        hosts.state("HOST_A").database("AdventureWorks").recoveryModel("SIMPLE");
        Topology topology =
                new Topology(Participant.named("HOST_A", "HOST_A", 7024), Participant.named("HOST_B", "HOST_B", 7024));
        MirroringOptions options = MirroringOptions.document("AdventureWorks", "C:\\Backup", name -> PASSWORD);
        return request(new MirroringProcedure(topology, options).stages());
    }

    private String journal() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void plansAFreshPairThoughMostStepsWaitForOthers() {
        Plan plan = runner.plan(wholeProcedure());

        assertThat(plan.steps()).hasSize(29);
        assertThat(plan.outstanding()).isEqualTo(29);
        assertThat(plan.steps().get(0).actions()).hasSize(1);
        assertThat(plan.steps().get(28).verdict()).isInstanceOf(mirrorsh.effect.Verdict.Blocked.class);
        assertThat(hosts.executed).isEmpty();
    }

    @Test
    void runsTheWholeProcedureOnAFreshPair() {
        FakeOperator operator = FakeOperator.yes();

        RunOutcome outcome = runner.run(wholeProcedure(), operator);

        assertThat(operator.told("failed")).isEmpty();
        assertThat(outcome.end()).isEqualTo(End.COMPLETED);
        assertThat(outcome.done()).isEqualTo(29);
        assertThat(operator.told("stage")).hasSize(4);
        assertThat(hosts.copied).hasSize(4);
    }

    @Test
    void findsEverythingDoneTheSecondTime() {
        RunRequest request = wholeProcedure();
        runner.run(request, FakeOperator.yes());
        hosts.executed.clear();
        FakeOperator operator = FakeOperator.yes();

        RunOutcome outcome = runner.run(request, operator);

        assertThat(outcome).isEqualTo(new RunOutcome(End.COMPLETED, "", 0, 29, 0, null));
        assertThat(operator.told("confirm")).isEmpty();
        assertThat(hosts.executed).isEmpty();
        assertThat(journals.ids()).hasSize(1);
    }

    @Test
    void looksOnceAtTheStartAndThenAtTheHostsOfTheStepOnly() {
        runner.run(request(login("HOST_A", "a"), login("HOST_B", "b")), FakeOperator.yes());

        assertThat(hosts.looks).containsExactly(List.of("HOST_A", "HOST_B"), List.of("HOST_A"), List.of("HOST_B"));
    }

    @Test
    void copiesAFileAgainThatIsOlderThanItsOriginal() {
        hosts.state("HOST_B").file("C:\\Backup\\AdventureWorks.bak", true);

        RunOutcome outcome = runner.run(wholeProcedure(), FakeOperator.yes());

        assertThat(outcome.end()).isEqualTo(End.COMPLETED);
        assertThat(hosts.copied).anyMatch(copy -> copy.contains("AdventureWorks.bak"));
    }

    @Test
    void asksBeforeEachStepUntilToldNotTo() {
        FakeOperator operator = new FakeOperator(step -> step.number() == 2 ? Answer.ALL_REMAINING : Answer.YES);

        runner.run(
                request(login("HOST_A", "a"), login("HOST_A", "b"), login("HOST_A", "c"), login("HOST_A", "d")),
                operator);

        assertThat(operator.told("confirm")).hasSize(2);
        assertThat(operator.told("done")).hasSize(4);
    }

    @Test
    void doesNothingWhenTheOperatorDoesNotBegin() {
        FakeOperator operator = FakeOperator.yes();
        operator.begins = false;

        RunOutcome outcome = runner.run(request(login("HOST_A", "a")), operator);

        assertThat(outcome.end()).isEqualTo(End.STOPPED_BY_OPERATOR);
        assertThat(hosts.executed).isEmpty();
        assertThat(journals.ids()).isEmpty();
    }

    @Test
    void quits() {
        FakeOperator operator = new FakeOperator(step -> step.number() == 2 ? Answer.QUIT : Answer.YES);

        RunOutcome outcome = runner.run(request(login("HOST_A", "a"), login("HOST_A", "b")), operator);

        assertThat(outcome.end()).isEqualTo(End.STOPPED_BY_OPERATOR);
        assertThat(outcome.done()).isEqualTo(1);
        assertThat(journals.read(outcome.runId()).end()).isEqualTo(End.STOPPED_BY_OPERATOR);
    }

    @Test
    void saysThatASkippedStepIsMissedLater() {
        FakeOperator operator = new FakeOperator(step -> step.number() == 1 ? Answer.SKIP : Answer.YES);

        RunOutcome outcome = runner.run(request(login("HOST_A", "a"), new UserExists("HOST_A", "u", "a")), operator);

        assertThat(outcome.end()).isEqualTo(End.FAILED);
        assertThat(outcome.skipped()).isEqualTo(1);
        assertThat(operator.told("failed"))
                .containsExactly(
                        "failed 2 \"Create the user [u] for login [a]\" on HOST_A is not possible: HOST_A has no"
                                + " login [a]. | The user is mapped to it. Step 1 (Create the login [a] on HOST_A) was skipped."
                                + " | login create --on HOST_A");
    }

    @Test
    void tellsTheUsualCauseOfARefusal() {
        hosts.instead("CREATE LOGIN", text -> {
            throw FakeHosts.refusal("HOST_A", 15118, "Password validation failed.");
        });
        FakeOperator operator = FakeOperator.yes();

        RunOutcome outcome = runner.run(request(login("HOST_A", "a"), login("HOST_A", "b")), operator);

        assertThat(outcome.end()).isEqualTo(End.FAILED);
        assertThat(outcome.problem()).isInstanceOfSatisfying(StepFailedException.class, problem -> {
            assertThat(problem.number()).isEqualTo(15118);
            assertThat(problem.getMessage())
                    .isEqualTo("HOST_A refused \"Create the login [a]\" with error 15118, severity 16, state 1:"
                            + " Password validation failed.");
            assertThat(problem.usually()).contains("Three of upper case");
            assertThat(problem.next()).isEqualTo("a stronger password");
        });
        assertThat(operator.told("confirm")).hasSize(1);
    }

    @Test
    void pointsToExplainForAnUnknownRefusal() {
        hosts.instead("CREATE LOGIN", text -> {
            throw FakeHosts.refusal("HOST_A", 50000, "No.");
        });

        RunOutcome outcome = runner.run(request(login("HOST_A", "a")), FakeOperator.yes());

        assertThat(outcome.problem()).extracting(problem -> problem.next()).isEqualTo("explain 50000");
    }

    @Test
    void doesNotBelieveAStatementThatReturned() {
        hosts.instead("CREATE LOGIN", text -> {});

        RunOutcome outcome = runner.run(request(login("HOST_A", "a")), FakeOperator.yes());

        assertThat(outcome.end()).isEqualTo(End.FAILED);
        assertThat(outcome.problem()).hasMessageContaining("the catalog does not show it");
    }

    @Test
    void failsWhenAFileCannotBeCopied() {
        RunRequest request = wholeProcedure();
        Runner withoutCopy = new Runner(
                hosts,
                new mirrorsh.host.FileTransport() {
                    @Override
                    public String description() {
                        return "broken";
                    }

                    @Override
                    public void copy(String fromHost, String fromPath, String toHost, String toPath) {
                        throw new HostException(toHost, "The disk of " + toHost + " is full.", "", "free it", null);
                    }
                },
                journals,
                Clock.systemUTC());

        RunOutcome outcome = withoutCopy.run(request, FakeOperator.yes());

        assertThat(outcome.problem()).hasMessage("The disk of HOST_B is full.");
        assertThat(outcome.done()).isEqualTo(4);
    }

    @Test
    void recordsThatNothingWasLeftOfTheRunThatItCarriesOn() {
        RunRequest request = request(login("HOST_A", "a"));
        RunOutcome first = runner.run(request, FakeOperator.yes());
        RunRequest resuming = request.from(request.origin().resuming(first.runId()));

        RunOutcome outcome = runner.run(resuming, FakeOperator.yes());

        assertThat(outcome.done()).isZero();
        assertThat(journals.latest().orElseThrow().origin().resumes()).isEqualTo(first.runId());
        assertThat(journals.latest().orElseThrow().isComplete()).isTrue();
        assertThat(runner.run(request, FakeOperator.yes()).runId())
                .as("of a run of its own")
                .isEmpty();
    }

    @Test
    void takesBackWhatItMade() {
        runner.run(request(login("HOST_A", "a")), FakeOperator.yes());
        hosts.instead("DROP LOGIN", text -> hosts.states.put("HOST_A", new mirrorsh.effect.HostStateBuilder("HOST_A")));

        RunOutcome outcome = runner.run(request(new Undone(login("HOST_A", "a"))), FakeOperator.yes());

        assertThat(outcome.done()).isEqualTo(1);
        assertThat(hosts.executed).last().isEqualTo("HOST_A: DROP LOGIN [a]");
    }

    @Test
    void refusesHostsThatAreNotConnected() {
        assertThatThrownBy(() -> runner.plan(request(login("HOST_X", "a"))))
                .isInstanceOf(UsageException.class)
                .hasMessage("HOST_X is not connected.");
    }

    @Test
    void neverTellsASecret() throws IOException {
        RunRequest request = wholeProcedure();
        List<String> texts = new ArrayList<>();
        FakeOperator good = FakeOperator.yes();
        texts.add(String.valueOf(runner.run(request, good)));
        FakeOperator bad = FakeOperator.yes();
        AtomicReference<String> sent = new AtomicReference<>("");
        hosts.instead("CREATE LOGIN", text -> {
            sent.set(text);
            throw FakeHosts.refusal("HOST_A", 102, "Incorrect syntax near " + text);
        });
        RunOutcome outcome = runner.run(request(login("HOST_A", "new")), bad);
        for (Throwable t = outcome.problem(); t != null; t = t.getCause()) {
            texts.add(t.toString());
        }
        texts.addAll(good.told);
        texts.addAll(bad.told);
        texts.add(journal());

        String quoted = MARKER.replace("'", "''");
        assertThat(sent.get()).contains(quoted);
        assertThat(hosts.revealed).anyMatch(text -> text.contains(quoted));
        assertThat(texts)
                .hasSizeGreaterThan(50)
                .allSatisfy(text -> assertThat(text).doesNotContain(MARKER, quoted, "Pa55word"));
        assertThat(journal()).contains("•••");
    }
}
