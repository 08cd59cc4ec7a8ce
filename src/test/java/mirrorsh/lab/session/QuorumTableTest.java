package mirrorsh.lab.session;

import static mirrorsh.lab.MirroredTrio.A;
import static mirrorsh.lab.MirroredTrio.B;
import static mirrorsh.lab.MirroredTrio.W;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import mirrorsh.lab.MirroredTrio;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The quorum table, row by row, as clients of all three instances see it (sessions.md §6). */
class QuorumTableTest {
    private static final String NOBODY = Serving.NOBODY;

    @RegisterExtension
    static final MirroredTrio trio = new MirroredTrio();

    private static final Serving serving = new Serving(trio);

    private static void breakEverything() throws SQLException {
        serving.separateFromWitness(A);
        serving.separateFromWitness(B);
        trio.sever(A, B);
        serving.states("PRINCIPAL/DISCONNECTED", "MIRROR/DISCONNECTED");
        serving.comesTo(NOBODY);
        assertThat(trio.opening(A)).isEqualTo(955);
    }

    @Test
    void row1EverythingUp() throws Exception {
        trio.witnessed();

        assertThat(serving.now()).isEqualTo(A);
        trio.run(A, trio.set("PARTNER FAILOVER"));
        serving.states("MIRROR/SYNCHRONIZED", "PRINCIPAL/SYNCHRONIZED");
        serving.comesTo(B);
        trio.until("the witness sees the switch", () -> trio.witnessRow().equals("HOST_B/HOST_A/SYNCHRONIZED/0"));
        trio.stop(B);
        serving.comesTo(A);
        assertThat(trio.column(A, "mirroring_role_sequence")).isEqualTo("3");
    }

    @Nested
    class Row2MirrorWithoutWitness {
        @Test
        void principalServes() throws Exception {
            trio.witnessed();
            serving.separateFromWitness(B);

            serving.states("PRINCIPAL/SYNCHRONIZED", "MIRROR/SYNCHRONIZED");
            assertThat(trio.witness(A)).isEqualTo("CONNECTED");
            serving.staysWith(A);
        }

        @Test
        void losingTheMirrorLeavesPrincipalAndWitness() throws Exception {
            principalServes();

            trio.stop(B);

            trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
            serving.staysWith(A);
        }

        @Test
        void losingThePrincipalLeavesNobody() throws Exception {
            principalServes();

            trio.stop(A);

            trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
            serving.staysWith(NOBODY);
        }
    }

    @Nested
    class Row3PrincipalWithoutWitness {
        @Test
        void principalServes() throws Exception {
            trio.witnessed();
            serving.separateFromWitness(A);

            serving.states("PRINCIPAL/SYNCHRONIZED", "MIRROR/SYNCHRONIZED");
            assertThat(trio.witness(B)).isEqualTo("CONNECTED");
            serving.staysWith(A);
        }

        /** Another text wants all three linked at the moment of the failure (sessions.md §12). */
        @Test
        void mirrorTakesOverWhenThePartnersAreSeparatedUnconfirmed() throws Exception {
            principalServes();

            trio.sever(A, B);

            serving.comesTo(B);
            serving.states("PRINCIPAL/DISCONNECTED", "PRINCIPAL/DISCONNECTED");
            assertThat(trio.opening(A)).isEqualTo(955);
        }
    }

    @Nested
    class Row4PartnersWithoutWitness {
        @Test
        void principalServesAndCanBeSwitchedByHand() throws Exception {
            trio.witnessed();
            serving.separateFromWitness(A);
            serving.separateFromWitness(B);
            serving.staysWith(A);

            trio.run(A, trio.set("PARTNER FAILOVER"));

            serving.states("MIRROR/SYNCHRONIZED", "PRINCIPAL/SYNCHRONIZED");
            assertThat(serving.now()).isEqualTo(B);
        }

        @Test
        void losingTheMirrorClosesThePrincipal() throws Exception {
            trio.witnessed();
            serving.separateFromWitness(A);
            serving.separateFromWitness(B);

            trio.stop(B);

            trio.until("closed", () -> trio.opening(A) == 955);
            serving.staysWith(NOBODY);
        }

