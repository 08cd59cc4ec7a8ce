package mirrorsh.lab.mirroring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner.Change;
import mirrorsh.lab.sql.ast.MirroringStatement.WitnessOff;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a principal confirms, and when: never what a mirror that believes to be in step could take over without. */
class ConfirmationTest {
    private static final String WAITING = "waiting";

    private final TestLab lab = new TestLab();
    private final TestHost a = lab.a;
    private final TestHost b = lab.b;

    @AfterEach
    void close() {
        lab.close();
    }

    /** Commits on A on another thread; the number of the error, 0 when it is confirmed. */
    private CompletableFuture<Integer> commit() {
        CompletableFuture<Integer> commit =
                CompletableFuture.supplyAsync(() -> TestLab.error(() -> a.database.commit(WAITING)));
        lab.until("written", () -> a.database.content().contains(WAITING));
        return commit;
    }

    private static int result(CompletableFuture<Integer> commit) throws Exception {
        return commit.get(5, TimeUnit.SECONDS);
    }

    @Test
    void pausedSessionConfirmsOnceTheMirrorHasHeardOfThePause() throws Exception {
        lab.synchronizedPair();
        lab.network.hold("HOST_A", "HOST_B");
        a.set(Change.SUSPEND);
        CompletableFuture<Integer> commit = commit();

        lab.stays(3, commit::isDone);
        assertThat(commit).isNotDone();
        assertThat(b.shows()).isEqualTo("2/4");

        lab.network.release("HOST_A", "HOST_B");
        assertThat(result(commit)).isZero();
        assertThat(b.shows()).isEqualTo("2/0");
    }

    @Test
    void safetyOffConfirmsOnceTheMirrorHasHeardOfIt() throws Exception {
        lab.synchronizedPair();
        lab.network.hold("HOST_A", "HOST_B");
        a.set(Change.SAFETY_OFF);
        CompletableFuture<Integer> commit = commit();

        lab.stays(3, commit::isDone);
        assertThat(commit).isNotDone();
        assertThat(b.row().safety()).isEqualTo(2);

        lab.network.release("HOST_A", "HOST_B");
        assertThat(result(commit)).isZero();
        assertThat(b.row().safety()).isEqualTo(1);
    }

    @Test
    void partnersThatMeetAgainConfirmOnceTheMirrorKnowsThatItIsBehind() {
        lab.synchronizedPair();
        lab.network.sever("HOST_A", "HOST_B");
        lab.until("1", () -> a.shows().equals("1/1") && b.shows().equals("2/1"));
        a.database.commit("exposed");
        lab.network.slow("HOST_A", "HOST_B", Duration.ofMillis(200));
        lab.network.uncut("HOST_A", "HOST_B");
        lab.network.uncut("HOST_B", "HOST_A");
        lab.whileTimePasses("linked", () -> a.shows().equals("1/2"));

        a.database.commit("linked");

        assertThat(b.shows()).as("linked there too").isNotEqualTo("2/1");
    }

    @Test
    void lossOfTheMirrorIsShownBeforeAnythingIsConfirmedWithoutIt() throws Exception {
        lab.synchronizedPair();
        lab.network.hold("HOST_B", "HOST_A");
        CompletableFuture<Integer> commit = commit();
        CompletableFuture<Boolean> confirmedTooSoon = new CompletableFuture<>();
        a.database.beforeRow = () -> confirmedTooSoon.complete(ends(commit));

        lab.network.sever("HOST_A", "HOST_B");

        assertThat(confirmedTooSoon.get(5, TimeUnit.SECONDS)).isFalse();
        assertThat(result(commit)).isZero();
        assertThat(a.shows()).isEqualTo("1/1");
    }

