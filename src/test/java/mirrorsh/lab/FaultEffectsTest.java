package mirrorsh.lab;

import static mirrorsh.lab.MirroredTrio.A;
import static mirrorsh.lab.MirroredTrio.B;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each kind of fault does to a running session: catalog, error numbers, error log; and that it can be mended. */
class FaultEffectsTest {
    private static final String SYNCHRONIZED = "PRINCIPAL/SYNCHRONIZED/ONLINE";
    private static final String ALONE = "PRINCIPAL/DISCONNECTED/ONLINE";

    @RegisterExtension
    static final MirroredTrio trio = new MirroredTrio();

    private Faults faults;
    private Map<String, Integer> linesBefore = Map.of();

    @BeforeEach
    void pair() throws Exception {
        faults = trio.lab().faults();
        trio.pair();
        linesBefore = Map.of(A, log(A).size(), B, log(B).size());
    }

    @AfterEach
    void mend() throws Exception {
        faults.clear();
        trio.run(A, "ALTER ENDPOINT Mirroring STATE = STARTED");
        trio.run(B, "ALTER ENDPOINT Mirroring STATE = STARTED");
    }

    private void restartEndpoint(String host) throws SQLException {
        trio.run(host, "ALTER ENDPOINT Mirroring STATE = STOPPED; ALTER ENDPOINT Mirroring STATE = STARTED");
    }

    private static List<String> log(String host) throws SQLException {
        return trio.rows(host, "EXEC master.dbo.xp_readerrorlog 0, 1").stream()
                .map(row -> row.get(2))
                .toList();
    }

    /** Whether a line with that text was written since the test began. */
    private boolean logged(String host, String text) throws SQLException {
        return log(host).stream().skip(linesBefore.get(host)).anyMatch(line -> line.contains(text));
    }

    @Test
    void cutInOneDirectionDisconnectsBothAndHeals() throws Exception {
        faults.cut(B, A);

        trio.shows(A, ALONE);
        trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
        trio.until("10060", () -> logged(B, "10060"));
        faults.mend(B, A);
        trio.shows(A, SYNCHRONIZED);
    }

