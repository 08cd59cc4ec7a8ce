package mirrorsh.lab.session;

import static mirrorsh.lab.MirroredTrio.A;
import static mirrorsh.lab.MirroredTrio.B;
import static mirrorsh.lab.MirroredTrio.W;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mirrorsh.lab.MirroredTrio;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is lost, and what comes of it, column by column (sessions.md §9), with the timers behind it (§5). */
class FailureAndReturnTest {
    @RegisterExtension
    static final MirroredTrio trio = new MirroredTrio();

    private static void both(String a, String b) throws SQLException {
        trio.until(
                "A " + a + ", B " + b,
                () -> trio.shown(A).equals(a) && trio.shown(B).equals(b));
    }

    private static void synchronizedAgain() throws SQLException {
        both("PRINCIPAL/SYNCHRONIZED/ONLINE", "MIRROR/SYNCHRONIZED/RESTORING");
    }

    private static void exposed() throws SQLException {
        trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
        trio.write(A, "exposed");
    }

    private static void waits() throws SQLException {
        trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
        trio.stays(14, "B waits", () -> trio.shown(B).equals("MIRROR/DISCONNECTED/RESTORING"));
    }

    private static void safetyOff() throws SQLException {
        trio.run(A, trio.set("PARTNER SAFETY OFF"));
        trio.soon("told", () -> trio.column(B, "mirroring_safety_level_desc").equals("OFF"));
        synchronizedAgain();
    }

    private static void witnessGone() throws SQLException {
        trio.stop(W);
        trio.until(
                "noticed",
                () -> trio.witness(A).equals("DISCONNECTED") && trio.witness(B).equals("DISCONNECTED"));
    }

