package mirrorsh.effect;

import static mirrorsh.effect.Given.actions;
import static mirrorsh.effect.Given.blocked;
import static mirrorsh.effect.Given.differs;
import static mirrorsh.effect.Given.hostA;
import static mirrorsh.effect.Given.impossible;
import static mirrorsh.effect.Given.undo;
import static mirrorsh.effect.HostStateBuilder.observe;
import static org.assertj.core.api.Assertions.assertThat;

import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Endpoint;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SessionChangesTest {
    private static final String DB = "AdventureWorks";

    private static Observation session(String roleA, String roleB, String state, String safety) {
        HostStateBuilder a = hostA();
        a.database(DB).session("G", roleA, state, "TCP://HOST_B:7024").safety(safety);
        HostStateBuilder b = Given.hostB();
        b.database(DB).session("G", roleB, state, "TCP://HOST_A:7024").safety(safety);
        return observe(a, b);
    }

    private static Observation endpoint(String state) {
        Endpoint there = new Endpoint(65537, "Mirroring", state, 5022, "", "ALL", "CERTIFICATE", 256, "AES", "sa");
        return observe(hostA().endpoint(there));
    }

    /** Each partner connects to a witness by itself, so one may be a moment later than the other. */
    @Test
    void waitsForAWitnessThatIsSetAndNotConnectedYet() {
        Effect effect = new WitnessSet("HOST_A", "HOST_B", DB, "HOST_W", "TCP://HOST_W:7024");
        HostStateBuilder a = hostA();
        a.database(DB)
                .session(new MirroringSession(
                        "G",
                        "PRINCIPAL",
                        "SYNCHRONIZED",
                        "FULL",
                        "TCP://HOST_B:7024",
                        "HOST_B",
                        "TCP://HOST_W:7024",
                        "CONNECTED",
                        10));
        HostStateBuilder b = Given.hostB();
        b.database(DB).session("G", "MIRROR", "SYNCHRONIZED", "TCP://HOST_A:7024");
        Observation early = observe(a, b);

        assertThat(blocked(effect, early).by()).contains("is not connected to both partners");
        assertThat(effect.isObstaclePassing(early)).isTrue();
        assertThat(effect.isObstaclePassing(session("PRINCIPAL", "MIRROR", "SYNCHRONIZED", "FULL")))
                .isFalse();
    }

    @Nested
    class Failover {
        private final RolesSwitched effect = new RolesSwitched("HOST_A", "HOST_B", DB);

        @Test
        void isDoneByThePrincipal() {
            Observation synchronizedSession = session("PRINCIPAL", "MIRROR", "SYNCHRONIZED", "FULL");

            assertThat(differs(effect, synchronizedSession).repairable()).isTrue();
            assertThat(actions(effect, synchronizedSession))
                    .containsExactly(
                            "HOST_A: ALTER DATABASE [AdventureWorks] SET PARTNER FAILOVER",
                            "await HOST_B is the principal");
        }

        @Test
        void needsSafetyFull() {
            assertThat(blocked(effect, session("PRINCIPAL", "MIRROR", "SYNCHRONIZED", "OFF"))
                            .next())
                    .isEqualTo("safety full AdventureWorks --on HOST_A");
        }

        @Test
        void needsASynchronizedSession() {
            assertThat(blocked(effect, session("PRINCIPAL", "MIRROR", "SYNCHRONIZING", "FULL"))
                            .by())
                    .contains("SYNCHRONIZING");
        }

        @Test
        void isDoneWhenTheFormerMirrorIsThePrincipal() {
            Observation switched = session("MIRROR", "PRINCIPAL", "SYNCHRONIZED", "FULL");

            assertThat(effect.assess(switched)).isInstanceOf(Done.class);
            assertThat(undo(effect, switched))
                    .containsExactly("HOST_B: ALTER DATABASE [AdventureWorks] SET PARTNER FAILOVER");
        }

        @Test
        void isNotDoneWhileThereIsNoPrincipal() {
            assertThat(effect.assess(session("MIRROR", "MIRROR", "SYNCHRONIZED", "FULL")))
                    .isInstanceOf(Verdict.Blocked.class);
        }
    }

    @Nested
    class Ending {
        private final MirroringEnded effect = new MirroringEnded("HOST_A", DB);

        @Test
        void removesThePartner() {
            Observation mirrored = session("PRINCIPAL", "MIRROR", "SYNCHRONIZED", "OFF");

            assertThat(differs(effect, mirrored).found()).isEqualTo("PRINCIPAL of a session with TCP://HOST_B:7024");
            assertThat(actions(effect, mirrored))
                    .containsExactly("HOST_A: ALTER DATABASE [AdventureWorks] SET PARTNER OFF");
            assertThat(impossible(effect, mirrored)).contains("set up anew");
        }

        @Test
        void isDoneWhereNothingIsMirrored() {
            HostStateBuilder alone = hostA();
            alone.database(DB);

            assertThat(effect.assess(observe(alone))).isEqualTo(new Done("not mirrored"));
        }
    }

    @Nested
    class TheEndpoint {
        @Test
        void isStopped() {
            EndpointStopped effect = new EndpointStopped("HOST_A");

            assertThat(actions(effect, endpoint("STARTED")))
                    .containsExactly("HOST_A: ALTER ENDPOINT [Mirroring] STATE = STOPPED");
            assertThat(effect.assess(endpoint("STOPPED"))).isEqualTo(new Done("STOPPED"));
            assertThat(undo(effect, endpoint("STOPPED")))
                    .containsExactly("HOST_A: ALTER ENDPOINT [Mirroring] STATE = STARTED");
        }

        @Test
        void isStarted() {
            EndpointStarted effect = new EndpointStarted("HOST_A");

            assertThat(differs(effect, endpoint("STOPPED")).repairable()).isTrue();
            assertThat(actions(effect, endpoint("STOPPED")))
                    .containsExactly("HOST_A: ALTER ENDPOINT [Mirroring] STATE = STARTED");
            assertThat(effect.assess(endpoint("STARTED"))).isEqualTo(new Done("listens on port 5022"));
        }

        @Test
        void cannotBeStartedWhereThereIsNone() {
            assertThat(blocked(new EndpointStarted("HOST_A"), observe(hostA())).next())
                    .isEqualTo("endpoint create --on HOST_A");
        }
    }
}
