package mirrorsh.lab.mirroring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mirrorsh.lab.instance.storage.MirroredDatabase.DatabaseStatus;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.machine.Machine;
import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner;
import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner.Change;
import mirrorsh.lab.sql.ast.MirroringStatement.SetPartner;
import mirrorsh.lab.type.SqlFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trouble on links that are up. */
class LinkFaultTest {
    private final TestLab lab = new TestLab();
    private final TestHost a = lab.a;
    private final TestHost b = lab.b;

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void malformedFrameEndsItsLinkOnly() throws Exception {
        lab.synchronizedPair();
        Handshake handshake = new Handshake(
                new Installation(
                        "HOST_A",
                        Version.SQL_2022,
                        Edition.DEVELOPER,
                        new Machine("HOST_A", java.time.Clock.systemUTC(), noDisk(), a.log)),
                a.security);
        lab.until("two links", () -> b.service.links().size() == 2);
        try (Connection rogue = lab.network.connect("HOST_A", "HOST_B", 7024, Duration.ofSeconds(2))) {
            handshake.open(rogue, Identity.Purpose.PARTNER);
            rogue.send(new byte[] {0, 0, 0, 3, 99, 99, 99});
            rogue.readLimit(2000);
            assertThat(rogue.input().readNBytes(1)).isEmpty();
        }

        lab.until("logged", () -> b.logged("Error: 9644"));
        lab.until("only that link", () -> b.service.links().size() == 2);
        assertThat(a.shows() + b.shows()).isEqualTo("1/42/4");
        a.database.commit("all the same");
        assertThat(b.database.content()).contains("all the same");
    }

    private static mirrorsh.lab.machine.Disk noDisk() {
        return new mirrorsh.lab.machine.Disk(java.nio.file.Path.of(System.getProperty("java.io.tmpdir")));
    }

    @Test
    void endOfALinkIsHeardWhenTheNetworkLetsItPass() {
        lab.synchronizedPair();
        lab.until("two links", () -> b.service.links().size() == 2);
        lab.network.hold("HOST_A", "HOST_B");

        a.service.close();

        assertThat(a.service.links()).isEmpty();
        assertThat(b.service.links()).hasSize(2);
        lab.network.heal("HOST_A", "HOST_B");
        lab.until("heard", () -> b.service.links().isEmpty() && b.shows().equals("2/1"));
    }

    @Test
    void oneBrokenDirectionDisconnectsAndHeals() {
        lab.synchronizedPair();
        lab.network.cut("HOST_B", "HOST_A");

        lab.until("1 on both", () -> a.shows().equals("1/1") && b.shows().equals("2/1"));
        lab.whileTimePasses("B says why", () -> b.logged("10060"));
        lab.network.heal("HOST_B", "HOST_A");
        lab.whileTimePasses("4", () -> a.shows().equals("1/4") && b.shows().equals("2/4"));
    }

    @Test
    void logsTheSameTroubleOnce() {
        lab.synchronizedPair();
        b.kill();
        lab.until("1", () -> a.shows().equals("1/1"));
        lab.whileTimePasses("refused", () -> a.logged("10061"));

        lab.stays(
                20,
                () -> a.lines().stream().filter(line -> line.contains("10061")).count());
    }

    @Test
    void frozenLinksTimeOutOnBothSidesAndComeBack() {
        lab.synchronizedPair();
        lab.network.hold("HOST_A", "HOST_B");
        lab.network.hold("HOST_B", "HOST_A");

        lab.whileTimePasses(
                "1 on both", () -> a.shows().equals("1/1") && b.shows().equals("2/1"));
        assertThat(a.logged("Error: 1479")).isTrue();
        assertThat(b.logged("Error: 1479")).isTrue();
        lab.network.join("HOST_A", "HOST_B");
        lab.whileTimePasses("4", () -> a.shows().equals("1/4") && b.shows().equals("2/4"));
    }

    @Test
    void failoverThatBreaksOffBeforeTheHandoverLeavesThePrincipalOpen() throws Exception {
        lab.synchronizedPair();
        lab.network.hold("HOST_A", "HOST_B");
        CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> a.database.commit("tail"));
        lab.until("written", () -> a.database.content().contains("tail"));
        CompletableFuture<Integer> failover =
                CompletableFuture.supplyAsync(() -> TestLab.error(() -> a.set(Change.FAILOVER)));
        lab.until("3", () -> a.shows().equals("1/3"));

        lab.network.sever("HOST_A", "HOST_B");

