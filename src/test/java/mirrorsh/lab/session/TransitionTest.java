package mirrorsh.lab.session;

import static mirrorsh.lab.MirroredTrio.A;
import static mirrorsh.lab.MirroredTrio.B;
import static mirrorsh.lab.MirroredTrio.W;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mirrorsh.lab.MirroredTrio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The table of transitions, row by row: from where, by what, to where, and what the error logs say (sessions.md §8). */
class TransitionTest {
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

    private static void disconnected() throws SQLException {
        both("PRINCIPAL/DISCONNECTED/ONLINE", "MIRROR/DISCONNECTED/RESTORING");
    }

    private static int lines(String host, String part) throws SQLException {
        return trio.rows(host, "EXEC master.dbo.xp_readerrorlog 0, 1, N'" + part + "', N'" + trio.database() + "'")
                .size();
    }

    private static void makeExtraFolder(String host) throws IOException {
        Files.createDirectory(trio.lab().host(host).orElseThrow().disk().resolve("Extra" + trio.database()));
    }

    @Test
    void noneToWaitingBySetPartnerOnTheMirror() throws Exception {
        trio.prepared();

        trio.run(B, trio.set("PARTNER = 'TCP://HOST_A:7024'"));

        assertThat(trio.shown(B)).isEqualTo("MIRROR/DISCONNECTED/RESTORING");
        assertThat(trio.column(B, "mirroring_partner_name")).isEqualTo("TCP://HOST_A:7024");
        assertThat(trio.column(B, "mirroring_partner_instance")).isEqualTo("null");
        assertThat(trio.shown(A)).isEqualTo("-/-/ONLINE");
        trio.stays(5, "waiting", () -> trio.shown(B).equals("MIRROR/DISCONNECTED/RESTORING"));
    }

    @Test
    void waitingToSynchronizingToSynchronizedBySetPartnerOnThePrincipal() throws Exception {
        noneToWaitingBySetPartnerOnTheMirror();

        trio.run(A, trio.set("PARTNER = 'TCP://HOST_B:7024'"));

        synchronizedAgain();
        assertThat(lines(A, "as the principal copy")).isPositive();
        assertThat(lines(B, "as the mirror copy")).isPositive();
        assertThat(trio.column(A, "mirroring_partner_instance")).isEqualTo(B);
        assertThat(trio.column(B, "mirroring_partner_instance")).isEqualTo(A);
    }

    @Test
    void synchronizedBySafetyOff() throws Exception {
        trio.pair();

        trio.run(A, trio.set("PARTNER SAFETY OFF"));

        synchronizedAgain();
        assertThat(trio.column(A, "mirroring_safety_level_desc")).isEqualTo("OFF");
        trio.soon("told", () -> trio.column(B, "mirroring_safety_level_desc").equals("OFF"));
        assertThat(trio.column(A, "mirroring_safety_sequence"))
                .isEqualTo("2")
                .isEqualTo(trio.column(B, "mirroring_safety_sequence"));
        trio.run(A, trio.set("PARTNER SAFETY FULL"));
        synchronizedAgain();
        assertThat(trio.column(A, "mirroring_safety_sequence")).isEqualTo("3");
    }

    @Test
    void synchronizedWithSafetyOffToSynchronizingByLoad() throws Exception {
        trio.pair();
        trio.run(A, trio.set("PARTNER SAFETY OFF"));
        trio.write(A, "once it is known that B was told");
        trio.network().hold(A, B);

        for (int i = 0; i < 70; i++) {
            trio.write(A, "row " + i);
        }

        trio.soon("behind", () -> trio.shown(A).equals("PRINCIPAL/SYNCHRONIZING/ONLINE"));
        trio.network().heal(A, B);
        synchronizedAgain();
    }

    @Test
    void linkedToSuspendedBySuspendOnThePrincipal() throws Exception {
        trio.pair();

        trio.run(A, trio.set("PARTNER SUSPEND"));

        both("PRINCIPAL/SUSPENDED/ONLINE", "MIRROR/SUSPENDED/RESTORING");
    }

    @Test
    void linkedToSuspendedBySuspendOnTheMirror() throws Exception {
        trio.pair();

        trio.run(B, trio.set("PARTNER SUSPEND"));

        both("PRINCIPAL/SUSPENDED/ONLINE", "MIRROR/SUSPENDED/RESTORING");
        assertThat(trio.errorOf(B, trio.set("PARTNER RESUME"))).isEqualTo(1470);
    }