    private static int force() {
        return trio.errorOf(B, trio.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS"));
    }

    @Nested
    class MirrorLost {
        @Test
        void highSafetyWithoutWitnessStallsCommitsUntilDetectionThenRunsExposed() throws Exception {
            trio.pair();
            trio.network().hold(A, B);
            trio.network().hold(B, A);
            CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> {
                try (var connection = java.sql.DriverManager.getConnection(trio.url(A));
                        var insert = connection.createStatement()) {
                    insert.execute("INSERT INTO " + trio.database() + ".dbo.Notes VALUES (N'stalled')");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });

            trio.pass(9);
            assertThat(commit).isNotDone();
            trio.pass(3);

            commit.get(5, TimeUnit.SECONDS);
            exposed();
            assertThat(trio.notes(A)).containsExactly("exposed", "stalled");
        }

        @Test
        void highPerformanceWithoutWitnessDoesNotFeelIt() throws Exception {
            trio.pair();
            safetyOff();
            trio.network().hold(A, B);
            trio.network().hold(B, A);

            trio.write(A, "at once");

            assertThat(trio.notes(A)).containsExactly("at once");
            trio.stop(B);
            exposed();
        }

        @Test
        void witnessLinkedRunsExposed() throws Exception {
            trio.witnessed();

            trio.stop(B);

            exposed();
        }

        @Test
        void witnessAlreadyGoneCloses() throws Exception {
            trio.witnessed();
            witnessGone();

            trio.stop(B);

            trio.until("closed", () -> trio.opening(A) == 955);
        }

        @Test
        void returnsAndCatchesUp() throws Exception {
            witnessLinkedRunsExposed();

            trio.start(B);

            synchronizedAgain();
            trio.until("witness", () -> trio.witnessRow().equals("HOST_A/HOST_B/SYNCHRONIZED/0"));
            trio.until("B has its witness", () -> trio.witness(B).equals("CONNECTED"));
            trio.stop(A);
            trio.shows(B, "PRINCIPAL/DISCONNECTED/ONLINE");
            assertThat(trio.notes(B)).containsExactly("exposed");
        }

        @Test
        void returnsAndCatchesUpAfterTheLogWasBackedUp() throws Exception {
            trio.pair();
            trio.stop(B);
            exposed();
            trio.run(A, "BACKUP LOG " + trio.database() + " TO DISK = 'C:\\" + trio.database() + "-more.trn'");
            trio.write(A, "exposed too");

            trio.start(B);

            synchronizedAgain();
            trio.run(A, trio.set("PARTNER FAILOVER"));
            assertThat(trio.notes(B)).containsExactly("exposed", "exposed too");
        }
    }

    @Nested
    class PrincipalLost {
        @Test
        void highSafetyWithoutWitnessLeavesTheMirrorWaitingAndForcible() throws Exception {
            trio.pair();

            trio.stop(A);

            waits();
            assertThat(force()).isZero();
        }

        @Test
        void highPerformanceWithoutWitnessLeavesTheMirrorWaitingAndForcible() throws Exception {
            trio.pair();
            safetyOff();

            trio.stop(A);

            waits();
            assertThat(force()).isZero();
        }

        @Test
        void witnessLinkedInHighSafetyFailsOver() throws Exception {
            trio.witnessed();

            trio.stop(A);

            trio.shows(B, "PRINCIPAL/DISCONNECTED/ONLINE");
        }

        @Test
        void witnessLinkedInHighPerformanceMayBeForced() throws Exception {
            trio.witnessed();
            safetyOff();

            trio.stop(A);

            waits();
            assertThat(force()).isZero();
        }

        @Test
        void witnessAlreadyGoneLeavesNobodyUntilPartnerOffAndRecovery() throws Exception {
            trio.witnessed();
            trio.write(A, "row");
            witnessGone();

            trio.stop(A);

            waits();
            assertThat(force()).isEqualTo(1431);
            trio.run(B, trio.set("PARTNER OFF"));
            trio.run(B, "RESTORE DATABASE " + trio.database() + " WITH RECOVERY");
            assertThat(trio.notes(B)).containsExactly("row");
        }
    }

    @Nested
    class WitnessLost {
        @Test
        void keepsRunningByHandOnly() throws Exception {
            trio.witnessed();

            witnessGone();

            synchronizedAgain();
            trio.write(A, "goes on");
            trio.run(A, trio.set("PARTNER FAILOVER"));
            both("MIRROR/SYNCHRONIZED/RESTORING", "PRINCIPAL/SYNCHRONIZED/ONLINE");
        }

        @Test
        void returns() throws Exception {
            keepsRunningByHandOnly();

            trio.start(W);

            trio.until(
                    "both see it",
                    () -> trio.witness(A).equals("CONNECTED") && trio.witness(B).equals("CONNECTED"));
            trio.until("it learned of the switch", () -> trio.witnessRow().equals("HOST_B/HOST_A/SYNCHRONIZED/0"));
        }
    }

    @Nested
    class PartnersLinkLost {
        @Test
        void highSafetyWithoutWitnessRunsExposed() throws Exception {
            trio.pair();

            trio.sever(A, B);

            exposed();
            waits();
        }

        /** The mirror says so right behind its word that it accepts the session, and may be heard before that is. */
        @RepeatedTest(5)
        void meetsAgainWhenTheMirrorCouldNotCallBackAtFirst() throws Exception {
            trio.prepared();
            trio.run(B, trio.set("PARTNER = 'TCP://HOST_A:7024'"));
            trio.lab().faults().forgetName(B, A);
            trio.run(A, trio.set("PARTNER = 'TCP://HOST_B:7024'"));

            trio.lab().faults().recallName(B, A);

            synchronizedAgain();
        }

        @Test
        void highPerformanceWithoutWitnessRunsExposed() throws Exception {
            trio.pair();
            safetyOff();

            trio.sever(A, B);

            exposed();
            waits();
        }

        @Test
        void witnessLinkedMediatesWithoutFailover() throws Exception {
            trio.witnessed();

            trio.sever(A, B);

            exposed();
            waits();
        }

        @Test
        void witnessAlreadyGoneCloses() throws Exception {
            trio.witnessed();
            witnessGone();

            trio.sever(A, B);

            trio.until("closed", () -> trio.opening(A) == 955);
            waits();
        }
    }

    @Nested
    class Timers5 {
        private void silence() {
            trio.network().hold(A, B);
            trio.network().hold(B, A);
        }

        @Test
        void partnerTimeoutIsTenSecondsAndOnePing() throws Exception {
            trio.pair();
            assertThat(trio.column(A, "mirroring_connection_timeout")).isEqualTo("10");
            silence();

            trio.pass(10);
            assertThat(trio.shown(A)).isEqualTo("PRINCIPAL/SYNCHRONIZED/ONLINE");
            trio.pass(2);
            trio.soon("lost", () -> trio.shown(A).equals("PRINCIPAL/DISCONNECTED/ONLINE"));
        }

        @Test
        void longerTimeoutIsRespectedOnBothSides() throws Exception {
            trio.pair();
            trio.run(A, trio.set("PARTNER TIMEOUT 30"));
            trio.soon(
                    "told", () -> trio.column(B, "mirroring_connection_timeout").equals("30"));
            silence();

            trio.pass(30);
            synchronizedAgain();
            trio.pass(2);
            both("PRINCIPAL/DISCONNECTED/ONLINE", "MIRROR/DISCONNECTED/RESTORING");
        }

        @Test
        void timeoutBelowFiveIsFiveAndAboveTheMostIsRefused() throws Exception {
            trio.pair();

            trio.run(A, trio.set("PARTNER TIMEOUT 2"));
            assertThat(trio.column(A, "mirroring_connection_timeout")).isEqualTo("5");
            assertThat(trio.errorOf(A, trio.set("PARTNER TIMEOUT 32768"))).isEqualTo(1476);
            assertThat(trio.errorOf(B, trio.set("PARTNER TIMEOUT 20"))).isEqualTo(1470);
        }

        @Test
        void highPerformanceAlwaysTakesTenSeconds() throws Exception {
            trio.pair();
            trio.run(A, trio.set("PARTNER TIMEOUT 60"));
            safetyOff();
            silence();

            trio.pass(12);

            trio.soon("lost", () -> trio.shown(A).equals("PRINCIPAL/DISCONNECTED/ONLINE"));
            assertThat(trio.column(A, "mirroring_connection_timeout")).isEqualTo("60");
        }

        @Test
        void endOfAProcessIsNoticedAtOnce() throws Exception {
            trio.pair();

            trio.stop(B);

            trio.soon("lost", () -> trio.shown(A).equals("PRINCIPAL/DISCONNECTED/ONLINE"));
        }

        /** Silence in one direction only: the side that still hears must not go on serving as if nothing were. */
        @Test
        void silenceOfThePrincipalAloneHandsOverOnce() throws Exception {
            trio.witnessed();
            trio.network().hold(A, B);
            trio.network().hold(A, W);

            trio.until("B took over", () -> trio.shown(B).equals("PRINCIPAL/DISCONNECTED/ONLINE"));

            trio.until("A closed", () -> trio.opening(A) == 955);
            trio.network().healAll();
            both("MIRROR/SYNCHRONIZED/RESTORING", "PRINCIPAL/SYNCHRONIZED/ONLINE");
        }
    }
}