    /** Whether it ends while the session shows what it showed before. */
    private static boolean ends(CompletableFuture<Integer> commit) {
        try {
            commit.get(200, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillWaiting) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void instanceThatGoesDownConfirmsNothingThatWaits() throws Exception {
        lab.synchronizedPair();
        lab.network.hold("HOST_B", "HOST_A");
        CompletableFuture<Integer> commit = commit();

        a.kill();

        assertThat(result(commit)).isEqualTo(1421);
        assertThat(TestLab.error(() -> a.database.commit("later"))).isEqualTo(1421);
    }

    @Test
    void instanceThatGoesDownBeforeThePauseWasHeardConfirmsNothingThatWaits() throws Exception {
        lab.synchronizedPair();
        lab.network.hold("HOST_A", "HOST_B");
        a.set(Change.SUSPEND);
        CompletableFuture<Integer> commit = commit();

        a.kill();

        assertThat(result(commit)).isEqualTo(1421);
    }

    @Test
    void restartBeforeTheHandoverLeavesNobodyOpenUntilThePartnersMeet() throws Exception {
        lab.synchronizedPair();
        lab.network.hold("HOST_A", "HOST_B");
        CompletableFuture<Integer> commit = commit();
        CompletableFuture<Integer> failover =
                CompletableFuture.supplyAsync(() -> TestLab.error(() -> a.set(Change.FAILOVER)));
        lab.until("3", () -> a.shows().equals("1/3"));

        a.restart();

        assertThat(result(commit)).isEqualTo(1421);
        lab.stays(5, a.database::isOpen);
        assertThat(a.database.isOpen()).isFalse();
        assertThat(b.database.isOpen()).isFalse();
        lab.network.release("HOST_A", "HOST_B");
        lab.whileTimePasses("4", () -> a.shows().equals("1/4") && b.shows().equals("2/4"));
        assertThat(a.database.isOpen()).isTrue();
        assertThat(failover.get(20, TimeUnit.SECONDS)).isNotZero();
    }

    @Test
    void restartOfTheNewPrincipalDuringTheHandoverLeavesOneOpen() throws Exception {
        lab.synchronizedPair();
        lab.network.hold("HOST_B", "HOST_A");
        CompletableFuture<Integer> failover =
                CompletableFuture.supplyAsync(() -> TestLab.error(() -> a.set(Change.FAILOVER)));
        lab.until("B took over", () -> b.row().role() == 1 && b.database.isOpen());

        b.restart();

        lab.whileTimePasses("A no longer waits", failover::isDone);
        assertThat(failover.get()).isEqualTo(1447);
        assertThat(a.database.isOpen()).isFalse();
        lab.network.release("HOST_B", "HOST_A");
        lab.whileTimePasses("4", () -> a.shows().equals("2/4") && b.shows().equals("1/4"));
        assertThat(a.database.isOpen()).isFalse();
        assertThat(b.database.isOpen()).isTrue();
    }

    @Test
    void witnessIsTakenOffOnceTheMirrorKnows() throws Exception {
        lab.witnessed();
        lab.network.hold("HOST_A", "HOST_B");
        CompletableFuture<Integer> off =
                CompletableFuture.supplyAsync(() -> TestLab.error(() -> a.execute(new WitnessOff("Sales"))));

        lab.stays(3, off::isDone);
        assertThat(a.row().witnessName()).isNotNull();

        lab.network.release("HOST_A", "HOST_B");
        assertThat(result(off)).isZero();
        assertThat(a.row().witnessName()).isNull();
        assertThat(b.row().witnessName()).isNull();
    }

    @Test
    void witnessIsTakenOffWithoutTheMirrorOnceTheWitnessKnows() throws Exception {
        lab.witnessed();
        lab.network.sever("HOST_A", "HOST_B");
        lab.until("exposed", () -> a.shows().equals("1/1") && a.database.isOpen());
        lab.network.hold("HOST_A", "HOST_W");
        CompletableFuture<Integer> off =
                CompletableFuture.supplyAsync(() -> TestLab.error(() -> a.execute(new WitnessOff("Sales"))));

        lab.stays(3, off::isDone);
        assertThat(a.row().witnessName()).isNotNull();

        lab.network.release("HOST_A", "HOST_W");
        assertThat(result(off)).isZero();
        assertThat(a.row().witnessName()).isNull();
    }
}
