package mirrorsh.lab.session;

import static mirrorsh.lab.MirroredTrio.A;
import static mirrorsh.lab.MirroredTrio.B;
import static org.assertj.core.api.Assertions.assertThat;

import mirrorsh.lab.MirroredTrio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An old principal comes back after it missed a role switch: it never serves beside the new one (sessions.md §6, chain rule). */
class OldPrincipalReturnsTest {
    @RegisterExtension
    static final MirroredTrio trio = new MirroredTrio();

    private void missesTheRoleSwitch() throws Exception {
        trio.witnessed();
        trio.stop(A);
        trio.shows(B, "PRINCIPAL/DISCONNECTED/ONLINE");
        trio.sever(A, B);
    }

    @Test
    void staysClosedBesideTheNewOne() throws Exception {
        missesTheRoleSwitch();

        trio.start(A);

        trio.stays(14, "A closed", () -> trio.opening(A) == 955);
    }

    @Test
    void staysClosedWhenTheWitnessWasTakenOffMeanwhile() throws Exception {
        missesTheRoleSwitch();
        trio.run(B, trio.set("WITNESS OFF"));
        trio.write(B, "by the new principal");

        trio.start(A);

        trio.stays(14, "A closed", () -> trio.opening(A) == 955);
        trio.join(A, B);
        trio.shows(A, "MIRROR/SYNCHRONIZED/RESTORING");
        trio.shows(B, "PRINCIPAL/SYNCHRONIZED/ONLINE");
        assertThat(trio.notes(B)).containsExactly("by the new principal");
    }

    @Test
    void cannotFreeItselfByTakingTheWitnessOff() throws Exception {
        missesTheRoleSwitch();
        trio.start(A);
        trio.until("A sees the witness", () -> trio.witness(A).equals("CONNECTED"));

        assertThat(trio.errorOf(A, trio.set("WITNESS OFF"))).isEqualTo(1447);

        assertThat(trio.opening(A)).isEqualTo(955);
    }

    @Test
    void takesTheWitnessAwayFromNobody() throws Exception {
        missesTheRoleSwitch();
        trio.start(A);
        trio.stays(2, "A closed", () -> trio.opening(A) == 955);

        trio.run(A, trio.set("PARTNER OFF"));

        trio.stays(14, "the witness still knows B", () -> !trio.witnessRow().equals("-"));
    }
}