        assertThat(failover.get(5, TimeUnit.SECONDS)).isEqualTo(1447);
        lab.until("open again", () -> a.shows().equals("1/1") && a.database.isOpen());
        commit.get(5, TimeUnit.SECONDS);
        lab.until("waiting", () -> b.shows().equals("2/1"));
    }

    @Test
    void failoverThatBreaksOffDuringTheHandoverNeverLeavesTwoOpen() throws Exception {
        lab.synchronizedPair();
        lab.network.hold("HOST_B", "HOST_A");
        CompletableFuture<Integer> failover =
                CompletableFuture.supplyAsync(() -> TestLab.error(() -> a.set(Change.FAILOVER)));
        lab.until("B took over", () -> b.row().role() == 1 && b.database.isOpen());

        lab.network.sever("HOST_A", "HOST_B");

        assertThat(failover.get(5, TimeUnit.SECONDS)).isEqualTo(1447);
        lab.until("A in doubt", () -> a.shows().equals("1/3"));
        assertThat(a.database.isOpen()).isFalse();
        a.restart();
        lab.stays(5, a.database::isOpen);
        assertThat(a.database.isOpen()).as("a restart does not end the doubt").isFalse();
        lab.network.join("HOST_A", "HOST_B");
        lab.network.heal("HOST_B", "HOST_A");
        lab.whileTimePasses("4", () -> a.shows().equals("2/4") && b.shows().equals("1/4"));
    }

    @Test
    void commitThatThePrincipalCannotAnswerForIsNotConfirmed() {
        lab.witnessed();
        lab.network.hold("HOST_B", "HOST_A");
        CompletableFuture<Integer> commit =
                CompletableFuture.supplyAsync(() -> TestLab.error(() -> a.database.commit("unknown")));
        lab.until("written", () -> a.database.content().contains("unknown"));

        lab.network.sever("HOST_A", "HOST_W");
        lab.network.sever("HOST_A", "HOST_B");

        assertThat(commit.orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo(1421);
        lab.until("closed", () -> !a.database.isOpen());
    }

    @Test
    void twoSessionsShareTheLinksOfAPair() {
        lab.synchronizedPair();
        FakeDatabase second = FakeDatabase.online("Stock");
        FakeDatabase copy = second.restored();
        a.storage.put(second);
        b.storage.put(copy);
        b.execute(new SetPartner("Stock", "TCP://HOST_A:7024"));
        a.execute(new SetPartner("stock", "TCP://HOST_B:7024"));

        lab.until("4", () -> second.mirroring().filter(row -> row.state() == 4).isPresent());
        assertThat(a.service.links()).hasSize(2);
        a.execute(new ChangePartner("Stock", Change.FAILOVER));
        lab.until(
                "other roles",
                () -> copy.mirroring().filter(row -> row.role() == 1).isPresent());
        assertThat(a.shows()).isEqualTo("1/4");
        assertThat(copy.condition().status()).isEqualTo(DatabaseStatus.ONLINE);
    }

    @Test
    void aSecondLinkUnderAnotherNameOfThePeerGivesWay() {
        lab.synchronizedPair();
        FakeDatabase second = FakeDatabase.online("Stock");
        a.storage.put(second);
        b.storage.put(second.restored());
        b.execute(new SetPartner("Stock", "TCP://HOST_A.lab:7024"));
        a.execute(new SetPartner("Stock", "TCP://HOST_B.lab:7024"));

        lab.until("4", () -> second.mirroring().filter(row -> row.state() == 4).isPresent());
        lab.until(
                "arbitrated",
                () -> a.service.links().size() == 2 && b.service.links().size() == 2);
        assertThat(a.logged("another link with HOST_B")).isTrue();
        assertThat(a.shows()).isEqualTo("1/4");
    }

    @Test
    void unusedLinksAreClosedAfterAWhile() {
        b.partner(a);
        a.database.nextLogBackup = 99L;
        assertThat(TestLab.error(() -> a.partner(b))).isEqualTo(1478);
        assertThat(a.service.links()).hasSize(1);

        lab.whileTimePasses(
                "closed", () -> a.service.links().isEmpty() && b.service.links().isEmpty());
    }

    @Test
    void refusalsAreSqlFailures() {
        SqlFailure failure = TestLab.failure(() -> a.execute(new SetPartner("Nowhere", "TCP://HOST_B:7024")));

        assertThat(failure.messages()).hasSize(2);
        assertThat(failure.messages().get(1).number()).isEqualTo(5069);
    }
}