    @Test
    void linkedToSuspendedByAnErrorOfRedoLogged1453And1454() throws Exception {
        trio.pair();
        makeExtraFolder(A);

        trio.run(
                A,
                "ALTER DATABASE " + trio.database() + " ADD FILE (NAME = extra, FILENAME = 'C:\\Extra" + trio.database()
                        + "\\extra.ndf')");

        both("PRINCIPAL/SUSPENDED/ONLINE", "MIRROR/SUSPENDED/RESTORING");
        assertThat(lines(A, "Database mirroring is suspended")).isEqualTo(1);
        assertThat(lines(B, "will be suspended")).isEqualTo(1);
    }

    @Test
    void suspendedToSynchronizingByResumeOnceTheCauseIsGone() throws Exception {
        linkedToSuspendedByAnErrorOfRedoLogged1453And1454();
        assertThat(trio.errorOf(A, trio.set("PARTNER RESUME"))).isEqualTo(1462);
        both("PRINCIPAL/SUSPENDED/ONLINE", "MIRROR/SUSPENDED/RESTORING");

        makeExtraFolder(B);
        trio.run(A, trio.set("PARTNER RESUME"));

        synchronizedAgain();
    }

    @Test
    void suspendedIsNotResumedWhileUnlinked() throws Exception {
        linkedToSuspendedBySuspendOnThePrincipal();
        trio.stop(B);
        trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");

        assertThat(trio.errorOf(A, trio.set("PARTNER RESUME"))).isEqualTo(1447);
    }

    @Test
    void linkedToDisconnectedByACutLinkLogged1474() throws Exception {
        trio.pair();

        trio.sever(A, B);

        trio.soon("at once", () -> trio.shown(A).equals("PRINCIPAL/DISCONNECTED/ONLINE"));
        disconnected();
        assertThat(trio.rows(A, "EXEC xp_readerrorlog 0, 1, N'mirroring connection error', N'HOST_B'"))
                .isNotEmpty();
    }

    @Test
    void linkedToDisconnectedBySilenceLogged1479() throws Exception {
        trio.pair();

        trio.network().hold(A, B);
        trio.network().hold(B, A);

        trio.pass(10);
        synchronizedAgain();
        trio.pass(2);
        disconnected();
        assertThat(lines(A, "has timed out")).isEqualTo(1);
        assertThat(lines(B, "has timed out")).isEqualTo(1);
    }

    @Test
    void linkedToClosedWhenPartnerAndWitnessAreLost() throws Exception {
        trio.witnessed();
        trio.run(A, trio.set("PARTNER SUSPEND"));

        trio.sever(A, W);
        trio.sever(A, B);

        trio.until("955", () -> trio.opening(A) == 955);
        assertThat(trio.shown(A)).startsWith("PRINCIPAL/DISCONNECTED/");
        trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
    }

    @Test
    void disconnectedToSynchronizingToSynchronizedWhenTheLinkIsBack() throws Exception {
        trio.pair();
        int principal = lines(A, "as the principal copy");
        int mirror = lines(B, "as the mirror copy");
        trio.sever(A, B);
        disconnected();
        trio.write(A, "exposed");

        trio.join(A, B);

        synchronizedAgain();
        assertThat(lines(A, "as the principal copy")).isGreaterThan(principal);
        assertThat(lines(B, "as the mirror copy")).isGreaterThan(mirror);
        trio.run(A, trio.set("PARTNER FAILOVER"));
        assertThat(trio.notes(B)).containsExactly("exposed");
    }

    @Test
    void disconnectedToSuspendedWhenItWasSuspended() throws Exception {
        linkedToSuspendedBySuspendOnThePrincipal();
        trio.sever(A, B);
        disconnected();

        trio.join(A, B);

        both("PRINCIPAL/SUSPENDED/ONLINE", "MIRROR/SUSPENDED/RESTORING");
        trio.run(A, trio.set("PARTNER RESUME"));
        synchronizedAgain();
    }

