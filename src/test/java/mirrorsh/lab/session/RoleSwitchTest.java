package mirrorsh.lab.session;

import static mirrorsh.lab.MirroredTrio.A;
import static mirrorsh.lab.MirroredTrio.B;
import static mirrorsh.lab.MirroredTrio.W;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import mirrorsh.lab.MirroredTrio;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How roles change, what refuses to, and what else changes a session (sessions.md §7). */
class RoleSwitchTest {
    @RegisterExtension
    static final MirroredTrio trio = new MirroredTrio();

    private static void both(String a, String b) throws SQLException {
        trio.until(
                "A " + a + ", B " + b,
                () -> trio.shown(A).equals(a) && trio.shown(B).equals(b));
    }

    private static void switched() throws SQLException {
        both("MIRROR/SYNCHRONIZED/RESTORING", "PRINCIPAL/SYNCHRONIZED/ONLINE");
    }

    private static int error(String host, String what) {
        return trio.errorOf(host, trio.set(what));
    }

    @Nested
    class Automatic7x1 {
        @Test
        void undoesOpenTransactionsAndKeepsCommittedOnes() throws Exception {
            trio.witnessed();
            try (Connection client = DriverManager.getConnection(trio.url(A));
                    Statement statement = client.createStatement()) {
                statement.execute("INSERT INTO " + trio.database() + ".dbo.Notes VALUES (N'kept')");
                client.setAutoCommit(false);
                statement.execute("INSERT INTO " + trio.database() + ".dbo.Notes VALUES (N'open')");

                trio.stop(A);

                trio.shows(B, "PRINCIPAL/DISCONNECTED/ONLINE");
                assertThat(trio.notes(B)).containsExactly("kept");
            }
        }

        @Test
        void fixesTheFailoverLsn() throws Exception {
            trio.witnessed();
            trio.write(A, "last");
            String end = trio.column(B, "mirroring_end_of_log_lsn");

            trio.stop(A);

            trio.shows(B, "PRINCIPAL/DISCONNECTED/ONLINE");
            assertThat(trio.column(B, "mirroring_failover_lsn")).isEqualTo(end);
        }

        @Test
        void neverFailsBackByItself() throws Exception {
            trio.witnessed();
            trio.stop(A);
            trio.shows(B, "PRINCIPAL/DISCONNECTED/ONLINE");

            trio.start(A);

            switched();
            trio.stays(30, "roles", () -> trio.shown(B).equals("PRINCIPAL/SYNCHRONIZED/ONLINE"));
        }

        @Test
        void goesToAndFro() throws Exception {
            trio.witnessed();
            for (int i = 0; i < 2; i++) {
                trio.write(A, "on A " + i);
                trio.stop(A);
                trio.shows(B, "PRINCIPAL/DISCONNECTED/ONLINE");
                trio.start(A);
                switched();
                trio.until(
                        "witness knows",
                        () -> trio.witnessRow().equals("HOST_B/HOST_A/SYNCHRONIZED/0")
                                && trio.witness(A).equals("CONNECTED"));
                trio.write(B, "on B " + i);
                trio.stop(B);
                trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
                trio.start(B);
                both("PRINCIPAL/SYNCHRONIZED/ONLINE", "MIRROR/SYNCHRONIZED/RESTORING");
                trio.until(
                        "witness knows",
                        () -> trio.witnessRow().equals("HOST_A/HOST_B/SYNCHRONIZED/0")
                                && trio.witness(B).equals("CONNECTED"));
            }

            assertThat(trio.notes(A)).containsExactly("on A 0", "on A 1", "on B 0", "on B 1");
            assertThat(trio.column(A, "mirroring_role_sequence")).isEqualTo("5");
        }
    }

    @Nested
    class Manual7x2 {
        @Test
        void switchesWithoutLossAndCutsClientsInTheDatabase() throws Exception {
            trio.pair();
            trio.write(A, "row");
            try (Connection client = DriverManager.getConnection(trio.url(A) + ";databaseName=" + trio.database());
                    Statement statement = client.createStatement()) {
                statement.execute("INSERT INTO dbo.Notes VALUES (N'by client')");

                trio.run(A, trio.set("PARTNER FAILOVER"));

                switched();
                assertThatThrownBy(() -> statement.execute("SELECT COUNT(*) FROM dbo.Notes"))
                        .isInstanceOf(SQLException.class);
                assertThat(trio.notes(B)).containsExactly("by client", "row");
            }
        }