        @Test
        void losingThePrincipalLeavesTheMirrorWaiting() throws Exception {
            trio.witnessed();
            serving.separateFromWitness(A);
            serving.separateFromWitness(B);

            trio.stop(A);

            trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
            serving.staysWith(NOBODY);
            assertThat(trio.errorOf(B, trio.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS")))
                    .isEqualTo(1431);
        }

        @Test
        void withoutTheWitnessSettingThePrincipalGoesOnAlone() throws Exception {
            trio.witnessed();
            serving.separateFromWitness(A);
            serving.separateFromWitness(B);

            trio.run(A, trio.set("WITNESS OFF"));
            trio.stop(B);

            trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
            serving.staysWith(A);
        }
    }

    @Test
    void row5PartnersSeparatedWitnessMediates() throws Exception {
        trio.witnessed();

        trio.sever(A, B);

        serving.states("PRINCIPAL/DISCONNECTED/ONLINE", "MIRROR/DISCONNECTED");
        serving.staysWith(A);
        trio.write(A, "exposed");
        assertThat(trio.witness(A) + trio.witness(B)).isEqualTo("CONNECTEDCONNECTED");
        trio.join(A, B);
        serving.states("PRINCIPAL/SYNCHRONIZED", "MIRROR/SYNCHRONIZED");
    }

    @Test
    void row6MirrorIsolated() throws Exception {
        trio.witnessed();
        serving.separateFromWitness(B);

        trio.sever(A, B);

        serving.states("PRINCIPAL/DISCONNECTED/ONLINE", "MIRROR/DISCONNECTED");
        serving.staysWith(A);
        trio.write(A, "exposed");
    }

    @Nested
    class Row7PrincipalIsolated {
        @Test
        void mirrorTakesOverAndThePrincipalCloses() throws Exception {
            trio.witnessed();
            trio.write(A, "last");

            trio.network().sever(A, W);
            trio.sever(A, B);

            serving.comesTo(B);
            serving.states("PRINCIPAL/DISCONNECTED", "PRINCIPAL/DISCONNECTED");
            assertThat(trio.opening(A)).isEqualTo(955);
            assertThat(trio.notes(B)).containsExactly("last");
            trio.join(A, W);
            trio.until("A sees the witness", () -> trio.witness(A).equals("CONNECTED"));
            serving.staysWith(B);
            trio.join(A, B);
            serving.states("MIRROR/SYNCHRONIZED", "PRINCIPAL/SYNCHRONIZED");
        }

        @Test
        void nobodyServesWhenItWasNotSynchronized() throws Exception {
            trio.witnessed();
            trio.run(A, trio.set("PARTNER SUSPEND"));
            serving.states("PRINCIPAL/SUSPENDED", "MIRROR/SUSPENDED");

            trio.network().sever(A, W);
            trio.sever(A, B);

            trio.until("closed", () -> trio.opening(A) == 955);
            serving.staysWith(NOBODY);
            trio.run(B, trio.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS"));
            assertThat(serving.now()).isEqualTo(B);
        }
    }

    @Nested
    class Row8EverybodyAlone {
        @Test
        void principalServesAgainWithTheWitness() throws Exception {
            trio.witnessed();
            breakEverything();

            trio.join(A, W);

            serving.comesTo(A);
            trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
        }

        @Test
        void principalServesAgainWithTheMirror() throws Exception {
            trio.witnessed();
            breakEverything();

            trio.join(A, B);

            serving.states("PRINCIPAL/SYNCHRONIZED/ONLINE", "MIRROR/SYNCHRONIZED");
            serving.comesTo(A);
        }

        @Test
        void mirrorAndWitnessFirstStillLeaveNobody() throws Exception {
            trio.witnessed();
            breakEverything();

            trio.join(B, W);

            trio.until("B sees the witness", () -> trio.witness(B).equals("CONNECTED"));
            serving.staysWith(NOBODY);
            trio.run(B, trio.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS"));
            assertThat(serving.now()).isEqualTo(B);
        }
    }
}
