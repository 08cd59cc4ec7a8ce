package mirrorsh.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import mirrorsh.effect.Effect;
import mirrorsh.effect.LoginExists;
import mirrorsh.effect.Stage;
import mirrorsh.effect.WitnessReleased;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.run.Operator.Answer;
import mirrorsh.run.RunOutcome.End;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.SecretSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refusals and obstacles that pass are met with another try, a few times; the pauses between them are short. */
class RetryTest {
    @TempDir
    private Path folder;

    private final FakeHosts hosts = new FakeHosts();
    private final AtomicInteger refusals = new AtomicInteger();
    private Runner runner;

    @BeforeEach
    void setUp() {
        runner = new Runner(hosts, hosts, new JournalFolder(folder), Clock.systemUTC());
    }

    private static RunRequest request() {
        SecretSource password = new SecretSource() {
            @Override
            public String label() {
                return "password";
            }

            @Override
            public Secret secret() {
                return Secret.of("p");
            }
        };
        Effect login = new LoginExists("HOST_A", "a", password);
        return new RunRequest("Run", "run", Map.of(), List.of(), List.of(new Stage("Stage", List.of(login))));
    }

    private void refuse(int number, int times) {
        hosts.instead("CREATE LOGIN", text -> {
            if (refusals.getAndIncrement() < times) {
                throw FakeHosts.refusal("HOST_A", number, "Not now.");
            }
            hosts.state("HOST_A").login("a");
        });
    }

    @Test
    void triesAgainWhatIsRefusedForAReasonThatPasses() {
        refuse(1404, 2);
        FakeOperator operator = FakeOperator.yes();

        RunOutcome outcome = runner.run(request(), operator);

        assertThat(outcome.end()).isEqualTo(End.COMPLETED);
        assertThat(operator.told("heard"))
                .containsExactly(
                        "heard 1 Error 1404 usually passes: the same again in a moment.",
                        "heard 1 Error 1404 usually passes: the same again in a moment.");
    }

    @Test
    void triesAgainAFewTimesOnly() {
        refuse(1428, Integer.MAX_VALUE);

        RunOutcome outcome = runner.run(request(), FakeOperator.yes());

        assertThat(outcome.end()).isEqualTo(End.FAILED);
        assertThat(outcome.problem()).hasMessageContaining("error 1428");
        assertThat(refusals).hasValue(1 + Transience.TRIES_AGAIN);
    }

    @Test
    void triesOnceWhatIsRefusedForAReasonThatStays() {
        refuse(15118, Integer.MAX_VALUE);

        runner.run(request(), FakeOperator.yes());

        assertThat(refusals).hasValue(1);
    }

    @Test
    void doesNotSendAgainWhatTheCatalogShowsDone() {
        hosts.instead("CREATE LOGIN", text -> {
            refusals.incrementAndGet();
            hosts.state("HOST_A").login("a");
            throw FakeHosts.refusal("HOST_A", 1222, "Lock request time out.");
        });

        RunOutcome outcome = runner.run(request(), FakeOperator.yes());

        assertThat(outcome.end()).isEqualTo(End.COMPLETED);
        assertThat(refusals).hasValue(1);
    }

    @Test
    void doesNotTryAgainOnceStopped() {
        hosts.instead("CREATE LOGIN", text -> {
            refusals.incrementAndGet();
            runner.stop();
            throw FakeHosts.refusal("HOST_A", 1205, "Deadlock.");
        });

        RunOutcome outcome = runner.run(request(), new FakeOperator(step -> Answer.YES));

        assertThat(outcome.end()).isEqualTo(End.STOPPED_BY_OPERATOR);
        assertThat(refusals).hasValue(1);
    }

    @Test
    void looksAgainWhenAnObstacleUsuallyPassesAndSaysSoOnce() {
        hosts.state("HOST_A").witness("AdventureWorks");
        FakeOperator operator = new FakeOperator(step -> Answer.YES) {
            @Override
            public void heard(PlannedStep step, ServerMessage message) {
                super.heard(step, message);
                hosts.state("HOST_A").noWitness();
            }
        };
        Effect released = new WitnessReleased("HOST_A", "AdventureWorks");

        RunOutcome outcome = runner.run(OnFakeHosts.request(released), operator);

        assertThat(outcome.end()).isEqualTo(End.COMPLETED);
        assertThat(outcome.skipped()).isZero();
        assertThat(operator.told("heard"))
                .containsExactly("heard 1 HOST_A is witness of [AdventureWorks]. That usually passes: looking again,"
                        + " at most 12 s.");
    }
}
