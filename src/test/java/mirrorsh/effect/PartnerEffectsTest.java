package mirrorsh.effect;

import static mirrorsh.effect.Given.actions;
import static mirrorsh.effect.Given.blocked;
import static mirrorsh.effect.Given.differs;
import static mirrorsh.effect.Given.hostA;
import static mirrorsh.effect.Given.hostB;
import static mirrorsh.effect.Given.impossible;
import static mirrorsh.effect.Given.undo;
import static mirrorsh.effect.HostStateBuilder.observe;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.effect.Verdict.Missing;
import mirrorsh.model.Endpoint;
import mirrorsh.model.Observation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PartnerEffectsTest {
    private static final String DB = "AdventureWorks";
    private static final String URL_A = "TCP://HOST_A:7024";
    private static final String URL_B = "TCP://HOST_B:7024";

    private static HostStateBuilder ready(HostStateBuilder host) {
        return host.ownCertificate("c", host.build().host()).endpoint("Endpoint_Mirroring", 7024, "c");
    }

    /** HOST_A with a full and a log backup. */
    private static HostStateBuilder principal() {
        HostStateBuilder host = ready(hostA());
        host.database(DB).fullBackup("f.bak", 100, 110).logBackup("f.trn", 1, 100, 120);
        return host;
    }

    /** HOST_B with both restored. */
    private static HostStateBuilder mirror() {
        HostStateBuilder host = ready(hostB());
        host.database(DB).restored("D", 100, 110).restored("L", 100, 120);
        return host;
    }

    /** HOST_B after the first SET PARTNER; role and state of that half are not documented. */
    private static HostStateBuilder waiting(String url) {
        HostStateBuilder host = mirror();
        host.database(DB).session("G", "", "", url);
        return host;
    }

    private static Observation mirrored(String roleA, String roleB, String state) {
        HostStateBuilder a = principal();
        a.database(DB).session("G", roleA, state, URL_B);
        HostStateBuilder b = mirror();
        b.database(DB).session("G", roleB, state, URL_A);
        return observe(a, b);
    }

    private static Endpoint with(Endpoint there, String state, String role) {
        return new Endpoint(
                there.id(), there.name(), state, 7024, "", role, "CERTIFICATE", there.certificateId(), "AES", "sa");
    }

    @Nested
    class TheMirrorsPartner {
        private final Effect effect = new PartnerSet("HOST_B", DB, "HOST_A", URL_A, true);

        @Test
        void isMissingWithARestoringCopyAndAnEndpoint() {
            assertThat(effect.assess(observe(principal(), mirror()))).isEqualTo(new Missing());
            assertThat(actions(effect, observe(principal(), mirror())))
                    .containsExactly("HOST_B: ALTER DATABASE [AdventureWorks] SET PARTNER = N'TCP://HOST_A:7024'");
        }

        /** Once it waits, log can no longer be restored into it. */
        @Test
        void isBlockedWhileItLacksLogThatAJobBackedUp() {
            HostStateBuilder a = principal();
            a.database(DB).logBackup("C:\\job.trn", 1, 120, 140);

            assertThat(blocked(effect, observe(a, mirror())).by())
                    .isEqualTo("[AdventureWorks] on HOST_B lacks log that HOST_A backed up to C:\\job.trn");
            assertThat(blocked(effect, observe(a, mirror())).next()).endsWith("--logs-only");
        }

        @Test
        void isDoneWhileItWaits() {
            assertThat(effect.assess(observe(principal(), waiting("tcp://host_a:7024"))))
                    .isEqualTo(new Done("waits for tcp://host_a:7024"));
        }

        @Test
        void isDoneInTheSessionWhateverTheAddressIsCalled() {
            assertThat(effect.assess(mirrored("MIRROR", "PRINCIPAL", "SYNCHRONIZED"))
                            .isDone())
                    .isTrue();
        }

        @Test
        void isSetAnewWhenItWaitsAtAWrongAddress() {
            var wrong = observe(principal(), waiting("TCP://HOST_X:7024"));

            assertThat(differs(effect, wrong).found()).isEqualTo("TCP://HOST_X:7024");
            assertThat(differs(effect, wrong).repairable()).isTrue();
            assertThat(actions(effect, wrong))
                    .containsExactly(
                            "HOST_B: ALTER DATABASE [AdventureWorks] SET PARTNER OFF",
                            "HOST_B: ALTER DATABASE [AdventureWorks] SET PARTNER = N'TCP://HOST_A:7024'");
        }

        @Test
        void isLeftAloneWhenItHasAnotherPartner() {
            HostStateBuilder b = mirror();
            b.database(DB).session("G9", "MIRROR", "SYNCHRONIZED", "TCP://HOST_X:7024");

            assertThat(differs(effect, observe(principal(), b)).repairable()).isFalse();
        }

        @Test
        void isBlockedByAnOldSessionOfThePrincipal() {
            HostStateBuilder a = principal();
            a.database(DB).session("G0", "PRINCIPAL", "DISCONNECTED", URL_B);

            assertThat(blocked(effect, observe(a, mirror())).next())
                    .isEqualTo("partner off AdventureWorks --on HOST_A");
        }

        @Test
        void isBlockedWithoutARestoringCopy() {
            assertThat(blocked(effect, observe(principal(), ready(hostB()))).by())
                    .contains("no database");
            HostStateBuilder online = ready(hostB());
            online.database(DB);
            assertThat(blocked(effect, observe(principal(), online)).why()).contains("1464");
        }

        @Test
        void isBlockedByAnEndpointThatIsNotFit() {
            HostStateBuilder none = hostB();
            none.database(DB).restored("D", 100, 110);
            assertThat(blocked(effect, observe(principal(), none)).next()).isEqualTo("endpoint create --on HOST_B");

            HostStateBuilder stopped = mirror();
            stopped.endpoint(with(stopped.endpoint(), "STOPPED", "ALL"));
            assertThat(blocked(effect, observe(principal(), stopped)).next()).isEqualTo("endpoint start --on HOST_B");

            HostStateBuilder witness = mirror();
            witness.endpoint(with(witness.endpoint(), "STARTED", "WITNESS"));
            assertThat(blocked(effect, observe(principal(), witness)).by()).contains("role WITNESS");
        }

        @Test
        void isBlockedByLinux() {
            assertThat(blocked(effect, observe(principal(), mirror().dataFolder("/var/opt/mssql/data/")))
                            .by())
                    .isEqualTo("HOST_B runs on Linux");
        }

        @Test
        void isBlockedByAnEdition() {
            assertThat(blocked(effect, observe(principal(), mirror().edition("Web Edition")))
                            .why())
                    .contains("1463");
        }

        @Test
        void isNotVisibleToOneWhoIsNotSysadmin() {
            assertThat(blocked(effect, observe(principal(), mirror().sysadmin(false)))
                            .by())
                    .contains("not visible");
        }

        @Test
        void isTakenBack() {
            assertThat(undo(effect, observe(principal(), waiting(URL_A))))
                    .containsExactly("HOST_B: ALTER DATABASE [AdventureWorks] SET PARTNER OFF");
            assertThat(undo(effect, observe(principal(), mirror()))).isEmpty();
        }
    }

    @Nested
    class ThePrincipalsPartner {
        private final Effect effect = new PartnerSet("HOST_A", DB, "HOST_B", URL_B, false);

        @Test
        void isMissingOnceTheMirrorWaits() {
            assertThat(effect.assess(observe(principal(), waiting(URL_A)))).isEqualTo(new Missing());
            assertThat(actions(effect, observe(principal(), waiting(URL_A))))
                    .containsExactly(
                            "HOST_A: ALTER DATABASE [AdventureWorks] SET PARTNER = N'TCP://HOST_B:7024'",
                            "await both partners show the session");
        }

        @Test
        void isBlockedUntilTheMirrorWaits() {
            assertThat(blocked(effect, observe(principal(), mirror())).next())
                    .isEqualTo("partner set HOST_A --on HOST_B --database AdventureWorks");
        }

        @Test
        void isDoneInTheSessionWhateverTheRolesBecame() {
            assertThat(effect.assess(mirrored("PRINCIPAL", "MIRROR", "SYNCHRONIZING")))
                    .isEqualTo(new Done("PRINCIPAL, partner TCP://HOST_B:7024, SYNCHRONIZING"));
            assertThat(effect.assess(mirrored("MIRROR", "PRINCIPAL", "SYNCHRONIZED"))
                            .isDone())
                    .isTrue();
        }

        @Test
        void differsWhenOnlyThePrincipalHasASession() {
            HostStateBuilder a = principal();
            a.database(DB).session("G0", "PRINCIPAL", "DISCONNECTED", "TCP://HOST_X:7024");

            assertThat(differs(effect, observe(a, mirror())).found()).contains("HOST_B is not mirrored");
            assertThat(differs(effect, observe(a, mirror())).repairable()).isFalse();
            assertThat(differs(effect, observe(a, waiting(URL_A))).found()).contains("HOST_B with TCP://HOST_A:7024");
        }

        @Test
        void isBlockedByLogThatAJobBackedUp() {
            HostStateBuilder a = principal();
            a.database(DB).logBackup("hourly.trn", 1, 120, 130);

            assertThat(blocked(effect, observe(a, waiting(URL_A))).next()).endsWith("--logs-only");
        }

        @Test
        void isBlockedByItsOwnEndpointAndTheMirrors() {
            HostStateBuilder a = principal();
            a.endpoint(with(a.endpoint(), "STOPPED", "ALL"));
            assertThat(blocked(effect, observe(a, waiting(URL_A))).next()).isEqualTo("endpoint start --on HOST_A");

            HostStateBuilder b = waiting(URL_A);
            b.endpoint(with(b.endpoint(), "DISABLED", "ALL"));
            assertThat(blocked(effect, observe(principal(), b)).next()).isEqualTo("endpoint start --on HOST_B");
        }

        @Test
        void isBlockedByWhatCannotBeMirrored() {
            HostStateBuilder a = principal();
            a.database(DB).recoveryModel("BULK_LOGGED");

            assertThat(blocked(effect, observe(a, waiting(URL_A))).by()).contains("BULK_LOGGED");
            assertThat(blocked(effect, observe(ready(hostA()), waiting(URL_A))).by())
                    .contains("no database");
        }
    }

    @Nested
    class TheSynchronizedSession {
        private final Effect effect = new SessionSynchronized("HOST_A", "HOST_B", DB, Duration.ofMinutes(5));

        @Test
        void isDoneWhenBothSaySo() {
            assertThat(effect.assess(mirrored("PRINCIPAL", "MIRROR", "SYNCHRONIZED")))
                    .isEqualTo(new Done("SYNCHRONIZED on both partners"));
        }

        @Test
        void isWaitedFor() {
            var behind = mirrored("PRINCIPAL", "MIRROR", "SYNCHRONIZING");

            assertThat(differs(effect, behind).found()).isEqualTo("SYNCHRONIZING on HOST_A, SYNCHRONIZING on HOST_B");
            assertThat(differs(effect, behind).repairable()).isTrue();
            assertThat(effect.actions(behind))
                    .containsExactly(new Action.Await("[AdventureWorks] is SYNCHRONIZED", Duration.ofMinutes(5)));
        }

        @Test
        void isBlockedWhileSuspended() {
            assertThat(blocked(effect, mirrored("PRINCIPAL", "MIRROR", "SUSPENDED"))
                            .next())
                    .isEqualTo("partner resume AdventureWorks --on HOST_A");
        }

        @Test
        void isBlockedWithoutASession() {
            assertThat(blocked(effect, observe(principal(), mirror())).by())
                    .contains("HOST_A has no mirroring session");
        }

        @Test
        void leavesNothingToTakeBack() {
            assertThat(undo(effect, mirrored("PRINCIPAL", "MIRROR", "SYNCHRONIZED")))
                    .isEmpty();
        }
    }

    @Nested
    class Safety {
        private final Effect effect = new SafetySet("HOST_A", DB, false);

        @Test
        void isSetOnThePrincipal() {
            var full = mirrored("PRINCIPAL", "MIRROR", "SYNCHRONIZED");

            assertThat(differs(effect, full).found()).isEqualTo("FULL");
            assertThat(actions(effect, full))
                    .containsExactly("HOST_A: ALTER DATABASE [AdventureWorks] SET PARTNER SAFETY OFF");
        }

        @Test
        void isDone() {
            HostStateBuilder a = principal();
            a.database(DB).session("G", "PRINCIPAL", "SYNCHRONIZED", URL_B).safety("OFF");

            assertThat(effect.assess(observe(a))).isEqualTo(new Done("high-performance mode"));
            assertThat(new SafetySet("HOST_A", DB, true).assess(mirrored("PRINCIPAL", "MIRROR", "SYNCHRONIZED")))
                    .isEqualTo(new Done("high-safety mode"));
        }

        @Test
        void isBlockedOnTheMirror() {
            assertThat(blocked(effect, mirrored("MIRROR", "PRINCIPAL", "SYNCHRONIZED"))
                            .why())
                    .contains("1470");
        }

        @Test
        void isBlockedByTheEdition() {
            HostStateBuilder a = principal().edition("Standard Edition (64-bit)");
            a.database(DB).session("G", "PRINCIPAL", "SYNCHRONIZED", URL_B);

            assertThat(blocked(effect, observe(a)).why()).contains("1473");
        }

        @Test
        void isBlockedWithoutALink() {
            assertThat(blocked(effect, mirrored("PRINCIPAL", "MIRROR", "DISCONNECTED"))
                            .why())
                    .contains("1447");
            assertThat(blocked(effect, observe(principal())).why()).contains("1416");
        }

        @Test
        void isSetBack() {
            HostStateBuilder a = principal();
            a.database(DB).session("G", "PRINCIPAL", "SYNCHRONIZED", URL_B).safety("OFF");
            assertThat(undo(effect, observe(a)))
                    .containsExactly("HOST_A: ALTER DATABASE [AdventureWorks] SET PARTNER SAFETY FULL");
            assertThat(undo(effect, observe(principal()))).isEmpty();

            a.database(DB).session("G", "MIRROR", "SYNCHRONIZED", URL_B).safety("OFF");
            assertThat(impossible(effect, observe(a))).contains("no longer the principal");
        }
    }

    @Nested
    class TakenBack {
        @Test
        void isDoneWhenNothingIsLeft() {
            Effect undone = new Undone(new LoginExists("HOST_A", "l", Given.PASSWORD));

            assertThat(undone.assess(observe(hostA())).isDone()).isTrue();
            assertThat(undone.assess(observe(hostA().login("l")))).isEqualTo(new Missing());
            assertThat(actions(undone, observe(hostA().login("l")))).containsExactly("HOST_A: DROP LOGIN [l]");
        }

        @Test
        void isBlockedWhenItCannotBe() {
            Effect undone = new Undone(new FullRecoveryModel("HOST_A", DB));

            assertThat(blocked(undone, observe(principal())).why()).contains("not recorded");
        }
    }
}
