package mirrorsh.effect;

import static mirrorsh.effect.Given.actions;
import static mirrorsh.effect.Given.blocked;
import static mirrorsh.effect.Given.differs;
import static mirrorsh.effect.Given.hostA;
import static mirrorsh.effect.Given.hostB;
import static mirrorsh.effect.HostStateBuilder.observe;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Observation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What only waits until others have heard of a change. */
class LateNewsEffectsTest {
    @Nested
    class LinksByTheOldCertificate {
        private final Effect effect = new LinksRenewed("HOST_A", "old", List.of("HOST_B"));

        private static Observation linkedBy(String certificate, String state) {
            HostStateBuilder a = hostA().ownCertificate("old", "1").ownCertificate("new", "2");
            a.database("Sales").session("G", "PRINCIPAL", state, "TCP://HOST_B:7024");
            HostStateBuilder b = hostB().certificate("called otherwise", "a_user", "NA", "1")
                    .certificate("new", "a_user", "NA", "2")
                    .link(certificate);
            return observe(a, b);
        }

        @Test
        void areWaitedFor() {
            Observation early = linkedBy("called otherwise", "SYNCHRONIZED");

            assertThat(differs(effect, early).found()).isEqualTo("HOST_B still has a link by it");
            assertThat(actions(effect, early)).containsExactly("await the links are made anew");
        }

        @Test
        void areGoneWhenTheyAreMadeAnew() {
            assertThat(effect.assess(linkedBy("new", "SYNCHRONIZED"))).isInstanceOf(Done.class);
        }

        @Test
        void areNotGoneForGoodWhileTheSessionIsDisconnected() {
            assertThat(differs(effect, linkedBy("new", "DISCONNECTED")).found()).isEqualTo("[Sales] is DISCONNECTED");
        }

        @Test
        void areNoneOnceItWasDropped() {
            assertThat(effect.assess(observe(hostA(), hostB()))).isInstanceOf(Done.class);
        }
    }

    @Nested
    class AFormerWitness {
        private final Effect effect = new WitnessReleased("HOST_W", "Sales");

        @Test
        void isWaitedForAndThenLeftAsItIs() {
            Observation early = observe(new HostStateBuilder("HOST_W").witness("sales"));

            assertThat(blocked(effect, early).by()).isEqualTo("HOST_W is witness of [Sales]");
            assertThat(effect.isObstaclePassing(early)).isTrue();
            assertThat(effect.isOptional()).isTrue();
        }

        @Test
        void isNoneOfAnotherDatabase() {
            assertThat(effect.assess(observe(new HostStateBuilder("HOST_W").witness("Stock"))))
                    .isInstanceOf(Done.class);
        }
    }
}
