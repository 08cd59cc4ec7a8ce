package mirrorsh.lab.mirroring;

import static mirrorsh.lab.mirroring.TestLab.error;
import static mirrorsh.lab.mirroring.TestLab.failure;
import static mirrorsh.lab.mirroring.TestLab.witness;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointRole;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;
import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner.Change;
import mirrorsh.lab.sql.ast.MirroringStatement.SetWitness;
import mirrorsh.lab.sql.ast.MirroringStatement.WitnessOff;
import mirrorsh.lab.type.SqlMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SET WITNESS and what it refuses (errors.md §1.3, P53 to P58). */
class WitnessTest {
    private static final SqlMessage NO_CONNECT = new SqlMessage(28034, 10, 84, "No CONNECT.", "", 0);

    private final TestLab lab = new TestLab();
    private final TestHost a = lab.a;
    private final TestHost b = lab.b;

    @AfterEach
    void close() {
        lab.close();
    }

    private void setWitness() {
        a.execute(new SetWitness("Sales", "TCP://HOST_W:7024"));
    }

    @Test
    void isConnectedOnBothAtOnce() {
        lab.synchronizedPair();
        setWitness();

        assertThat(witness(a)).isEqualTo(1);
        lab.until("B too", () -> witness(b) == 1);
        assertThat(b.row().witnessName()).isEqualTo("TCP://HOST_W:7024");
        assertThat(lab.w.shows()).isEqualTo("-");
    }

    @Test
    void isRefusedWithoutASessionAndOnTheMirror() {
        assertThat(error(this::setWitness)).isEqualTo(1416);
        lab.synchronizedPair();
        assertThat(error(() -> b.execute(new SetWitness("Sales", "TCP://HOST_W:7024"))))
                .isEqualTo(1470);
    }

    @Test
    void p56MustNotBeAPartner() {
        lab.synchronizedPair();

        assertThat(error(() -> a.execute(new SetWitness("Sales", "TCP://HOST_B.domain:7024"))))
                .isEqualTo(1429);
        assertThat(error(() -> a.execute(new SetWitness("Sales", "TCP://HOST_A:7024"))))
                .isEqualTo(1429);
        assertThat(error(() -> a.execute(new SetWitness("Sales", "HOST_W")))).isEqualTo(1449);
    }

    @Test
    void saysWhenItIsTheWitnessAlready() {
        lab.witnessed();

        assertThat(failure(this::setWitness).messages().get(0).severity()).isEqualTo(10);
        assertThat(error(this::setWitness)).isEqualTo(1446);
    }

    @Test
    void p55WitnessRefusesThePrincipal() {
        lab.synchronizedPair();
        lab.w.security.refuse(a.identity, NO_CONNECT, Optional.of("HOST_A_login"));

        assertThat(failure(this::setWitness).messages().get(0).state()).isEqualTo(3);
        assertThat(error(this::setWitness)).isEqualTo(1456);
        assertThat(lab.w.logged("by user 'HOST_A_login'")).isTrue();
        assertThat(a.row().witnessName()).isNull();
    }

    @Test
    void p53PrincipalRefusesTheWitness() {
        lab.synchronizedPair();
        a.security.refuse(lab.w.identity, NO_CONNECT, Optional.of("HOST_W_login"));

        assertThat(error(this::setWitness)).isEqualTo(1456);
        assertThat(a.logged("by user 'HOST_W_login'")).isTrue();
    }

    @Test
    void p54MirrorRefusesTheWitness() {
        lab.synchronizedPair();
        b.security.refuse(lab.w.identity, NO_CONNECT, Optional.of("HOST_W_login"));

        assertThat(error(this::setWitness)).isEqualTo(1426);
        assertThat(b.logged("by user 'HOST_W_login'")).isTrue();
        assertThat(lab.w.service.witnessed()).isEmpty();
    }

    @Test
    void p25WitnessWithTheRolePartner() {
        lab.synchronizedPair();
        lab.w.security.role(EndpointRole.PARTNER);
        lab.w.service.endpointChanged();

        assertThat(error(this::setWitness)).isEqualTo(1427);
    }

    @Test
    void witnessOfAnOlderVersion() {
        lab.w.is(Version.SQL_2014, Edition.EXPRESS);
        lab.synchronizedPair();

        assertThat(error(this::setWitness)).isEqualTo(1427);
    }

    @Test
    void witnessOfTheRoleWitnessOnExpressIsEnough() {
        lab.w.is(Version.SQL_2022, Edition.EXPRESS);
        lab.w.security.role(EndpointRole.WITNESS);
        lab.w.service.endpointChanged();
        lab.synchronizedPair();

        setWitness();

        assertThat(witness(a)).isEqualTo(1);
    }

    @Test
    void stoppedWitness() {
        lab.synchronizedPair();
        lab.w.security.state(EndpointState.STOPPED);
        lab.w.service.endpointChanged();

        assertThat(error(this::setWitness)).isEqualTo(1456);
        assertThat(a.logged("10061")).isTrue();
    }

    @Test
    void p57NotCaughtUp() {
        lab.synchronizedPair();
        a.set(Change.SUSPEND);

        assertThat(error(this::setWitness)).isEqualTo(1426);
    }

    @Test
    void p58IsAcceptedWithSafetyOff() {
        lab.synchronizedPair();
        a.set(Change.SAFETY_OFF);
        lab.until("4", () -> a.shows().equals("1/4"));

        setWitness();

        assertThat(a.row().witnessName()).isNotNull();
    }

    @Test
    void goesAwayOnBothAndOnTheWitness() {
        lab.witnessed();
        a.execute(new WitnessOff("Sales"));

        assertThat(a.row().witnessName()).isNull();
        lab.until(
                "gone",
                () -> b.row().witnessName() == null && lab.w.service.witnessed().isEmpty());
        assertThat(error(() -> a.execute(new WitnessOff("Sales")))).isEqualTo(1439);
        b.kill();
        lab.until("exposed", () -> a.shows().equals("1/1"));
        assertThat(a.database.isOpen()).isTrue();
    }

    @Test
    void goesAwayFromTheMirrorToo() {
        lab.witnessed();
        b.execute(new WitnessOff("Sales"));

        lab.until("gone", () -> a.row().witnessName() == null && b.row().witnessName() == null);
    }

    @Test
    void rowGoesWithTheSession() {
        lab.witnessed();
        b.set(Change.OFF);

        lab.until(
                "gone", () -> a.shows().equals("-") && lab.w.service.witnessed().isEmpty());
    }

    @Test
    void reportsTheSessionToTheWitness() {
        lab.witnessed();
        a.set(Change.SUSPEND);

        lab.until("suspended", () -> lab.w.service.witnessed().get(0).suspended());
        assertThat(lab.w.service.witnessed().get(0).synchronizedPartners()).isFalse();
        assertThat(lab.w.service.witnessed().get(0).mirroringGuid())
                .isEqualTo(a.row().guid());
    }
}