    @Test
    void synchronizedToPendingFailoverToSwitchedByFailoverLogged1480() throws Exception {
        trio.pair();
        trio.network().hold(B, A);

        CompletableFuture<Void> statement = CompletableFuture.runAsync(() -> {
            try (var connection = java.sql.DriverManager.getConnection(trio.url(A));
                    var failover = connection.createStatement()) {
                failover.execute(trio.set("PARTNER FAILOVER"));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        trio.soon("pending", () -> trio.shown(A).startsWith("PRINCIPAL/PENDING_FAILOVER/"));
        assertThat(trio.opening(A)).isNotZero();
        trio.network().heal(B, A);
        statement.get(10, TimeUnit.SECONDS);

        both("MIRROR/SYNCHRONIZED/RESTORING", "PRINCIPAL/SYNCHRONIZED/ONLINE");
        assertThat(lines(A, "changing roles from \"PRINCIPAL\" to \"MIRROR\"")).isEqualTo(1);
        assertThat(lines(B, "changing roles from \"MIRROR\" to \"PRINCIPAL\"")).isEqualTo(1);
        assertThat(trio.column(A, "mirroring_role_sequence"))
                .isEqualTo("2")
                .isEqualTo(trio.column(B, "mirroring_role_sequence"));
    }

    @Test
    void synchronizedToTakenOverByLossOfThePrincipalLogged1480And1440() throws Exception {
        trio.witnessed();

        trio.stop(A);

        trio.shows(B, "PRINCIPAL/DISCONNECTED/ONLINE");
        assertThat(lines(B, "changing roles from \"MIRROR\" to \"PRINCIPAL\"")).isEqualTo(1);
        assertThat(lines(B, "as the principal copy")).isEqualTo(1);
    }

    @Test
    void disconnectedMirrorToPrincipalByForcedServiceLogged1480() throws Exception {
        trio.pair();
        trio.stop(A);
        trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");

        trio.run(B, trio.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS"));

        assertThat(trio.shown(B)).isEqualTo("PRINCIPAL/DISCONNECTED/ONLINE");
        assertThat(lines(B, "changing roles from \"MIRROR\" to \"PRINCIPAL\"")).isEqualTo(1);
    }

    @Test
    void forcedToSuspendedWhenTheOldPrincipalLinksLogged1480There() throws Exception {
        disconnectedMirrorToPrincipalByForcedServiceLogged1480();

        trio.start(A);

        both("MIRROR/SUSPENDED/RESTORING", "PRINCIPAL/SUSPENDED/ONLINE");
        assertThat(lines(A, "changing roles from \"PRINCIPAL\" to \"MIRROR\"")).isEqualTo(1);
    }

    @Test
    void anythingToNoneByPartnerOffLogged1443And1442() throws Exception {
        trio.pair();

        trio.run(B, trio.set("PARTNER OFF"));

        both("-/-/ONLINE", "-/-/RESTORING");
        for (String host : new String[] {A, B}) {
            assertThat(lines(host, "has been terminated")).isEqualTo(1);
            assertThat(lines(host, "is inactive")).isEqualTo(1);
        }
    }

    @Test
    void anythingOverARestartOfTheMirrorLogged1444() throws Exception {
        trio.pair();
        trio.stop(B);
        trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
        trio.write(A, "meanwhile");

        trio.start(B);

        synchronizedAgain();
        assertThat(lines(B, "because it is the mirror copy")).isEqualTo(1);
    }

    @Test
    void suspendedOverARestartOfEitherSide() throws Exception {
        linkedToSuspendedBySuspendOnThePrincipal();

        trio.stop(B);
        trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
        trio.start(B);

        both("PRINCIPAL/SUSPENDED/ONLINE", "MIRROR/SUSPENDED/RESTORING");
        trio.stop(A);
        trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
        trio.start(A);
        both("PRINCIPAL/SUSPENDED/ONLINE", "MIRROR/SUSPENDED/RESTORING");
    }

    @Test
    void suspendedOverARestartAfterTheOtherSideWasLost() throws Exception {
        linkedToSuspendedBySuspendOnThePrincipal();
        trio.stop(B);
        trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
        trio.stop(A);

        trio.start(A);
        trio.start(B);

        both("PRINCIPAL/SUSPENDED/ONLINE", "MIRROR/SUSPENDED/RESTORING");
    }

    @Test
    void closedPrincipalOverARestartLogged1445() throws Exception {
        trio.witnessed();
        trio.stop(W);
        trio.stop(B);
        trio.until("955", () -> trio.opening(A) == 955);

        trio.stop(A);
        trio.start(A);

        trio.until("logged", () -> lines(A, "inaccessible mirrored database") == 1);
        assertThat(trio.opening(A)).isEqualTo(955);
        assertThat(trio.shown(A)).startsWith("PRINCIPAL/DISCONNECTED/");
    }
}