        @Test
        void isRefusedWhereItMust() throws Exception {
            trio.pair();

            assertThat(error(B, "PARTNER FAILOVER")).isEqualTo(1470);
            assertThat(trio.errorOf(A, "USE " + trio.database() + "; " + trio.set("PARTNER FAILOVER")))
                    .isNotZero();
            trio.run(A, "USE master");
            trio.run(A, trio.set("PARTNER SUSPEND"));
            assertThat(error(A, "PARTNER FAILOVER")).isEqualTo(1422);
            trio.run(A, trio.set("PARTNER RESUME"));
            both("PRINCIPAL/SYNCHRONIZED/ONLINE", "MIRROR/SYNCHRONIZED/RESTORING");
            trio.run(A, trio.set("PARTNER SAFETY OFF"));
            assertThat(error(A, "PARTNER FAILOVER")).isEqualTo(1477);
            trio.stop(B);
            trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
            assertThat(error(A, "PARTNER FAILOVER")).isIn(1477, 1447);
        }

        @Test
        void comesBackUnlinkedWhenTheMirrorIsLostInTheMiddle() throws Exception {
            trio.pair();
            trio.network().hold(A, B);
            var statement = java.util.concurrent.CompletableFuture.supplyAsync(() -> error(A, "PARTNER FAILOVER"));
            trio.soon("pending", () -> pending());

            trio.stop(B);

            assertThat(statement.get(15, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(1447);
            trio.network().healAll();
            trio.start(B);
            both("PRINCIPAL/SYNCHRONIZED/ONLINE", "MIRROR/SYNCHRONIZED/RESTORING");
        }

        private boolean pending() throws SQLException {
            try (Connection other = DriverManager.getConnection(trio.url(A));
                    Statement query = other.createStatement();
                    var rows = query.executeQuery(
                            "SELECT COUNT(*) FROM sys.database_mirroring WHERE mirroring_state = 3")) {
                rows.next();
                return rows.getInt(1) == 1;
            }
        }
    }

    @Nested
    class Forced7x3 {
        @Test
        void isRefusedOnThePrincipalAndWhileThePartnersAreLinked() throws Exception {
            trio.pair();

            assertThat(error(A, "PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS")).isEqualTo(1455);
            assertThat(error(B, "PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS")).isEqualTo(1455);
        }

        @Test
        void isRefusedWhileTheWitnessStillSeesThePrincipal() throws Exception {
            trio.witnessed();
            trio.sever(A, B);
            trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");

            assertThat(error(B, "PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS")).isEqualTo(1455);
        }

        @Test
        void isRefusedWithoutTheWitnessThatIsSet() throws Exception {
            trio.witnessed();
            trio.stop(W);
            trio.until("noticed", () -> trio.witness(B).equals("DISCONNECTED"));
            trio.stop(A);
            trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");

            assertThat(error(B, "PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS")).isEqualTo(1431);
        }

        /** The summary table of the documentation says "no", its text "yes" (sessions.md §12). */
        @Test
        void isAllowedInHighSafetyWithTheWitnessLinkedUnconfirmed() throws Exception {
            trio.witnessed();
            trio.run(A, trio.set("PARTNER SUSPEND"));
            trio.soon("told", () -> trio.shown(B).equals("MIRROR/SUSPENDED/RESTORING"));
            trio.stop(A);
            trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");

            trio.until("the witness sees no principal", () -> error(B, "PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS") == 0);

            assertThat(trio.shown(B)).isEqualTo("PRINCIPAL/DISCONNECTED/ONLINE");
        }

        private void split() throws Exception {
            trio.pair();
            trio.write(A, "common");
            trio.sever(A, B);
            both("PRINCIPAL/DISCONNECTED/ONLINE", "MIRROR/DISCONNECTED/RESTORING");
            trio.write(A, "unsent");
            trio.run(B, trio.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS"));
            trio.write(B, "new");
            trio.write(A, "post-split");
            trio.join(A, B);
            both("MIRROR/SUSPENDED/RESTORING", "PRINCIPAL/SUSPENDED/ONLINE");
        }

        @Test
        void loosesTheOldPrincipalsOwnLogAtResume() throws Exception {
            split();

            trio.run(B, trio.set("PARTNER RESUME"));

            switched();
            trio.run(B, trio.set("PARTNER FAILOVER"));
            both("PRINCIPAL/SYNCHRONIZED/ONLINE", "MIRROR/SYNCHRONIZED/RESTORING");
            assertThat(trio.notes(A)).containsExactly("common", "new");
        }

        @Test
        void keepsBothCopiesAtPartnerOff() throws Exception {
            split();

            trio.run(B, trio.set("PARTNER OFF"));

            both("-/-/RESTORING", "-/-/ONLINE");
            trio.run(A, "RESTORE DATABASE " + trio.database() + " WITH RECOVERY");
            assertThat(trio.notes(A)).containsExactly("common", "post-split", "unsent");
            assertThat(trio.notes(B)).containsExactly("common", "new");
        }

        @Test
        void isRefusedOnACopyThatIsNotRolledBackYet() throws Exception {
            split();
            trio.stop(B);
            trio.shows(A, "MIRROR/DISCONNECTED/RESTORING");

            assertThat(error(A, "PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS")).isEqualTo(1406);
        }

        @Test
        void rollsBackAlsoAfterTheOldPrincipalsLogWasBackedUp() throws Exception {
            trio.pair();
            trio.write(A, "common");
            trio.sever(A, B);
            both("PRINCIPAL/DISCONNECTED/ONLINE", "MIRROR/DISCONNECTED/RESTORING");
            trio.write(A, "unsent");
            trio.run(A, "BACKUP LOG " + trio.database() + " TO DISK = 'C:\\" + trio.database() + "-more.trn'");
            trio.run(B, trio.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS"));
            trio.join(A, B);
            both("MIRROR/SUSPENDED/RESTORING", "PRINCIPAL/SUSPENDED/ONLINE");

            trio.run(B, trio.set("PARTNER RESUME"));

            switched();
        }
    }

    @Nested
    class Paused7x4 {
        @Test
        void keepsThePrincipalOpenAndItsLog() throws Exception {
            trio.pair();
            trio.run(A, trio.set("PARTNER SUSPEND"));
            trio.write(A, "meanwhile");
            trio.run(A, "BACKUP LOG " + trio.database() + " TO DISK = 'C:\\" + trio.database() + "-more.trn'");

            assertThat(reuseWait()).isEqualTo("5/DATABASE_MIRRORING");
            trio.run(A, trio.set("PARTNER RESUME"));
            both("PRINCIPAL/SYNCHRONIZED/ONLINE", "MIRROR/SYNCHRONIZED/RESTORING");
            trio.until("truncated", () -> reuseWait().equals("0/NOTHING"));
        }

        private String reuseWait() throws SQLException {
            return trio.value(
                    A,
                    "SELECT CONCAT(log_reuse_wait, '/', log_reuse_wait_desc) FROM sys.databases WHERE name = '"
                            + trio.database() + "'");
        }

        @Test
        void isResumedOnThePrincipalOnly() throws Exception {
            trio.pair();
            trio.run(B, trio.set("PARTNER SUSPEND"));
            both("PRINCIPAL/SUSPENDED/ONLINE", "MIRROR/SUSPENDED/RESTORING");

            assertThat(error(B, "PARTNER RESUME")).isEqualTo(1470);
            assertThat(error(A, "PARTNER RESUME")).isZero();
        }
    }

    @Nested
    class Removed7x5 {
        @Test
        void leavesAMirrorCopyThatRecoveryOpens() throws Exception {
            trio.pair();
            trio.write(A, "row");

            trio.run(A, trio.set("PARTNER OFF"));

            both("-/-/ONLINE", "-/-/RESTORING");
            assertThat(trio.opening(B)).isEqualTo(927);
            trio.run(B, "RESTORE DATABASE " + trio.database() + " WITH RECOVERY");
            assertThat(trio.notes(B)).containsExactly("row");
        }

        @Test
        void canBeginAnew() throws Exception {
            trio.pair();
            trio.run(A, trio.set("PARTNER OFF"));
            both("-/-/ONLINE", "-/-/RESTORING");

            trio.run(B, trio.set("PARTNER = 'TCP://HOST_A:7024'"));
            trio.run(A, trio.set("PARTNER = 'TCP://HOST_B:7024'"));

            both("PRINCIPAL/SYNCHRONIZED/ONLINE", "MIRROR/SYNCHRONIZED/RESTORING");
        }
    }

    @Nested
    class WitnessAndSafety7x6 {
        @Test
        void needsASynchronizedSessionAndALinkedPartner() throws Exception {
            trio.pair();
            trio.run(A, trio.set("PARTNER SUSPEND"));

            assertThat(error(A, "WITNESS = 'TCP://HOST_W:7024'")).isEqualTo(1426);
            trio.run(A, trio.set("PARTNER RESUME"));
            both("PRINCIPAL/SYNCHRONIZED/ONLINE", "MIRROR/SYNCHRONIZED/RESTORING");
            trio.network().sever(B, W);
            assertThat(error(A, "WITNESS = 'TCP://HOST_W:7024'")).isEqualTo(1426);
            assertThat(error(B, "WITNESS = 'TCP://HOST_W:7024'")).isEqualTo(1470);
        }

        /** Its syntax page says the principal only, its task page either partner (sessions.md §12). */
        @Test
        void isTakenOffOnEitherPartnerUnconfirmed() throws Exception {
            trio.witnessed();

            trio.run(B, trio.set("WITNESS OFF"));

            trio.until("A", () -> trio.column(A, "mirroring_witness_name").equals("null"));
            trio.until("B", () -> trio.column(B, "mirroring_witness_name").equals("null"));
            trio.until("W", () -> trio.witnessRow().equals("-"));
            trio.stop(A);
            trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
            trio.stays(15, "no failover", () -> trio.shown(B).equals("MIRROR/DISCONNECTED/RESTORING"));
        }

        @Test
        void changesSafetyOnThePrincipalOnly() throws Exception {
            trio.pair();

            assertThat(error(B, "PARTNER SAFETY OFF")).isEqualTo(1470);
            assertThat(error(A, "PARTNER SAFETY OFF")).isZero();
        }
    }
}