    @Test
    void slowLinkDelaysCommitsAndNothingElse() throws Exception {
        faults.slow(B, A, Duration.ofMillis(300));
        trio.write(A, "under way");
        long begun = System.nanoTime();

        trio.write(A, "late");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(250));
        assertThat(trio.shown(A)).isEqualTo(SYNCHRONIZED);
    }

    @Test
    void stalledLinkTimesOutAndIsLogged1479() throws Exception {
        faults.stall(A, B);

        trio.shows(A, ALONE);
        trio.shows(B, "MIRROR/DISCONNECTED/RESTORING");
        assertThat(logged(B, "has timed out")).isTrue();
        faults.mend(A, B);
        trio.shows(A, SYNCHRONIZED);
    }

    @Test
    void killedMirrorLeavesThePrincipalExposedUntilItStarts() throws Exception {
        trio.disconnect(B);
        faults.kill(B);

        trio.shows(A, ALONE);
        trio.write(A, "exposed");
        faults.start(B);
        trio.shows(A, SYNCHRONIZED);
    }

    @Test
    void fullDiskOfThePrincipalRefusesWritesWith9002() throws Exception {
        faults.fillDisk(A);

        assertThat(trio.errorOf(A, "INSERT INTO " + trio.database() + ".dbo.Notes (Note) VALUES (N'x')"))
                .isEqualTo(9002);
        faults.freeDisk(A);
        trio.write(A, "again");
    }

    @Test
    void clockBeyondTheCertificatesKeepsThePartnersApart() throws Exception {
        faults.skew(B, Duration.ofDays(800));
        assertThat(trio.shown(A)).as("live links stay").isEqualTo(SYNCHRONIZED);

        restartEndpoint(B);

        trio.shows(A, ALONE);
        trio.until("said why", () -> logged(B, "expired"));
        trio.stays(5, "apart", () -> trio.shown(A).equals(ALONE));
        faults.skew(B, Duration.ZERO);
        trio.shows(A, SYNCHRONIZED);
    }

    @Test
    void expiredCertificateLetsNobodyReconnect() throws Exception {
        faults.expireCertificate(B);
        assertThat(trio.shown(A)).as("live links stay").isEqualTo(SYNCHRONIZED);

        restartEndpoint(A);

        trio.until("said why", () -> logged(A, "expired") || logged(B, "expired"));
        trio.stays(5, "apart", () -> trio.shown(A).equals(ALONE));
        faults.restoreCertificate(B);
        trio.shows(A, SYNCHRONIZED);
    }

    @Test
    void certificateThatIsNotYetValidLetsNobodyReconnect() throws Exception {
        faults.postdateCertificate(B);

        restartEndpoint(A);

        trio.until("said why", () -> logged(A, "not yet valid") || logged(B, "not yet valid"));
        assertThat(trio.shown(A)).isEqualTo(ALONE);
        faults.restoreCertificate(B);
        trio.shows(A, SYNCHRONIZED);
    }

    @Test
    void deniedFileIsNoCertificate15208() throws Exception {
        faults.denyFile(B, "C:\\HOST_A.cer");
        String importing = "CREATE CERTIFICATE again FROM FILE = 'C:\\HOST_A.cer'";

        assertThat(trio.errorOf(B, importing)).isEqualTo(15208);
        faults.allowFile(B, "C:\\HOST_A.cer");
        assertThat(trio.errorOf(B, importing))
                .as("read now, and found to be there already")
                .isEqualTo(15232);
    }

    @Test
    void takenPortLeavesTheEndpointStartedWithoutAListener() throws Exception {
        String listeners = "SELECT COUNT(*) FROM sys.dm_tcp_listener_states WHERE port = 7024";
        faults.takePort(B, 7024);

        restartEndpoint(B);

        assertThat(trio.value(B, "SELECT state_desc FROM sys.database_mirroring_endpoints"))
                .isEqualTo("STARTED");
        assertThat(trio.value(B, listeners)).isEqualTo("0");
        assertThat(logged(B, "7024")).isTrue();
        trio.shows(A, ALONE);
        faults.releasePort(B, 7024);
        restartEndpoint(B);
        assertThat(trio.value(B, listeners)).isEqualTo("2");
        trio.shows(A, SYNCHRONIZED);
    }

    @Test
    void forgottenNameCannotBeCalled11001() throws Exception {
        faults.forgetName(A, B);
        assertThat(trio.shown(A)).as("live links stay").isEqualTo(SYNCHRONIZED);

        restartEndpoint(B);

        trio.until("said why", () -> logged(A, "11001"));
        assertThat(trio.shown(A)).isEqualTo(ALONE);
        faults.recallName(A, B);
        trio.shows(A, SYNCHRONIZED);
    }

    @Test
    void logBackupBetweenTheRestoreAndThePartnersIsMissingOnTheMirror() throws Exception {
        trio.run(A, trio.set("PARTNER OFF"));
        trio.prepared();
        trio.run(B, trio.set("PARTNER = 'TCP://HOST_A:7024'"));

        faults.backUpLog(A, trio.database());

        assertThat(trio.errorOf(A, trio.set("PARTNER = 'TCP://HOST_B:7024'"))).isIn(1408, 1478); // errors.md P42
        trio.run(B, trio.set("PARTNER OFF"));
    }

    @Test
    void lostServiceMasterKeyClosesThePrivateKeyOfTheEndpoint() throws Exception {
        faults.loseServiceMasterKey(B);
        assertThat(faults.list())
                .extracting(Fault::text)
                .containsExactly("the service master key of HOST_B is another one");
        assertThat(trio.shown(A)).as("live links stay").isEqualTo(SYNCHRONIZED);

        restartEndpoint(B);

        trio.until("said why", () -> logged(B, "private key"));
        trio.stays(5, "apart", () -> trio.shown(A).equals(ALONE));
        faults.restoreServiceMasterKey(B);
        trio.shows(A, SYNCHRONIZED);
    }
}
