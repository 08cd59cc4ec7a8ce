package mirrorsh.lab.mirroring;

import static mirrorsh.lab.mirroring.TestLab.error;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mirrorsh.lab.instance.storage.MirroringRow;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner.Change;
import mirrorsh.lab.sql.ast.MirroringStatement.SetPartnerTimeout;
import mirrorsh.lab.type.SqlFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session between two partners; situations of sessions.md §3.1 and transitions of §8. */
class PartnerSessionTest {
    private final TestLab lab = new TestLab();
    private final TestHost a = lab.a;
    private final TestHost b = lab.b;

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void waitsOnTheMirrorUntilThePrincipalCalls() {
        b.partner(a);

        MirroringRow row = b.row();
        assertThat(b.shows()).isEqualTo("2/1");
        assertThat(row.partnerName()).isEqualTo("TCP://HOST_A:7024");
        assertThat(row.guid()).isNotNull();
        assertThat(a.shows()).isEqualTo("-");
        lab.stays(15, b::shows);
        assertThat(b.service.links()).isEmpty();
    }

    @Test
    void reachesSynchronizedWithSafetyFull() {
        lab.synchronizedPair();

        assertThat(a.row().guid()).isEqualTo(b.row().guid());
        assertThat(a.row().safety()).isEqualTo(2);
        assertThat(a.row().timeoutSeconds()).isEqualTo(10);
        assertThat(a.row().witnessState()).isNull();
        assertThat(a.row().partnerInstance()).isEqualTo("HOST_B");
        assertThat(b.row().partnerInstance()).isEqualTo("HOST_A");
        assertThat(a.logged("with database 'Sales' as the principal copy")).isTrue();
        assertThat(b.logged("with database 'Sales' as the mirror copy")).isTrue();
    }

    @Test
    void catchesUpWithWhatWasWrittenBeforehand() {
        a.database.commit("three");
        b.partner(a);
        a.partner(b);

        lab.until("caught up", () -> a.shows().equals("1/4") && b.shows().equals("2/4"));
        assertThat(b.database.content()).containsExactly("one", "two", "three");
    }

    @Test
    void showsLinksInBothDirections() {
        lab.synchronizedPair();

        lab.until("two links", () -> a.service.links().size() == 2);
        assertThat(a.service.links()).extracting(link -> link.accepted()).containsExactlyInAnyOrder(true, false);
        assertThat(a.service.links())
                .allSatisfy(link -> assertThat(link.principalName()).isEqualTo("HOST_B_login"))
                .allSatisfy(link -> assertThat(link.loginState()).isEqualTo(12))
                .allSatisfy(link -> assertThat(link.encryptionAlgorithmText()).isEqualTo("AES"));
    }

    @Test
    void hasACommitOnTheMirrorBeforeItIsConfirmed() {
        lab.synchronizedPair();

        for (int i = 0; i < 50; i++) {
            String payload = "row " + i;
            a.database.commit(payload);
            assertThat(b.database.content()).contains(payload);
        }
    }

    @Test
    void makesCommitsWaitWhileTheMirrorIsSilentAndFreesThemWhenItIsLost() throws Exception {
        lab.synchronizedPair();
        lab.network.hold("HOST_B", "HOST_A");

        CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> a.database.commit("late"));

