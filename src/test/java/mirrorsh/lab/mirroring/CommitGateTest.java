package mirrorsh.lab.mirroring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mirrorsh.lab.mirroring.SessionState.Commits;
import mirrorsh.lab.type.SqlFailure;
import org.junit.jupiter.api.Test;

class CommitGateTest {
    private final CommitGate gate = new CommitGate("Sales");

    @Test
    void letsPassWhatIsHardened() throws Exception {
        gate.set(Commits.WAIT);
        CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> gate.await(5));
        gate.hardened(4);
        assertThat(commit).isNotDone();

        gate.hardened(5);

        commit.get(2, TimeUnit.SECONDS);
    }

    @Test
    void letsGoWhenThePrincipalRunsExposed() throws Exception {
        gate.set(Commits.WAIT);
        CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> gate.await(5));

        gate.set(Commits.FREE);

        commit.get(2, TimeUnit.SECONDS);
    }

    @Test
    void doesNotConfirmWhenAnotherMayBePrincipal() {
        gate.set(Commits.WAIT);
        CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> gate.await(5));

        gate.set(Commits.REFUSED);

        assertThatThrownBy(() -> commit.get(2, TimeUnit.SECONDS)).hasCauseInstanceOf(SqlFailure.class);
    }

    @Test
    void confirmsWhatWasHardenedEvenAfterwards() {
        gate.hardened(5);
        gate.set(Commits.REFUSED);

        gate.await(5);

        assertThatThrownBy(() -> gate.await(6)).isInstanceOf(SqlFailure.class);
    }

    @Test
    void refusesWhatWaitsWhenItCloses() {
        gate.set(Commits.WAIT);
        CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> gate.await(5));

        gate.close();
        gate.set(Commits.FREE); // a late word

        assertThatThrownBy(() -> commit.get(2, TimeUnit.SECONDS)).hasCauseInstanceOf(SqlFailure.class);
        assertThatThrownBy(() -> gate.await(6)).isInstanceOf(SqlFailure.class);
    }
}
