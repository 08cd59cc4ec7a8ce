package mirrorsh.effect;

import static mirrorsh.effect.Given.actions;
import static mirrorsh.effect.Given.blocked;
import static mirrorsh.effect.Given.differs;
import static mirrorsh.effect.Given.hostA;
import static mirrorsh.effect.Given.hostB;
import static mirrorsh.effect.Given.impossible;
import static mirrorsh.effect.Given.undo;
import static mirrorsh.effect.HostStateBuilder.NOW;
import static mirrorsh.effect.HostStateBuilder.observe;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.effect.Verdict.Missing;
import mirrorsh.model.Endpoint;
import mirrorsh.tsql.EndpointEncryption;
import mirrorsh.tsql.EndpointRole;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OutboundEffectsTest {
    @Nested
    class TheMasterKey {
        private final Effect effect = new MasterKeyExists("HOST_A", Given.PASSWORD);

        @Test
        void isMissingOnAFreshHost() {
            assertThat(effect.assess(observe(hostA()))).isEqualTo(new Missing());
            assertThat(actions(effect, observe(hostA())))
                    .containsExactly("HOST_A: CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'•••'");
        }

        @Test
        void isNotVisibleToOneWhoIsNotSysadmin() {
            assertThat(blocked(effect, observe(hostA().sysadmin(false))).by()).contains("not visible on HOST_A");
        }

        @Test
        void isDoneWhenItOpensByItself() {
            assertThat(effect.assess(observe(hostA().masterKey(true))))
                    .isEqualTo(new Done("there, opens by the service master key"));
        }

        @Test
        void namesTheTwoStatementsThatMendAClosedOne() {
            Verdict.Differs differs = differs(effect, observe(hostA().masterKey(false)));

            assertThat(differs.repairable()).isFalse();
            assertThat(differs.found())
                    .contains("OPEN MASTER KEY DECRYPTION BY PASSWORD = N'•••'")
                    .contains("ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY");
        }

        @Test
        void isDroppedOnlyWhenNothingIsUnderIt() {
            assertThat(undo(effect, observe(hostA().masterKey(true)))).containsExactly("HOST_A: DROP MASTER KEY");
            assertThat(undo(effect, observe(hostA()))).isEmpty();
            assertThat(impossible(effect, observe(hostA().masterKey(true).ownCertificate("x", "x"))))
                    .contains("[x]");
        }
    }

    @Nested
    class TheCertificate {
        private final Effect effect =
                new CertificateExists("HOST_A", "HOST_A_cert", "HOST_A certificate", Optional.empty());

        @Test
        void isMissingOnceThereIsAMasterKey() {
            assertThat(effect.assess(observe(hostA().masterKey(true)))).isEqualTo(new Missing());
        }

        @Test
        void isBlockedByTheMissingMasterKey() {
            Verdict.Blocked blocked = blocked(effect, observe(hostA()));

            assertThat(blocked.by()).isEqualTo("HOST_A has no database master key in master");
            assertThat(blocked.why()).contains("15581");
            assertThat(blocked.next()).isEqualTo("masterkey create --on HOST_A");
        }

        @Test
        void isBlockedByAMasterKeyThatDoesNotOpen() {
            assertThat(blocked(effect, observe(hostA().masterKey(false))).by()).contains("does not open by itself");
        }

        @Test
        void isNotVisibleToOneWhoIsNotSysadmin() {
            assertThat(blocked(effect, observe(hostA().masterKey(true).sysadmin(false)))
                            .by())
                    .isEqualTo("certificate [HOST_A_cert] is not visible on HOST_A");
        }

        @Test
        void isDoneWithItsThumbprint() {
            assertThat(((Done) effect.assess(observe(hostA().ownCertificate("HOST_A_cert", "a")))).found())
                    .startsWith("valid until 2027-11-22, thumbprint 0000");
        }

        @Test
        void startsADayBackAndLastsAYearByTheHostsOwnClock() {
            var host = hostA().masterKey(true).clock(NOW.plus(Duration.ofDays(40)));

            assertThat(actions(effect, observe(host)).get(0))
                    .contains("START_DATE = N'20261231'", "EXPIRY_DATE = N'20280101'");
        }

        @Test
        void lastsAsLongAsItWasAskedTo() {
            Effect dated = new CertificateExists("HOST_A", "c", "s", Optional.of(LocalDate.of(2036, 1, 31)));

            assertThat(actions(dated, observe(hostA().masterKey(true))).get(0)).contains("EXPIRY_DATE = N'20360131'");
        }

        @Test
        void differsWhenItIsAPeersPublicPart() {
            Verdict.Differs differs = differs(effect, observe(hostA().certificate("HOST_A_cert", "u", "NA", "a")));

            assertThat(differs.repairable()).isFalse();
            assertThat(differs.found()).contains("no private key");
        }

        @Test
        void differsWhenItsKeyIsUnderAPassword() {
            assertThat(differs(effect, observe(hostA().certificate("HOST_A_cert", "dbo", "PW", "a")))
                            .found())
                    .contains("28055");
        }

        @Test
        void differsWhenItIsExpiredByTheHostsOwnClock() {
            var late = hostA().ownCertificate("HOST_A_cert", "a").clock(NOW.plus(Duration.ofDays(400)));

            assertThat(differs(effect, observe(late)).found()).contains("until 2027-11-22");
        }

        @Test
        void differsWhenItIsNotYetValidByTheHostsOwnClock() {
            var early = hostA().ownCertificate("HOST_A_cert", "a").clock(NOW.minus(Duration.ofDays(2)));

            assertThat(differs(effect, observe(early)).expected()).contains("2026-11-20");
        }

        @Test
        void isDroppedUnlessTheEndpointUsesIt() {
            assertThat(undo(effect, observe(hostA().ownCertificate("HOST_A_cert", "a"))))
                    .containsExactly("HOST_A: DROP CERTIFICATE [HOST_A_cert]");
            assertThat(undo(effect, observe(hostA()))).isEmpty();
            assertThat(impossible(
                            effect,
                            observe(hostA().ownCertificate("HOST_A_cert", "a").endpoint("e", 7024, "HOST_A_cert"))))
                    .contains("endpoint");
            assertThat(impossible(effect, observe(hostA().certificate("HOST_A_cert", "u", "NA", "a"))))
                    .contains("not HOST_A's own");
        }
    }

    @Nested
    class TheEndpoint {
        private final Effect effect = new EndpointListens(
                "HOST_A",
                "Endpoint_Mirroring",
                7024,
                "",
                "HOST_A_cert",
                EndpointEncryption.REQUIRED_AES,
                EndpointRole.ALL);

        private HostStateBuilder host() {
            return hostA().masterKey(true).ownCertificate("HOST_A_cert", "a");
        }

        private HostStateBuilder with(String state, int port, String role, String authentication, String encryption) {
            HostStateBuilder host = host().endpoint("Old", 7024, "HOST_A_cert");
            int certificate = host.endpoint().certificateId();
            return host.endpoint(
                    new Endpoint(65537, "Old", state, port, "", role, authentication, certificate, encryption, "sa"));
        }

        @Test
        void isMissingOnceThereIsACertificate() {
            assertThat(effect.assess(observe(host()))).isEqualTo(new Missing());
            assertThat(actions(effect, observe(host())).get(0))
                    .startsWith("HOST_A: CREATE ENDPOINT [Endpoint_Mirroring]");
        }

        @Test
        void isBlockedByTheMissingCertificate() {
            assertThat(blocked(effect, observe(hostA())).next()).isEqualTo("cert create --on HOST_A");
        }

        @Test
        void isBlockedByACertificateThatAnEndpointRefuses() {
            assertThat(blocked(effect, observe(hostA().certificate("HOST_A_cert", "dbo", "PW", "a")))
                            .why())
                    .contains("28055");
            assertThat(blocked(effect, observe(host().clock(NOW.plus(Duration.ofDays(400)))))
                            .next())
                    .isEqualTo("cert rotate --on HOST_A");
        }

        @Test
        void isNotVisibleToOneWhoIsNotSysadmin() {
            assertThat(blocked(effect, observe(host().sysadmin(false))).by()).contains("not visible");
        }

        @Test
        void isDoneUnderAnyName() {
            assertThat(effect.assess(observe(host().endpoint("Mirroring", 7024, "HOST_A_cert"))))
                    .isEqualTo(new Done("[Mirroring] STARTED on port 7024, AES, role ALL, certificate [HOST_A_cert]"));
        }

        @Test
        void isStartedWhenThatIsAllItLacks() {
            var stopped = observe(with("STOPPED", 7024, "ALL", "CERTIFICATE", "AES"));

            assertThat(differs(effect, stopped).repairable()).isTrue();
            assertThat(actions(effect, stopped)).containsExactly("HOST_A: ALTER ENDPOINT [Old] STATE = STARTED");
        }

        @Test
        void isAlteredNeverCreatedASecondTime() {
            var other = host().ownCertificate("Old_cert", "old").endpoint("Old", 7024, "Old_cert");

            assertThat(differs(effect, observe(other)).found()).isEqualTo("certificate [Old_cert]");
            assertThat(actions(effect, observe(other)).get(0))
                    .startsWith("HOST_A: ALTER ENDPOINT [Old]")
                    .contains("AUTHENTICATION = CERTIFICATE [HOST_A_cert]");
        }

        @Test
        void differsInRoleAndEncryptionRepairably() {
            Verdict.Differs differs = differs(effect, observe(with("STARTED", 7024, "WITNESS", "CERTIFICATE", "RC4")));

            assertThat(differs.expected()).isEqualTo("role ALL, encryption AES");
            assertThat(differs.found()).isEqualTo("role WITNESS, encryption RC4");
            assertThat(differs.repairable()).isTrue();
        }

        @Test
        void differsInItsPortBeyondRepair() {
            assertThat(differs(effect, observe(with("STARTED", 5022, "ALL", "CERTIFICATE", "AES"))))
                    .matches(differs -> !differs.repairable())
                    .extracting(Verdict.Differs::found)
                    .asString()
                    .startsWith("port 5022");
        }

        @Test
        void differsInItsAddressBeyondRepair() {
            var host = with("STARTED", 7024, "ALL", "CERTIFICATE", "AES");
            host.endpoint(new Endpoint(1, "Old", "STARTED", 7024, "10.0.0.5", "ALL", "CERTIFICATE", 256, "AES", "sa"));

            assertThat(differs(effect, observe(host)).repairable()).isFalse();
        }

        @Test
        void leavesWindowsAuthenticationToSessionsThatRelyOnIt() {
            var windows = with("STARTED", 7024, "ALL", "NEGOTIATE", "AES");
            assertThat(differs(effect, observe(windows)).repairable()).isTrue();

            windows.database("Orders").session("G", "PRINCIPAL", "SYNCHRONIZED", "TCP://X:7024");
            assertThat(differs(effect, observe(windows)).repairable()).isFalse();
        }

        @Test
        void isDroppedUnlessASessionUsesIt() {
            var host = host().endpoint("Endpoint_Mirroring", 7024, "HOST_A_cert");
            assertThat(undo(effect, observe(host))).containsExactly("HOST_A: DROP ENDPOINT [Endpoint_Mirroring]");

            host.database("Orders").session("G", "PRINCIPAL", "SYNCHRONIZED", "TCP://X:7024");
            assertThat(impossible(effect, observe(host))).contains("[Orders]");
            assertThat(impossible(effect, observe(host().endpoint("Other", 7024, "HOST_A_cert"))))
                    .contains("[Other]");
            assertThat(undo(effect, observe(host()))).isEmpty();
        }
    }

    @Nested
    class TheExportedCertificate {
        private static final String PATH = "C:\\HOST_A_cert.cer";

        private final Effect effect = new CertificateExported("HOST_A", "HOST_A_cert", PATH, List.of("HOST_B"));

        private HostStateBuilder host() {
            return hostA().ownCertificate("HOST_A_cert", "a");
        }

        @Test
        void isMissingWithoutItsFile() {
            assertThat(effect.assess(observe(host().file(PATH, false), hostB())))
                    .isEqualTo(new Missing());
            assertThat(actions(effect, observe(host(), hostB())))
                    .containsExactly("HOST_A: BACKUP CERTIFICATE [HOST_A_cert] TO FILE = N'" + PATH + "'");
        }

        @Test
        void isDoneWhenTheFileIsThere() {
            assertThat(effect.assess(observe(host().file(PATH, true), hostB())).isDone())
                    .isTrue();
        }

        @Test
        void isDoneWhenEveryPeerHasImportedIt() {
            assertThat(effect.assess(observe(host(), hostB().certificate("any", "u", "NA", "a"))))
                    .isEqualTo(new Done("imported by HOST_B already"));
        }

        @Test
        void isMissingWhenThePeerHasAnOlderOne() {
            assertThat(effect.assess(observe(host(), hostB().certificate("HOST_A_cert", "u", "NA", "older"))))
                    .isEqualTo(new Missing());
        }

        @Test
        void isBlockedWithoutTheCertificate() {
            assertThat(blocked(effect, observe(hostA(), hostB())).next()).isEqualTo("cert create --on HOST_A");
        }

        @Test
        void leavesTheFileToTheOperator() {
            assertThat(impossible(effect, observe(host().file(PATH, true), hostB())))
                    .contains(PATH);
            assertThat(undo(effect, observe(host().file(PATH, false), hostB()))).isEmpty();
        }
    }

    @Nested
    class TheCopiedCertificateFile {
        private static final String PATH = "C:\\HOST_A_cert.cer";

        private final Effect effect = new CertificateFileCopied("HOST_A", "HOST_A_cert", PATH, "HOST_B", PATH);

        private HostStateBuilder host() {
            return hostA().ownCertificate("HOST_A_cert", "a").file(PATH, true);
        }

        @Test
        void isMissingOnceItIsExported() {
            assertThat(effect.assess(observe(host(), hostB()))).isEqualTo(new Missing());
            assertThat(actions(effect, observe(host(), hostB())))
                    .containsExactly("copy HOST_A " + PATH + " to HOST_B " + PATH);
        }

        @Test
        void isBlockedUntilItIsExported() {
            assertThat(blocked(effect, observe(host().file(PATH, false), hostB()))
                            .next())
                    .isEqualTo("cert export --on HOST_A");
            assertThat(blocked(effect, observe(hostA(), hostB())).by()).contains("[HOST_A_cert]");
        }

        @Test
        void isDoneWhenItIsThereOrImported() {
            assertThat(effect.assess(observe(host(), hostB().file(PATH, true))).isDone())
                    .isTrue();
            assertThat(effect.assess(observe(host(), hostB().certificate("c", "u", "NA", "a")))
                            .isDone())
                    .isTrue();
        }

        @Test
        void isOutdatedByANewExport() {
            assertThat(effect.isOutdatedBy(new CertificateExported("HOST_A", "HOST_A_cert", PATH, List.of())))
                    .isTrue();
            assertThat(effect.isOutdatedBy(new CertificateExported("HOST_C", "HOST_A_cert", PATH, List.of())))
                    .isFalse();
        }
    }
}
