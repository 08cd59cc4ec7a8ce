package mirrorsh.lab.session;

import static mirrorsh.lab.MirroredTrio.A;
import static mirrorsh.lab.MirroredTrio.B;
import static mirrorsh.lab.MirroredTrio.W;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import mirrorsh.lab.MirroredTrio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each side shows in each situation, row by row (sessions.md §3.1). */
class SituationTest {
    private static final int NO_QUORUM = 955;
    private static final int MIRROR_COPY = 954;

    @RegisterExtension
    static final MirroredTrio trio = new MirroredTrio();

    private void exposed() throws SQLException {
        trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
        assertThat(trio.opening(A)).isZero();
        trio.write(A, "exposed");
    }

    @Test
    void runningInHighSafetyWithWitness() throws Exception {
        trio.witnessed();

        assertThat(trio.shown(A)).isEqualTo("PRINCIPAL/SYNCHRONIZED/ONLINE");
        assertThat(trio.shown(B)).isEqualTo("MIRROR/SYNCHRONIZED/RESTORING");
        assertThat(trio.witness(A)).isEqualTo("CONNECTED");
        assertThat(trio.witness(B)).isEqualTo("CONNECTED");
        assertThat(trio.witnessRow()).isEqualTo("HOST_A/HOST_B/SYNCHRONIZED/0");
        assertThat(trio.opening(B)).isEqualTo(MIRROR_COPY);
        assertThat(trio.column(A, "mirroring_guid")).isEqualTo(trio.column(B, "mirroring_guid"));
    }

    @Test
    void initialCopying() throws Exception {
        trio.prepared();
        trio.run(B, trio.set("PARTNER = 'TCP://HOST_A:7024'"));
        trio.network().slow(B, A, Duration.ofMillis(250));

        trio.run(A, trio.set("PARTNER = 'TCP://HOST_B:7024'"));

        assertThat(trio.shown(A)).isEqualTo("PRINCIPAL/SYNCHRONIZING/ONLINE");
        trio.soon("told", () -> trio.shown(B).equals("MIRROR/SYNCHRONIZING/RESTORING"));
        trio.network().heal(B, A);
        trio.soon("caught up", () -> trio.shown(B).equals("MIRROR/SYNCHRONIZED/RESTORING"));
    }

    @Test
    void catchingUp() throws Exception {
        trio.witnessed();
        trio.run(A, trio.set("PARTNER SAFETY OFF"));
        trio.write(A, "once it is known that B was told");
        trio.network().hold(B, A);
        for (int i = 0; i < 70; i++) {
            trio.write(A, "row " + i);
        }
        trio.run(A, trio.set("PARTNER SAFETY FULL"));

        trio.soon("behind", () -> trio.shown(A).equals("PRINCIPAL/SYNCHRONIZING/ONLINE"));
        trio.soon("told", () -> trio.shown(B).equals("MIRROR/SYNCHRONIZING/RESTORING"));
        trio.soon("witness told", () -> trio.witnessRow().equals("HOST_A/HOST_B/UNSYNCHRONIZED/0"));
    }

    @Test
    void suspended() throws Exception {
        trio.witnessed();

        trio.run(A, trio.set("PARTNER SUSPEND"));

        assertThat(trio.shown(A)).isEqualTo("PRINCIPAL/SUSPENDED/ONLINE");
        trio.soon("told", () -> trio.shown(B).equals("MIRROR/SUSPENDED/RESTORING"));
        trio.soon("witness told", () -> trio.witnessRow().equals("HOST_A/HOST_B/UNSYNCHRONIZED/1"));
        trio.write(A, "exposed");
    }

    @Test
    void mirrorDownWithoutWitness() throws Exception {
        trio.pair();

        trio.stop(B);

        exposed();
    }

    @Test
    void mirrorDownWithWitnessLinked() throws Exception {
        trio.witnessed();

        trio.stop(B);

        exposed();
        assertThat(trio.witness(A)).isEqualTo("CONNECTED");
    }

    @Test
    void mirrorDownWithWitnessDown() throws Exception {
        trio.witnessed();

        trio.stop(W);
        trio.stop(B);

        trio.until("A disconnected", () -> trio.shown(A).startsWith("PRINCIPAL/DISCONNECTED/"));
        trio.until("A closed", () -> trio.opening(A) == NO_QUORUM);
        assertThat(trio.witness(A)).isEqualTo("DISCONNECTED");
    }

    @Test
    void mirrorDownWithWitnessUnlinked() throws Exception {
        trio.witnessed();

        trio.sever(A, W);
        trio.stop(B);

        trio.until("A closed", () -> trio.opening(A) == NO_QUORUM);
        assertThat(trio.shown(A)).startsWith("PRINCIPAL/DISCONNECTED/");
        assertThat(trio.witness(A)).isEqualTo("DISCONNECTED");
    }

