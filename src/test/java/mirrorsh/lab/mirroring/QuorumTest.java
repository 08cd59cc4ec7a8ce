package mirrorsh.lab.mirroring;

import static mirrorsh.lab.mirroring.TestLab.error;
import static mirrorsh.lab.mirroring.TestLab.witness;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner.Change;
import mirrorsh.lab.sql.ast.MirroringStatement.WitnessOff;
import mirrorsh.lab.type.SqlFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of sessions.md §6, row by row, over real links: who has the database open. */
class QuorumTest {
    private final TestLab lab = new TestLab();
    private final TestHost a = lab.a;
    private final TestHost b = lab.b;

    @BeforeEach
    void start() {
        lab.witnessed();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private void severPartners() {
        lab.network.sever("HOST_A", "HOST_B");
    }

    private void severPrincipalFromWitness() {
        lab.network.sever("HOST_A", "HOST_W");
        lab.until("A sees no witness", () -> witness(a) == 2);
    }

    private void severMirrorFromWitness() {
        lab.network.sever("HOST_B", "HOST_W");
        lab.until("B sees no witness", () -> witness(b) == 2);
    }

    private boolean only(TestHost open) {
        return a.database.isOpen() == (open == a) && b.database.isOpen() == (open == b);
    }

    @Test
    void row1AllLinked() {
        assertThat(only(a)).isTrue();
        assertThat(witness(a)).isEqualTo(1);
        assertThat(lab.w.service.witnessed()).hasSize(1);
        assertThat(lab.w.service.witnessed().get(0).principal()).isEqualTo("HOST_A");
        assertThat(lab.w.service.witnessed().get(0).mirror()).isEqualTo("HOST_B");
    }

    @Test
    void row2MirrorWithoutWitnessDoesNotTakeOver() {
        severMirrorFromWitness();
        assertThat(a.shows()).isEqualTo("1/4");
        assertThat(witness(a)).isEqualTo(1);

        a.kill();

        lab.until("B is alone", () -> b.shows().equals("2/1"));
        lab.stays(15, b::shows);
    }

    @Test
    void row2PrincipalKeepsTheWitnessWhenItsMirrorDies() {
        severMirrorFromWitness();
        b.kill();

        lab.until("exposed", () -> a.shows().equals("1/1") && a.database.isOpen());
        lab.stays(5, a.database::isOpen);
    }

    @Test
    void row3PrincipalWithoutWitnessGoesOnWithItsMirror() {
        severPrincipalFromWitness();
        lab.stays(5, () -> a.shows() + a.database.isOpen());
        assertThat(only(a)).isTrue();

        severPartners(); // one text wants all three linked at the failure; the other is imitated (sessions.md §12)

        lab.whileTimePasses("B took over", () -> b.shows().equals("1/1") && only(b));
    }

    @Test
    void row4PartnersWithoutWitness() {
        lab.w.kill();
        lab.until("no witness", () -> witness(a) == 2 && witness(b) == 2);
        assertThat(a.shows() + only(a)).isEqualTo("1/4true");

        a.set(Change.FAILOVER);

        lab.until("by hand", () -> b.shows().equals("1/4") && only(b));
        b.kill();
        lab.until("nobody", () -> a.shows().equals("2/1"));
        assertThat(a.database.isOpen()).isFalse();
    }

    @Test
    void row4LosingTheMirrorClosesThePrincipal() {
        lab.w.kill();
        lab.until("no witness", () -> witness(a) == 2);
        b.kill();

        lab.until("955", () -> a.shows().equals("1/1") && !a.database.isOpen());
        assertThat(error(() -> a.execute(new WitnessOff("Sales")))).isEqualTo(1431);
        a.set(Change.OFF);
        assertThat(a.database.isOpen()).isTrue();
    }

    @Test
    void row5WitnessKeepsTheMirrorFromTakingOver() {
        severPartners();

        lab.until("1 on both", () -> a.shows().equals("1/1") && b.shows().equals("2/1"));
        lab.until("exposed", () -> only(a));
        lab.stays(15, () -> a.shows() + b.shows() + only(a));
        a.database.commit("exposed");
        assertThat(witness(a)).isEqualTo(1);
        assertThat(witness(b)).isEqualTo(1);
    }

    @Test
    void row5ThenNoTakeoverBecauseThePrincipalWroteAlone() {
        severPartners();
        lab.until("exposed", () -> a.shows().equals("1/1") && only(a));
        lab.until("witness knows", () -> !lab.w.service.witnessed().get(0).synchronizedPartners());
        a.database.commit("alone");

        severPrincipalFromWitness();

        lab.stays(15, b::shows);
        assertThat(b.shows()).isEqualTo("2/1");
        assertThat(a.database.isOpen()).isFalse();
    }

    @Test
    void row6MirrorIsolated() {
        severMirrorFromWitness();
        severPartners();

        lab.until(
                "exposed", () -> a.shows().equals("1/1") && only(a) && b.shows().equals("2/1"));
        lab.stays(10, () -> a.shows() + b.shows() + only(a));
    }

    @Test
    void row7PrincipalDeadMirrorTakesOver() {
        a.database.commit("last");
        a.kill();

        lab.whileTimePasses("B took over", () -> b.shows().equals("1/1") && b.database.isOpen());
        assertThat(b.row().roleSequence()).isEqualTo(2);
        assertThat(b.database.content()).contains("last");
        assertThat(b.logged("from \"MIRROR\" to \"PRINCIPAL\"")).isTrue();
        assertThat(lab.w.service.witnessed().get(0).principal()).isEqualTo("HOST_B");
        b.database.commit("new");

        a.restart();

        lab.whileTimePasses(
                "A returns as mirror",
                () -> a.shows().equals("2/4") && b.shows().equals("1/4"));
        assertThat(a.database.content()).containsExactlyElementsOf(b.database.content());
        assertThat(only(b)).isTrue();
    }

    @Test
    void row7IsolatedPrincipalClosesAndYieldsLater() {
        lab.network.sever("HOST_A", "HOST_W");
        severPartners();

        lab.whileTimePasses("B took over", () -> b.shows().equals("1/1") && b.database.isOpen());
        lab.until("A closed", () -> !a.database.isOpen());
        lab.network.join("HOST_A", "HOST_W");
        lab.whileTimePasses("A sees the witness", () -> witness(a) == 1);
        lab.stays(4, a.database::isOpen);
        assertThat(a.database.isOpen()).isFalse();
        lab.network.join("HOST_A", "HOST_B");
        lab.whileTimePasses("4", () -> a.shows().equals("2/4") && b.shows().equals("1/4"));
    }

    @Test
    void row7UnsynchronizedMirrorDoesNotTakeOver() {
        a.set(Change.SUSPEND);
        lab.until("0", () -> b.shows().equals("2/0"));
        a.kill();

        lab.until("1", () -> b.shows().equals("2/1"));
        lab.stays(15, b::shows);
        b.set(Change.FORCE_SERVICE_ALLOW_DATA_LOSS);
        assertThat(b.shows()).isEqualTo("1/1");
        assertThat(b.database.isOpen()).isTrue();
    }

    @Test
    void row7WithSafetyOffNobodyTakesOver() {
        a.set(Change.SAFETY_OFF);
        lab.until("told", () -> b.row().safety() == 1);
        lab.until("4", () -> b.shows().equals("2/4"));
        a.kill();

        lab.until("1", () -> b.shows().equals("2/1"));
        lab.stays(15, b::shows);
    }

    @Test
    void row8NobodyServesAndTheMirrorWithWitnessFirstDoesNotTakeOver() {
        severMirrorFromWitness();
        severPrincipalFromWitness();
        severPartners();
        lab.until("nobody", () -> a.shows().equals("1/1") && b.shows().equals("2/1") && only(null));

        lab.network.join("HOST_B", "HOST_W");

        lab.whileTimePasses("B sees the witness", () -> witness(b) == 1);
        lab.stays(15, () -> a.shows() + b.shows());
        assertThat(only(null)).isTrue();
    }

    @Test
    void row8PrincipalServesAgainWithTheWitness() {
        severMirrorFromWitness();
        severPrincipalFromWitness();
        severPartners();
        lab.until("nobody", () -> only(null));

        lab.network.join("HOST_A", "HOST_W");

        lab.whileTimePasses("A serves", () -> witness(a) == 1 && only(a));
    }

    @Test
    void row8PrincipalServesAgainWithTheMirror() {
        severMirrorFromWitness();
        severPrincipalFromWitness();
        severPartners();
        lab.until("nobody", () -> only(null));

        lab.network.join("HOST_A", "HOST_B");

        lab.whileTimePasses("A serves", () -> a.shows().equals("1/4") && only(a));
    }

    @Test
    void chainRuleKeepsTheOldPrincipalClosed() {
        a.kill();
        lab.whileTimePasses("B took over", () -> b.shows().equals("1/1"));
        b.kill();

        a.restart();

        lab.whileTimePasses("A sees the witness", () -> witness(a) == 1);
        lab.stays(6, a.database::isOpen);
        assertThat(a.database.isOpen()).isFalse();
        assertThat(a.logged("inaccessible mirrored database")).isTrue();
        b.restart();
        lab.whileTimePasses(
                "B serves", () -> b.shows().equals("1/4") && a.shows().equals("2/4"));
    }

    @Test
    void principalAloneAfterARestartStaysClosed() {
        b.kill();
        lab.w.kill();
        a.restart();

        lab.stays(5, a.database::isOpen);
        assertThat(a.database.isOpen()).isFalse();
        assertThat(a.shows()).isEqualTo("1/1");
    }

    @Test
    void witnessComesBackAfterItsRestart() {
        lab.w.restart();

        // both may show the link of before for a moment yet, so the row of the new life says that they are back
        lab.whileTimePasses("row", () -> lab.w.service.witnessed().size() == 1);
        lab.whileTimePasses("in step", () -> lab.w.service.witnessed().get(0).synchronizedPartners());
        lab.whileTimePasses("connected", () -> witness(a) == 1 && witness(b) == 1);
    }

    @Test
    void row7MirrorThatCannotApplyItsLogTakesOverOnceItCan() {
        b.database.redoFailure = SqlFailure.of(5149, "Sales", 112);
        lab.network.hold("HOST_B", "HOST_A");
        CompletableFuture<Integer> commit =
                CompletableFuture.supplyAsync(() -> error(() -> a.database.commit("there")));
        lab.until("hardened", () -> b.database.content().contains("there"));
        a.kill();
        lab.until("alone", () -> b.shows().equals("2/1"));

        lab.stays(5, () -> b.shows() + b.database.isOpen());
        assertThat(b.shows()).isEqualTo("2/1");

        b.database.redoFailure = null;
        lab.whileTimePasses("B took over", () -> b.shows().equals("1/1") && b.database.isOpen());
        assertThat(commit.join()).isEqualTo(1421);
    }
}
