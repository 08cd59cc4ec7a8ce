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
    private static final String NOBODY = "nobody";
    private static final int PATIENCE = 15;

    @RegisterExtension
    static final MirroredTrio trio = new MirroredTrio();

    /** Who has the database open, of those that are up. */
    private static String serving() throws SQLException {
        boolean a = trio.lab().isUp(A) && trio.opening(A) == 0;
        boolean b = trio.lab().isUp(B) && trio.opening(B) == 0;
        return a && b ? "both" : a ? A : b ? B : NOBODY;
    }

    private static void serves(String who) throws SQLException {
        trio.until(who + " serves", () -> serving().equals(who));
    }

    private static void goesOnServing(String who) throws SQLException {
        trio.stays(PATIENCE, who + " serves", () -> serving().equals(who));
    }

    private static void states(String a, String b) throws SQLException {
        trio.until(
                "A " + a + ", B " + b,
                () -> trio.shown(A).startsWith(a) && trio.shown(B).startsWith(b));
    }

    private static void separateFromWitness(String host) throws SQLException {
        trio.sever(host, W);
        trio.until(host + " without witness", () -> trio.witness(host).equals("DISCONNECTED"));
    }

    private static void breakEverything() throws SQLException {
        separateFromWitness(A);
        separateFromWitness(B);
        trio.sever(A, B);
        states("PRINCIPAL/DISCONNECTED", "MIRROR/DISCONNECTED");
        serves(NOBODY);
        assertThat(trio.opening(A)).isEqualTo(955);
    }

    @Test
    void row1EverythingUp() throws Exception {
        trio.witnessed();

        assertThat(serving()).isEqualTo(A);
        trio.run(A, trio.set("PARTNER FAILOVER"));
        states("MIRROR/SYNCHRONIZED", "PRINCIPAL/SYNCHRONIZED");
        serves(B);
        trio.until("the witness sees the switch", () -> trio.witnessRow().equals("HOST_B/HOST_A/SYNCHRONIZED/0"));
        trio.stop(B);
        serves(A);
        assertThat(trio.column(A, "mirroring_role_sequence")).isEqualTo("3");
    }

    @Nested
    class Row2MirrorWithoutWitness {
        @Test
        void principalServes() throws Exception {
            trio.witnessed();
            separateFromWitness(B);

            states("PRINCIPAL/SYNCHRONIZED", "MIRROR/SYNCHRONIZED");
            assertThat(trio.witness(A)).isEqualTo("CONNECTED");
            goesOnServing(A);
        }

        @Test
        void losingTheMirrorLeavesPrincipalAndWitness() throws Exception {
            principalServes();

            trio.stop(B);

            trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
            goesOnServing(A);
        }

        @Test
        void losingThePrincipalLeavesNobody() throws Exception {
            principalServes();

            trio.stop(A);

            trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
            goesOnServing(NOBODY);
        }
    }

    @Nested
    class Row3PrincipalWithoutWitness {
        @Test
        void principalServes() throws Exception {
            trio.witnessed();
            separateFromWitness(A);

            states("PRINCIPAL/SYNCHRONIZED", "MIRROR/SYNCHRONIZED");
            assertThat(trio.witness(B)).isEqualTo("CONNECTED");
            goesOnServing(A);
        }

        /** Another text wants all three linked at the moment of the failure (sessions.md §12). */
        @Test
        void mirrorTakesOverWhenThePartnersAreSeparatedUnconfirmed() throws Exception {
            principalServes();

            trio.sever(A, B);

            serves(B);
            states("PRINCIPAL/DISCONNECTED", "PRINCIPAL/DISCONNECTED");
            assertThat(trio.opening(A)).isEqualTo(955);
        }
    }

    @Nested
    class Row4PartnersWithoutWitness {
        @Test
        void principalServesAndCanBeSwitchedByHand() throws Exception {
            trio.witnessed();
            separateFromWitness(A);
            separateFromWitness(B);
            goesOnServing(A);

            trio.run(A, trio.set("PARTNER FAILOVER"));

            states("MIRROR/SYNCHRONIZED", "PRINCIPAL/SYNCHRONIZED");
            assertThat(serving()).isEqualTo(B);
        }

        @Test
        void losingTheMirrorClosesThePrincipal() throws Exception {
            trio.witnessed();
            separateFromWitness(A);
            separateFromWitness(B);

            trio.stop(B);

            trio.until("closed", () -> trio.opening(A) == 955);
            goesOnServing(NOBODY);
        }

        @Test
        void losingThePrincipalLeavesTheMirrorWaiting() throws Exception {
            trio.witnessed();
            separateFromWitness(A);
            separateFromWitness(B);

            trio.stop(A);

            trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
            goesOnServing(NOBODY);
            assertThat(trio.errorOf(B, trio.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS")))
                    .isEqualTo(1431);
        }

        @Test
        void withoutTheWitnessSettingThePrincipalGoesOnAlone() throws Exception {
            trio.witnessed();
            separateFromWitness(A);
            separateFromWitness(B);

            trio.run(A, trio.set("WITNESS OFF"));
            trio.stop(B);

            trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
            goesOnServing(A);
        }
    }

    @Test
    void row5PartnersSeparatedWitnessMediates() throws Exception {
        trio.witnessed();

        trio.sever(A, B);

        states("PRINCIPAL/DISCONNECTED/ONLINE", "MIRROR/DISCONNECTED");
        goesOnServing(A);
        trio.write(A, "exposed");
        assertThat(trio.witness(A) + trio.witness(B)).isEqualTo("CONNECTEDCONNECTED");
        trio.join(A, B);
        states("PRINCIPAL/SYNCHRONIZED", "MIRROR/SYNCHRONIZED");
    }

    @Test
    void row6MirrorIsolated() throws Exception {
        trio.witnessed();
        separateFromWitness(B);

        trio.sever(A, B);

        states("PRINCIPAL/DISCONNECTED/ONLINE", "MIRROR/DISCONNECTED");
        goesOnServing(A);
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

            serves(B);
            states("PRINCIPAL/DISCONNECTED", "PRINCIPAL/DISCONNECTED");
            assertThat(trio.opening(A)).isEqualTo(955);
            assertThat(trio.notes(B)).containsExactly("last");
            trio.join(A, W);
            trio.until("A sees the witness", () -> trio.witness(A).equals("CONNECTED"));
            goesOnServing(B);
            trio.join(A, B);
            states("MIRROR/SYNCHRONIZED", "PRINCIPAL/SYNCHRONIZED");
        }

        @Test
        void nobodyServesWhenItWasNotSynchronized() throws Exception {
            trio.witnessed();
            trio.run(A, trio.set("PARTNER SUSPEND"));
            states("PRINCIPAL/SUSPENDED", "MIRROR/SUSPENDED");

            trio.network().sever(A, W);
            trio.sever(A, B);

            trio.until("closed", () -> trio.opening(A) == 955);
            goesOnServing(NOBODY);
            trio.run(B, trio.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS"));
            assertThat(serving()).isEqualTo(B);
        }
    }

    @Nested
    class Row8EverybodyAlone {
        @Test
        void principalServesAgainWithTheWitness() throws Exception {
            trio.witnessed();
            breakEverything();

            trio.join(A, W);

            serves(A);
            trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
        }

        @Test
        void principalServesAgainWithTheMirror() throws Exception {
            trio.witnessed();
            breakEverything();

            trio.join(A, B);

            states("PRINCIPAL/SYNCHRONIZED/ONLINE", "MIRROR/SYNCHRONIZED");
            serves(A);
        }

        @Test
        void mirrorAndWitnessFirstStillLeaveNobody() throws Exception {
            trio.witnessed();
            breakEverything();

            trio.join(B, W);

            trio.until("B sees the witness", () -> trio.witness(B).equals("CONNECTED"));
            goesOnServing(NOBODY);
            trio.run(B, trio.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS"));
            assertThat(serving()).isEqualTo(B);
        }
    }

    @Nested
    class DeadInstances {
        @Test
        void principalDeadIsRow7() throws Exception {
            trio.witnessed();

            trio.stop(A);

            serves(B);
        }

        @Test
        void mirrorDeadIsRow6() throws Exception {
            trio.witnessed();

            trio.stop(B);

            trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
            goesOnServing(A);
        }

        @Test
        void witnessDeadIsRow4() throws Exception {
            trio.witnessed();

            trio.stop(W);

            trio.until(
                    "noticed",
                    () -> trio.witness(A).equals("DISCONNECTED")
                            && trio.witness(B).equals("DISCONNECTED"));
            states("PRINCIPAL/SYNCHRONIZED", "MIRROR/SYNCHRONIZED");
            goesOnServing(A);
        }

        @Test
        void principalAndWitnessDeadLeaveNobody() throws Exception {
            trio.witnessed();

            trio.stop(W);
            trio.until("noticed", () -> trio.witness(B).equals("DISCONNECTED"));
            trio.stop(A);

            trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
            goesOnServing(NOBODY);
        }

        @Test
        void mirrorAndWitnessDeadCloseThePrincipal() throws Exception {
            trio.witnessed();

            trio.stop(W);
            trio.stop(B);

            trio.until("closed", () -> trio.opening(A) == 955);
            goesOnServing(NOBODY);
            trio.run(A, trio.set("PARTNER OFF"));
            assertThat(trio.shown(A)).isEqualTo("-/-/ONLINE");
            assertThat(serving()).isEqualTo(A);
        }
    }

    @Test
    void safetyOffWithWitnessLeavesNobodyInRow7UntilForced() throws Exception {
        trio.witnessed();
        trio.run(A, trio.set("PARTNER SAFETY OFF"));
        trio.soon("told", () -> trio.column(B, "mirroring_safety_level_desc").equals("OFF"));
        states("PRINCIPAL/SYNCHRONIZED", "MIRROR/SYNCHRONIZED");

        trio.stop(A);

        trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
        goesOnServing(NOBODY);
        trio.run(B, trio.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS"));
        assertThat(serving()).isEqualTo(B);
    }

    @Nested
    class WithoutWitness {
        @Test
        void principalServesExposedWhileTheyAreSeparated() throws Exception {
            trio.pair();

            trio.sever(A, B);

            states("PRINCIPAL/DISCONNECTED/ONLINE", "MIRROR/DISCONNECTED");
            goesOnServing(A);
        }

        @Test
        void nobodyServesWithoutThePrincipalUntilForced() throws Exception {
            trio.pair();

            trio.stop(A);

            trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
            goesOnServing(NOBODY);
            trio.run(B, trio.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS"));
            assertThat(serving()).isEqualTo(B);
        }
    }

    @Nested
    class ChainRule {
        @Test
        void oldPrincipalStaysClosedUntilTheOwnerOfTheRoleReturns() throws Exception {
            trio.witnessed();
            trio.stop(A);
            serves(B);
            trio.write(B, "new");
            trio.stop(B);

            trio.start(A);

            trio.until("A sees the witness", () -> trio.witness(A).equals("CONNECTED"));
            goesOnServing(NOBODY);
            assertThat(trio.opening(A)).isEqualTo(955);
            assertThat(trio.logged(A, "inaccessible mirrored database")).isTrue();
            trio.start(B);
            states("MIRROR/SYNCHRONIZED", "PRINCIPAL/SYNCHRONIZED");
            assertThat(trio.notes(B)).containsExactly("new");
        }

        @Test
        void theWitnessRemembersItOverItsOwnRestart() throws Exception {
            trio.witnessed();
            trio.stop(A);
            serves(B);
            trio.stop(B);
            trio.stop(W);

            trio.start(W);
            trio.start(A);

            trio.until("A sees the witness", () -> trio.witness(A).equals("CONNECTED"));
            goesOnServing(NOBODY);
        }
    }
}