    @Test
    void principalDownWithoutWitness() throws Exception {
        trio.pair();

        trio.stop(A);

        trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
        trio.stays(15, "B waits", () -> trio.shown(B).equals("MIRROR/DISCONNECTED/RESTORING"));
        assertThat(trio.opening(B)).isEqualTo(MIRROR_COPY);
    }

    @Test
    void principalDownWithWitnessLinkedAndSynchronized() throws Exception {
        trio.witnessed();
        trio.write(A, "last");

        trio.stop(A);

        trio.shows(B, "PRINCIPAL/DISCONNECTED/ONLINE");
        assertThat(trio.column(B, "mirroring_role_sequence")).isEqualTo("2");
        trio.soon("witness", () -> trio.witnessRow().startsWith("HOST_B/HOST_A/"));
        assertThat(trio.notes(B)).containsExactly("last");
    }

    @Test
    void principalDownWithWitnessLinkedButSuspended() throws Exception {
        trio.witnessed();
        trio.run(A, trio.set("PARTNER SUSPEND"));
        trio.soon("told", () -> trio.shown(B).equals("MIRROR/SUSPENDED/RESTORING"));

        trio.stop(A);

        trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
        trio.stays(15, "B waits", () -> trio.shown(B).equals("MIRROR/DISCONNECTED/RESTORING"));
    }

    @Test
    void principalDownWithWitnessLinkedButCatchingUp() throws Exception {
        catchingUp();

        trio.stop(A);

        trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
        trio.stays(15, "B waits", () -> trio.shown(B).equals("MIRROR/DISCONNECTED/RESTORING"));
    }

    @Test
    void principalDownWithWitnessUnlinked() throws Exception {
        trio.witnessed();
        trio.sever(B, W);
        trio.until("B without witness", () -> trio.witness(B).equals("DISCONNECTED"));

        trio.stop(A);

        trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
        trio.stays(15, "B waits", () -> trio.shown(B).equals("MIRROR/DISCONNECTED/RESTORING"));
        assertThat(trio.witness(B)).isEqualTo("DISCONNECTED");
    }

    @Test
    void oldPrincipalReturnsAfterAutomaticFailover() throws Exception {
        principalDownWithWitnessLinkedAndSynchronized();
        trio.write(B, "new");
        trio.network().slow(A, B, Duration.ofMillis(150));

        trio.start(A);

        trio.until("catching up", () -> trio.shown(A).equals("MIRROR/SYNCHRONIZING/RESTORING"));
        trio.until("catching up", () -> trio.shown(B).equals("PRINCIPAL/SYNCHRONIZING/ONLINE"));
        trio.network().heal(A, B);
        trio.shows(A, "MIRROR/SYNCHRONIZED/RESTORING");
        trio.shows(B, "PRINCIPAL/SYNCHRONIZED/ONLINE");
        assertThat(trio.column(A, "mirroring_role_sequence")).isEqualTo("2");
        trio.run(B, trio.set("PARTNER FAILOVER"));
        assertThat(trio.notes(A)).containsExactly("last", "new");
    }

    @Test
    void forcedServiceWhileTheOldPrincipalIsAway() throws Exception {
        trio.pair();
        trio.stop(A);
        trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");

        trio.run(B, trio.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS"));

        assertThat(trio.shown(B)).isEqualTo("PRINCIPAL/DISCONNECTED/ONLINE");
        trio.write(B, "exposed");
    }

    @Test
    void oldPrincipalReturnsAfterForcedService() throws Exception {
        forcedServiceWhileTheOldPrincipalIsAway();

        trio.start(A);

        trio.shows(A, "MIRROR/SUSPENDED/RESTORING");
        trio.shows(B, "PRINCIPAL/SUSPENDED/ONLINE");
        trio.write(B, "still exposed");
    }

    @Test
    void partnerOffWhileLinked() throws Exception {
        trio.witnessed();

        trio.run(A, trio.set("PARTNER OFF"));

        assertThat(trio.shown(A)).isEqualTo("-/-/ONLINE");
        trio.soon("B", () -> trio.shown(B).equals("-/-/RESTORING"));
        trio.soon("W", () -> trio.witnessRow().equals("-"));
        assertThat(trio.opening(B)).isEqualTo(927);
    }

    @Test
    void partnerOffWhileUnlinked() throws Exception {
        trio.pair();
        trio.sever(A, B);
        trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");

        trio.run(A, trio.set("PARTNER OFF"));

        assertThat(trio.shown(A)).isEqualTo("-/-/ONLINE");
        trio.stays(5, "B does not know", () -> trio.shown(B).equals("MIRROR/DISCONNECTED/RESTORING"));
        trio.join(A, B);
        trio.shows(B, "-/-/RESTORING");
        assertThat(trio.logged(B, "has been terminated")).isTrue();
    }
}
