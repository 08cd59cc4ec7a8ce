package mirrorsh.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.effect.CertificateFileCopied;
import mirrorsh.effect.Effect;
import mirrorsh.effect.SessionSynchronized;
import mirrorsh.host.FileTransport;
import mirrorsh.run.Operator.Answer;
import mirrorsh.run.RecordedStep.Result;
import mirrorsh.run.RunOutcome.End;
import org.junit.jupiter.api.Test;

/** How a run ends before its end: by the operator, by an interrupt, or because it waited long enough. */
class StopTest extends OnFakeHosts {
    /** Waits for a session that makes no headway. */
    private Effect neverSynchronized(Duration limit) {
        hosts.state("HOST_A")
                .database("AdventureWorks")
                .session("G", "PRINCIPAL", "SYNCHRONIZING", "TCP://HOST_B:7024");
        hosts.state("HOST_B").database("AdventureWorks").session("G", "MIRROR", "SYNCHRONIZING", "TCP://HOST_A:7024");
        return new SessionSynchronized("HOST_A", "HOST_B", "AdventureWorks", limit);
    }

    @Test
    void waitsNoLongerThanTheLimit() {
        Effect effect = neverSynchronized(Duration.ofMillis(150));

        RunOutcome outcome = runner.run(request(effect), FakeOperator.yes());

        assertThat(outcome.problem()).hasMessageContaining("expected SYNCHRONIZED, found SYNCHRONIZING");
        assertThat(hosts.looks).hasSizeGreaterThan(2);
    }

    @Test
    void stopsARunThatWaits() {
        Effect effect = neverSynchronized(Duration.ofHours(1));
        FakeOperator operator = new FakeOperator(step -> {
            new Thread(runner::stop).start();
            return Answer.YES;
        });

        RunOutcome outcome = runner.run(request(effect, login("HOST_A", "a")), operator);

        assertThat(outcome.end()).isEqualTo(End.STOPPED_BY_OPERATOR);
        assertThat(hosts.executed).isEmpty();
    }

    @Test
    void cancelsTheStatementThatRunsWhenStopped() {
        hosts.instead("CREATE LOGIN", text -> {
            runner.stop();
            throw FakeHosts.refusal("HOST_A", 0, "The query was canceled.");
        });
        FakeOperator operator = FakeOperator.yes();

        RunOutcome outcome = runner.run(request(login("HOST_A", "a"), login("HOST_A", "b")), operator);

        assertThat(hosts.cancelled).containsExactly("HOST_A");
        assertThat(outcome.end()).isEqualTo(End.STOPPED_BY_OPERATOR);
        assertThat(operator.told("failed")).isEmpty();
        assertThat(journals.latest().orElseThrow().steps())
                .extracting(RecordedStep::result)
                .containsExactly(Result.BEGUN, Result.NOT_REACHED);
    }

    /** A backup may take hours to be carried. */
    @Test
    void stopsACopy() {
        List<Long> carried = new ArrayList<>();
        FileTransport slow = new FileTransport() {
            @Override
            public String description() {
                return "slowly";
            }

            @Override
            public void copy(String fromHost, String fromPath, String toHost, String toPath) {
                throw new IllegalStateException("nobody is told how far it is");
            }

            @Override
            public void copy(String fromHost, String fromPath, String toHost, String toPath, Progress progress) {
                runner.stop();
                progress.copied(1, 3);
                carried.add(1L);
            }
        };
        runner = new Runner(hosts, slow, journals, Clock.systemUTC());
        hosts.state("HOST_A").ownCertificate("HOST_A_cert", "a").file("C:\\a.cer", true);
        Effect copied = new CertificateFileCopied("HOST_A", "HOST_A_cert", "C:\\a.cer", "HOST_B", "C:\\a.cer");

        RunOutcome outcome = runner.run(request(copied), FakeOperator.yes());

        assertThat(outcome.end()).isEqualTo(End.STOPPED_BY_OPERATOR);
        assertThat(carried).isEmpty();
        assertThat(journals.latest().orElseThrow().steps().get(0).result()).isEqualTo(Result.BEGUN);
    }

    @Test
    void anInterruptStopsTheRunAndIsKept() {
        FakeOperator operator = new FakeOperator(step -> {
            Thread.currentThread().interrupt();
            return Answer.YES;
        });

        RunOutcome outcome = runner.run(request(login("HOST_A", "a"), login("HOST_A", "b")), operator);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.end()).isEqualTo(End.STOPPED_BY_OPERATOR);
    }
}
