package mirrorsh.effect;

import static mirrorsh.effect.Given.differs;
import static mirrorsh.effect.Given.hostA;
import static mirrorsh.effect.Given.texts;
import static mirrorsh.effect.HostStateBuilder.observe;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.model.Observation;
import org.junit.jupiter.api.Test;

/** A grant that took the place of a denial, taken back. */
class ConnectGrantedTest {
    private final Effect effect = new ConnectGranted("HOST_A", "Endpoint_Mirroring", "HOST_B_login");

    private static Observation host(String state) {
        return observe(hostA().ownCertificate("c", "a")
                .endpoint("Mirroring", 7024, "c")
                .login("HOST_B_login")
                .permission("HOST_B_login", "CONNECT", state));
    }

    private List<Action> undo(Observation now) {
        String before = differs(effect, host("DENY")).found();
        return ((Undo.By) effect.undo(now, before)).actions();
    }

    @Test
    void putsTheDenialBack() {
        assertThat(texts(undo(host("GRANT"))))
                .containsExactly("HOST_A: DENY CONNECT ON ENDPOINT::[Mirroring] TO [HOST_B_login]");
    }

    @Test
    void leavesADenialThatIsThere() {
        assertThat(undo(host("DENY"))).isEmpty();
    }
}
