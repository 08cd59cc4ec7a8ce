package mirrorsh.lab.session;

import static mirrorsh.lab.MirroredTrio.A;
import static mirrorsh.lab.MirroredTrio.B;
import static mirrorsh.lab.MirroredTrio.W;
import static org.assertj.core.api.Assertions.assertThat;

import mirrorsh.lab.MirroredTrio;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who serves when instances are dead, without a witness, and after their return, as clients see it (sessions.md §6). */
class QuorumLossTest {
    private static final String NOBODY = Serving.NOBODY;

    @RegisterExtension
    static final MirroredTrio trio = new MirroredTrio();

    private static final Serving serving = new Serving(trio);

    private static void losingThePrincipalLeavesNobodyUntilForced() throws Exception {
        trio.stop(A);

        trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
        serving.staysWith(NOBODY);
        trio.run(B, trio.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS"));
        assertThat(serving.now()).isEqualTo(B);
    }

    @Nested
    class DeadInstances {
        @Test
        void principalDeadIsRow7() throws Exception {
            trio.witnessed();

            trio.stop(A);

            serving.comesTo(B);
        }

        @Test
        void mirrorDeadIsRow6() throws Exception {
            trio.witnessed();

            trio.stop(B);

            trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
            serving.staysWith(A);
        }

        @Test
        void witnessDeadIsRow4() throws Exception {
            trio.witnessed();

            trio.stop(W);

            trio.until(
                    "noticed",
                    () -> trio.witness(A).equals("DISCONNECTED")
                            && trio.witness(B).equals("DISCONNECTED"));
            serving.states("PRINCIPAL/SYNCHRONIZED", "MIRROR/SYNCHRONIZED");
            serving.staysWith(A);
        }

        @Test
        void principalAndWitnessDeadLeaveNobody() throws Exception {
            trio.witnessed();

            trio.stop(W);
            trio.until("noticed", () -> trio.witness(B).equals("DISCONNECTED"));
            trio.stop(A);

            trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
            serving.staysWith(NOBODY);
        }

        @Test
        void mirrorAndWitnessDeadCloseThePrincipal() throws Exception {
            trio.witnessed();

            trio.stop(W);
            trio.stop(B);

            trio.until("closed", () -> trio.opening(A) == 955);
            serving.staysWith(NOBODY);
            trio.run(A, trio.set("PARTNER OFF"));
            assertThat(trio.shown(A)).isEqualTo("-/-/ONLINE");
            assertThat(serving.now()).isEqualTo(A);
        }
    }

    @Test
    void safetyOffWithWitnessLeavesNobodyInRow7UntilForced() throws Exception {
        trio.witnessed();
        trio.run(A, trio.set("PARTNER SAFETY OFF"));
        trio.soon("told", () -> trio.column(B, "mirroring_safety_level_desc").equals("OFF"));
        serving.states("PRINCIPAL/SYNCHRONIZED", "MIRROR/SYNCHRONIZED");

        losingThePrincipalLeavesNobodyUntilForced();
    }

    @Nested
    class WithoutWitness {
        @Test
        void principalServesExposedWhileTheyAreSeparated() throws Exception {
            trio.pair();

            trio.sever(A, B);

            serving.states("PRINCIPAL/DISCONNECTED/ONLINE", "MIRROR/DISCONNECTED");
            serving.staysWith(A);
        }

        @Test
        void nobodyServesWithoutThePrincipalUntilForced() throws Exception {
            trio.pair();

            losingThePrincipalLeavesNobodyUntilForced();
        }
    }

    @Nested
    class ChainRule {
        @Test
        void oldPrincipalStaysClosedUntilTheOwnerOfTheRoleReturns() throws Exception {
            trio.witnessed();
            trio.stop(A);
            serving.comesTo(B);
            trio.write(B, "new");
            trio.stop(B);

            trio.start(A);

            trio.until("A sees the witness", () -> trio.witness(A).equals("CONNECTED"));
            serving.staysWith(NOBODY);
            assertThat(trio.opening(A)).isEqualTo(955);
            assertThat(trio.logged(A, "inaccessible mirrored database")).isTrue();
            trio.start(B);
            serving.states("MIRROR/SYNCHRONIZED", "PRINCIPAL/SYNCHRONIZED");
            assertThat(trio.notes(B)).containsExactly("new");
        }

        @Test
        void theWitnessRemembersItOverItsOwnRestart() throws Exception {
            trio.witnessed();
            trio.stop(A);
            serving.comesTo(B);
            trio.stop(B);
            trio.stop(W);

            trio.start(W);
            trio.start(A);

            trio.until("A sees the witness", () -> trio.witness(A).equals("CONNECTED"));
            serving.staysWith(NOBODY);
        }
    }
}
