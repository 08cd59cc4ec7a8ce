package mirrorsh.lab.mirroring;

import static mirrorsh.lab.mirroring.TestLab.error;
import static org.assertj.core.api.Assertions.assertThat;

import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Forced service and the return of the old principal (sessions.md §7.3). */
class ForcedServiceTest {
    private final TestLab lab = new TestLab();
    private final TestHost a = lab.a;
    private final TestHost b = lab.b;

    @AfterEach
    void close() {
        lab.close();
    }

    private void force() {
        b.set(Change.FORCE_SERVICE_ALLOW_DATA_LOSS);
    }

    /** A was cut off, wrote on; B was forced and wrote, too; now they meet again. */
    private void splitAndMeet() {
        lab.synchronizedPair();
        lab.network.sever("HOST_A", "HOST_B");
        lab.until("1 on both", () -> a.shows().equals("1/1") && b.shows().equals("2/1"));
        a.database.commit("lost later");
        force();
        b.database.commit("kept");
        assertThat(a.database.isOpen() && b.database.isOpen()).isTrue();
        lab.network.join("HOST_A", "HOST_B");
        lab.whileTimePasses(
                "suspended", () -> a.shows().equals("2/0") && b.shows().equals("1/0"));
    }

    @Test
    void makesTheMirrorPrincipal() {
        lab.synchronizedPair();
        a.kill();
        lab.until("1", () -> b.shows().equals("2/1"));

        force();

        assertThat(b.shows()).isEqualTo("1/1");
        assertThat(b.row().roleSequence()).isEqualTo(2);
        assertThat(b.database.isOpen()).isTrue();
        assertThat(b.database.fork).isNotEqualTo(a.database.fork);
        assertThat(b.logged("due to Forced Service")).isTrue();
    }

    @Test
    void isRefusedWhilePartnersAreLinkedAndOnThePrincipal() {
        lab.synchronizedPair();

        assertThat(error(this::force)).isEqualTo(1455);
        assertThat(error(() -> a.set(Change.FORCE_SERVICE_ALLOW_DATA_LOSS))).isEqualTo(1455);
    }

    @Test
    void leavesTheSessionSuspendedWhenTheOldPrincipalReturns() {
        splitAndMeet();

        assertThat(a.database.isOpen()).isFalse();
        assertThat(a.database.content()).contains("lost later");
        lab.stays(8, () -> a.shows() + b.shows());
    }

    @Test
    void rollsTheOldPrincipalBackOnResume() {
        splitAndMeet();

        b.set(Change.RESUME);

        lab.until("4", () -> a.shows().equals("2/4") && b.shows().equals("1/4"));
        assertThat(a.database.content()).doesNotContain("lost later").contains("kept");
        assertThat(a.database.content()).containsExactlyElementsOf(b.database.content());
    }

    /** Its log was backed up while it was alone, and what came before the parting is gone. */
    @Test
    void takesUpNoOldPrincipalThatCannotBeRolledBackHoweverOftenItIsAsked() {
        splitAndMeet();
        a.database.startOfLog = a.database.endOfLog() + 1;

        for (int attempt = 0; attempt < 3; attempt++) {
            b.set(Change.RESUME);
            lab.until(
                    "paused again",
                    () -> b.logged("1462")
                            && a.shows().equals("2/0")
                            && b.shows().equals("1/0"));
            lab.stays(3, () -> a.shows() + b.shows());
        }

        assertThat(a.database.content()).contains("lost later");
        assertThat(error(() -> {
                    b.kill();
                    lab.until("1", () -> a.shows().equals("2/1"));
                    a.set(Change.FORCE_SERVICE_ALLOW_DATA_LOSS);
                }))
                .isEqualTo(1406);
    }

    @Test
    void remembersWhereToRollBackOverRestartsOfBoth() {
        splitAndMeet();
        a.restart();
        lab.whileTimePasses(
                "suspended again", () -> a.shows().equals("2/0") && b.shows().equals("1/0"));
        b.restart();
        lab.whileTimePasses(
                "and again", () -> a.shows().equals("2/0") && b.shows().equals("1/0"));

        b.set(Change.RESUME);

        lab.until("4", () -> a.shows().equals("2/4") && b.shows().equals("1/4"));
        assertThat(a.database.content()).containsExactlyElementsOf(b.database.content());
    }

    @Test
    void keepsBothCopiesOnPartnerOff() {
        splitAndMeet();

        b.set(Change.OFF);

        lab.until("gone", () -> a.shows().equals("-"));
        assertThat(a.database.content()).contains("lost later");
        assertThat(b.database.content()).contains("kept");
    }

    @Test
    void cannotBeForcedSafelyBeforeItIsRolledBack() {
        splitAndMeet();
        b.kill();
        lab.until("1", () -> a.shows().equals("2/1"));

        assertThat(error(() -> a.set(Change.FORCE_SERVICE_ALLOW_DATA_LOSS))).isEqualTo(1406);
    }

    @Test
    void needsTheWitnessWhenOneIsSet() {
        lab.witnessed();
        a.set(Change.SAFETY_OFF);
        lab.until("told", () -> b.row().safety() == 1);
        lab.network.sever("HOST_A", "HOST_B");
        lab.until("1", () -> b.shows().equals("2/1"));
        assertThat(error(this::force)).isEqualTo(1455);

        lab.network.sever("HOST_B", "HOST_W");
        lab.until("no witness", () -> TestLab.witness(b) == 2);
        assertThat(error(this::force)).isEqualTo(1431);

        lab.network.join("HOST_B", "HOST_W");
        lab.whileTimePasses("witness", () -> TestLab.witness(b) == 1);
        a.kill();
        lab.until("W lost A", () -> error(this::force) == 0);
        assertThat(b.shows()).isEqualTo("1/1");
        assertThat(b.database.isOpen()).isTrue();
    }
}