        lab.pacer.advance(Duration.ofSeconds(5));
        assertThat(commit).isNotDone();
        lab.whileTimePasses("the mirror is given up", () -> a.shows().equals("1/1"));
        commit.get(5, TimeUnit.SECONDS);
        assertThat(a.logged("has timed out for database \"Sales\" after 11 seconds"))
                .isTrue();
        assertThat(a.database.isOpen()).isTrue();
    }

    @Test
    void doesNotMakeCommitsWaitWithSafetyOff() {
        lab.synchronizedPair();
        a.set(Change.SAFETY_OFF);
        a.database.commit("once it is known that B was told");
        lab.network.hold("HOST_B", "HOST_A");

        a.database.commit("free");

        assertThat(a.row().safetySequence()).isEqualTo(2);
        assertThat(b.row().safetySequence()).isEqualTo(2);
    }

    @Test
    void comesBackToSynchronizedAfterSafetyChanges() {
        lab.synchronizedPair();
        a.set(Change.SAFETY_OFF);
        a.set(Change.SAFETY_FULL);

        lab.until("told", () -> b.row().safetySequence() == 3);
        lab.until("4", () -> a.shows().equals("1/4") && b.shows().equals("2/4"));
        assertThat(b.row().safety()).isEqualTo(2);
        assertThat(error(() -> b.set(Change.SAFETY_OFF))).isEqualTo(1470);
    }

    @Test
    void sendsNoLogWhileSuspended() {
        lab.synchronizedPair();
        a.set(Change.SUSPEND);
        lab.until("0 on both", () -> a.shows().equals("1/0") && b.shows().equals("2/0"));

        a.database.commit("held back");

        assertThat(a.service.sendQueue("Sales")).isPositive();
        lab.stays(3, b.database::content);
        assertThat(b.database.content()).doesNotContain("held back");
        a.set(Change.RESUME);
        lab.until("4", () -> a.shows().equals("1/4") && b.shows().equals("2/4"));
        assertThat(b.database.content()).contains("held back");
        assertThat(a.service.sendQueue("Sales")).isZero();
    }

    @Test
    void isSuspendedFromTheMirrorButResumedFromThePrincipalOnly() {
        lab.synchronizedPair();
        b.set(Change.SUSPEND);

        lab.until("0 on both", () -> a.shows().equals("1/0") && b.shows().equals("2/0"));
        assertThat(error(() -> b.set(Change.RESUME))).isEqualTo(1470);
    }

    @Test
    void suspendsItselfWhenTheMirrorCannotRedoAndRefusesToResumeBeforeTheCure() {
        lab.synchronizedPair();
        b.database.redoFailure = SqlFailure.of(5003, "disk full");
        a.database.commit("too much");

        lab.until("0 on both", () -> a.shows().equals("1/0") && b.shows().equals("2/0"));
        assertThat(a.logged("met error 5003")).isTrue();
        assertThat(b.logged("will be suspended")).isTrue();
        assertThat(error(() -> a.set(Change.RESUME))).isEqualTo(1462);
        b.database.redoFailure = null;
        a.set(Change.RESUME);
        lab.until("4", () -> a.shows().equals("1/4"));
    }

    @Test
    void switchesRolesByHand() {
        lab.synchronizedPair();
        a.database.commit("before");

        a.set(Change.FAILOVER);

        lab.until("roles swapped", () -> a.shows().equals("2/4") && b.shows().equals("1/4"));
        assertThat(a.row().roleSequence()).isEqualTo(2);
        assertThat(b.row().roleSequence()).isEqualTo(2);
        assertThat(a.database.isOpen()).isFalse();
        assertThat(b.database.isOpen()).isTrue();
        b.database.commit("after");
        assertThat(a.database.content()).containsExactlyElementsOf(b.database.content());
        assertThat(a.logged("from \"PRINCIPAL\" to \"MIRROR\"")).isTrue();
        assertThat(b.logged("from \"MIRROR\" to \"PRINCIPAL\"")).isTrue();
        b.set(Change.FAILOVER);
        lab.until("and back", () -> a.shows().equals("1/4") && b.shows().equals("2/4"));
    }

    @Test
    void refusesAManualFailoverThatCannotBeSafe() {
        lab.synchronizedPair();

        assertThat(error(() -> b.set(Change.FAILOVER))).isEqualTo(1470);
        a.set(Change.SUSPEND);
        assertThat(error(() -> a.set(Change.FAILOVER))).isEqualTo(1422);
        a.set(Change.RESUME);
        a.set(Change.SAFETY_OFF);
        assertThat(error(() -> a.set(Change.FAILOVER))).isEqualTo(1477);
        a.set(Change.SAFETY_FULL);
        b.kill();
        lab.until("lost", () -> a.shows().equals("1/1"));
        assertThat(error(() -> a.set(Change.FAILOVER))).isEqualTo(1447);
        assertThat(error(() -> a.set(Change.SAFETY_OFF))).isEqualTo(1447);
        assertThat(error(() -> a.set(Change.SUSPEND))).isEqualTo(1447);
    }

    @Test
    void removesTheSessionOnBothSidesWhileLinked() {
        lab.synchronizedPair();
        a.set(Change.OFF);

        assertThat(a.shows()).isEqualTo("-");
        lab.until("gone", () -> b.shows().equals("-"));
        assertThat(a.database.isOpen()).isTrue();
        assertThat(b.database.isOpen()).isFalse();
        assertThat(a.logged("has been terminated")).isTrue();
        assertThat(b.logged("has been terminated")).isTrue();
        a.database.commit("alone");
        assertThat(error(() -> a.set(Change.SUSPEND))).isEqualTo(1416);
    }

    @Test
    void removesTheSessionOnTheOtherSideWhenItComesBack() {
        lab.synchronizedPair();
        lab.network.sever("HOST_A", "HOST_B");
        lab.until("1 on both", () -> a.shows().equals("1/1") && b.shows().equals("2/1"));

        a.set(Change.OFF);

        lab.stays(5, b::shows);
        lab.network.join("HOST_A", "HOST_B");
        lab.whileTimePasses("gone", () -> b.shows().equals("-"));
        assertThat(b.logged("has been terminated")).isTrue();
    }

    @Test
    void runsExposedWithoutItsMirrorAndCatchesUpAfterwards() {
        lab.synchronizedPair();
        b.kill();
        lab.until("1", () -> a.shows().equals("1/1"));

        a.database.commit("exposed");

        assertThat(a.logged("Database mirroring connection error 4")).isTrue();
        b.restart();
        lab.whileTimePasses("4", () -> a.shows().equals("1/4") && b.shows().equals("2/4"));
        assertThat(b.database.content()).contains("exposed");
        assertThat(b.logged("is bypassed because it is the mirror copy")).isTrue();
    }

    @Test
    void comesBackAfterARestartOfThePrincipal() {
        lab.synchronizedPair();
        a.restart();

        assertThat(a.database.isOpen()).isTrue();
        lab.whileTimePasses("4", () -> a.shows().equals("1/4") && b.shows().equals("2/4"));
        a.database.commit("more");
        assertThat(b.database.content()).contains("more");
    }

    @Test
    void staysSuspendedOverARestartOfTheMirror() {
        lab.synchronizedPair();
        a.set(Change.SUSPEND);
        lab.until("0 on both", () -> a.shows().equals("1/0") && b.shows().equals("2/0"));

        b.kill();
        lab.until("1", () -> a.shows().equals("1/1"));
        b.restart();

        lab.whileTimePasses(
                "0 again", () -> a.shows().equals("1/0") && b.shows().equals("2/0"));
    }

    @Test
    void staysSuspendedOverARestartOfThePrincipal() {
        lab.synchronizedPair();
        a.set(Change.SUSPEND);
        lab.until("0 on both", () -> a.shows().equals("1/0") && b.shows().equals("2/0"));

        a.restart();

        lab.whileTimePasses(
                "0 again", () -> a.shows().equals("1/0") && b.shows().equals("2/0"));
    }

    @Test
    void setsTheTimeOutOnThePrincipal() {
        lab.synchronizedPair();
        a.execute(new SetPartnerTimeout("Sales", 2));

        assertThat(a.row().timeoutSeconds()).isEqualTo(5);
        lab.until("told", () -> b.row().timeoutSeconds() == 5);
        assertThat(error(() -> a.execute(new SetPartnerTimeout("Sales", 32768))))
                .isEqualTo(1476);
        assertThat(error(() -> b.execute(new SetPartnerTimeout("Sales", 20)))).isEqualTo(1470);
    }

    @Test
    void refusesSafetyOffOnStandardEdition() {
        a.is(Version.SQL_2022, Edition.STANDARD);
        lab.synchronizedPair();

        assertThat(error(() -> a.set(Change.SAFETY_OFF))).isEqualTo(1473);
    }

    @Test
    void keepsItsLinksWhenTimePassesQuietly() {
        lab.synchronizedPair();

        lab.stays(90, () -> a.shows() + b.shows() + a.service.links().size());
    }

    @Test
    void leavesNoSocketBehind() {
        lab.synchronizedPair();
        a.kill();
        b.kill();

        lab.until("all closed", () -> lab.network.openConnections() == 0);
        assertThat(a.service.listeners()).isEmpty();
    }
}
