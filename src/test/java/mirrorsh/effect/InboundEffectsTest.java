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
import java.util.Optional;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.effect.Verdict.Missing;
import mirrorsh.model.Certificate;
import mirrorsh.model.Der;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import mirrorsh.model.Observation;
import mirrorsh.model.User;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InboundEffectsTest {
    @Nested
    class TheLogin {
        private final Effect effect = new LoginExists("HOST_A", "HOST_B_login", Given.PASSWORD);

        @Test
        void isMissingOnAFreshHost() {
            assertThat(effect.assess(observe(hostA()))).isEqualTo(new Missing());
            assertThat(actions(effect, observe(hostA())))
                    .containsExactly("HOST_A: CREATE LOGIN [HOST_B_login] WITH PASSWORD = N'•••'");
        }

        @Test
        void isNotVisibleToOneWhoIsNotSysadmin() {
            assertThat(blocked(effect, observe(hostA().sysadmin(false))).by()).contains("not visible");
        }

        @Test
        void isDoneInAnyCase() {
            assertThat(effect.assess(observe(hostA().login("host_b_LOGIN")))).isEqualTo(new Done("SQL login, enabled"));
        }

        @Test
        void isEnabledWhenDisabled() {
            var host = observe(hostA().login(new Login(1, "HOST_B_login", "S1", "S", true)));

            assertThat(differs(effect, host).repairable()).isTrue();
            assertThat(actions(effect, host)).containsExactly("HOST_A: ALTER LOGIN [HOST_B_login] ENABLE");
        }

        @Test
        void differsWhenItIsOfAnotherType() {
            var host = observe(hostA().login(new Login(1, "HOST_B_login", "S1", "C", false)));

            assertThat(differs(effect, host).repairable()).isFalse();
        }

        @Test
        void isDroppedOnceItsUserIsGone() {
            assertThat(undo(effect, observe(hostA().login("HOST_B_login"))))
                    .containsExactly("HOST_A: DROP LOGIN [HOST_B_login]");
            assertThat(impossible(effect, observe(hostA().login("HOST_B_login").user("u", "HOST_B_login"))))
                    .contains("[u]");
            assertThat(undo(effect, observe(hostA()))).isEmpty();
        }
    }

    @Nested
    class TheUser {
        private final Effect effect = new UserExists("HOST_A", "HOST_B_user", "HOST_B_login");

        private HostStateBuilder host() {
            return hostA().login("HOST_B_login");
        }

        @Test
        void isMissingOnceThereIsALogin() {
            assertThat(effect.assess(observe(host()))).isEqualTo(new Missing());
            assertThat(actions(effect, observe(host())))
                    .containsExactly("HOST_A: CREATE USER [HOST_B_user] FOR LOGIN [HOST_B_login]");
        }

        @Test
        void isBlockedByTheMissingLogin() {
            assertThat(blocked(effect, observe(hostA())).by()).isEqualTo("HOST_A has no login [HOST_B_login]");
        }

        @Test
        void isNotVisibleToOneWhoIsNotSysadmin() {
            assertThat(blocked(effect, observe(host().sysadmin(false))).by()).contains("not visible");
        }

        @Test
        void isDoneWhenItHasTheLoginsSid() {
            assertThat(effect.assess(observe(host().user("HOST_B_user", "HOST_B_login")))
                            .isDone())
                    .isTrue();
        }

        @Test
        void isMappedAnewWhenOrphaned() {
            var orphan = observe(host().user(new User(9, "HOST_B_user", "SID_OF_OLD", "S")));

            assertThat(differs(effect, orphan).repairable()).isTrue();
            assertThat(actions(effect, orphan))
                    .containsExactly("HOST_A: ALTER USER [HOST_B_user] WITH LOGIN = [HOST_B_login]");
        }

        @Test
        void differsWhenItBelongsToAnotherLogin() {
            var other = observe(host().login("Other").user("HOST_B_user", "Other"));

            assertThat(differs(effect, other).repairable()).isFalse();
            assertThat(differs(effect, other).found()).contains("[Other]");
        }

        @Test
        void differsWhenTheLoginHasAUserOfAnotherName() {
            var other = observe(host().user("Old_user", "HOST_B_login"));

            assertThat(differs(effect, other).found()).contains("[Old_user]", "15063");
            assertThat(differs(effect, other).repairable()).isFalse();
        }

        @Test
        void isDroppedUnlessItOwnsACertificate() {
            var host = host().user("HOST_B_user", "HOST_B_login");
            assertThat(undo(effect, observe(host))).containsExactly("HOST_A: DROP USER [HOST_B_user]");

            host.certificate("HOST_B_cert", "HOST_B_user", "NA", "b");
            assertThat(impossible(effect, observe(host))).contains("[HOST_B_cert]");
            assertThat(undo(effect, observe(host()))).isEmpty();
        }
    }

    @Nested
    class TheImportedCertificate {
        private final Effect effect =
                new CertificateImported("HOST_A", "HOST_B_cert", "HOST_B_user", "HOST_B", Optional.empty());
        private final Effect byFile = new CertificateImported(
                "HOST_A", "HOST_B_cert", "HOST_B_user", "HOST_B", Optional.of("C:\\HOST_B_cert.cer"));

        private HostStateBuilder host() {
            return hostA().login("HOST_B_login").user("HOST_B_user", "HOST_B_login");
        }

        private HostStateBuilder peer() {
            return hostB().ownCertificate("HOST_B_cert", "b");
        }

        @Test
        void comesOverTheConnections() {
            assertThat(effect.assess(observe(host(), peer()))).isEqualTo(new Missing());
            assertThat(actions(effect, observe(host(), peer())))
                    .containsExactly("HOST_A: CREATE CERTIFICATE [HOST_B_cert] AUTHORIZATION [HOST_B_user]"
                            + " FROM BINARY = 0x62");
        }

        @Test
        void comesFromAFile() {
            var host = host().file("C:\\HOST_B_cert.cer", true);

            assertThat(byFile.files()).containsExactly("C:\\HOST_B_cert.cer");
            assertThat(byFile.assess(observe(host, peer()))).isEqualTo(new Missing());
            assertThat(actions(byFile, observe(host, peer())).get(0)).endsWith("FROM FILE = N'C:\\HOST_B_cert.cer'");
        }

        @Test
        void isBlockedWithoutItsFile() {
            assertThat(blocked(byFile, observe(host().file("C:\\HOST_B_cert.cer", false), peer()))
                            .next())
                    .isEqualTo("cert copy HOST_B --on HOST_A");
        }

        @Test
        void isBlockedWithoutAnOriginal() {
            assertThat(blocked(effect, observe(host(), hostB())).next()).isEqualTo("cert create --on HOST_B");
        }

        @Test
        void isBlockedWhenTheOriginalIsNotThePeersOwn() {
            var peer = hostB().certificate("HOST_B_cert", "u", "NA", "x");

            assertThat(blocked(effect, observe(host(), peer)).by()).contains("not its own");
        }

        @Test
        void isBlockedWithoutItsOwner() {
            assertThat(blocked(effect, observe(hostA(), peer())).next()).isEqualTo("user create --on HOST_A");
        }

        @Test
        void isBlockedWhenTheBytesCannotBeRead() {
            HostState peer = peer().build();
            Certificate seen = peer.certificates().get(0);
            HostState blind = new HostState(
                    "HOST_B",
                    peer.instance(),
                    peer.masterKey(),
                    java.util.List.of(new Certificate(
                            seen.id(),
                            seen.name(),
                            seen.subject(),
                            seen.owner(),
                            seen.privateKey(),
                            seen.start(),
                            seen.expiry(),
                            seen.thumbprint(),
                            Der.NONE)),
                    peer.endpoint(),
                    peer.logins(),
                    peer.users(),
                    peer.permissions(),
                    peer.databases(),
                    peer.links(),
                    peer.witnessed(),
                    peer.files());
            Observation observation = new Observation(java.util.Map.of("HOST_A", host().build(), "HOST_B", blind));

            assertThat(blocked(effect, observation).next()).isEqualTo("cert export --on HOST_B");
        }

        @Test
        void isNotVisibleToOneWhoIsNotSysadmin() {
            assertThat(blocked(effect, observe(host().sysadmin(false), peer())).by())
                    .contains("not visible");
        }

        @Test
        void isDoneByThumbprintUnderAnyName() {
            assertThat(effect.assess(observe(host().certificate("Peer", "HOST_B_user", "NA", "b"), peer()))
                            .isDone())
                    .isTrue();
        }

        @Test
        void getsItsRightOwner() {
            var host = observe(host().certificate("Peer", "dbo", "NA", "b"), peer());

            assertThat(differs(effect, host).found()).isEqualTo("owned by [dbo]");
            assertThat(differs(effect, host).repairable()).isTrue();
            assertThat(actions(effect, host))
                    .containsExactly("HOST_A: ALTER AUTHORIZATION ON CERTIFICATE::[Peer] TO [HOST_B_user]");
        }

        @Test
        void hasNoRightOwnerBeforeTheUserIsThere() {
            assertThat(blocked(effect, observe(hostA().certificate("HOST_B_cert", "dbo", "NA", "b"), peer()))
                            .by())
                    .contains("[HOST_B_user]");
        }

        @Test
        void replacesAStaleOne() {
            var host = observe(host().certificate("HOST_B_cert", "HOST_B_user", "NA", "older"), peer());

            assertThat(differs(effect, host).repairable()).isTrue();
            assertThat(differs(effect, host).expected()).startsWith("thumbprint 0000…0062");
            assertThat(actions(effect, host)).hasSize(2);
            assertThat(actions(effect, host).get(0)).isEqualTo("HOST_A: DROP CERTIFICATE [HOST_B_cert]");
        }

        @Test
        void neverDropsTheHostsOwnCertificate() {
            var host = observe(host().ownCertificate("HOST_B_cert", "mine"), peer());

            assertThat(differs(effect, host).repairable()).isFalse();
            assertThat(impossible(effect, host)).contains("own");
        }

        @Test
        void differsWhenThePrivateKeyCameAlong() {
            var host = observe(host().ownCertificate("Clone", "b"), peer());

            assertThat(differs(effect, host).found()).contains("private key");
            assertThat(differs(effect, host).repairable()).isFalse();
        }

        @Test
        void differsWhenItIsExpiredByTheImportersClock() {
            var host =
                    host().certificate("HOST_B_cert", "HOST_B_user", "NA", "b").clock(NOW.plus(Duration.ofDays(400)));

            assertThat(differs(effect, observe(host, peer())).expected()).contains("HOST_A's clock");
        }

        @Test
        void isDroppedAgain() {
            assertThat(undo(effect, observe(host().certificate("HOST_B_cert", "HOST_B_user", "NA", "b"), peer())))
                    .containsExactly("HOST_A: DROP CERTIFICATE [HOST_B_cert]");
            assertThat(undo(effect, observe(host(), peer()))).isEmpty();
        }
    }

    @Nested
    class TheGrant {
        private final Effect effect = new ConnectGranted("HOST_A", "Endpoint_Mirroring", "HOST_B_login");

        private HostStateBuilder host() {
            return hostA().ownCertificate("c", "a")
                    .endpoint("Mirroring", 7024, "c")
                    .login("HOST_B_login");
        }

        @Test
        void isMissingWithItsTwoEnds() {
            assertThat(effect.assess(observe(host()))).isEqualTo(new Missing());
            assertThat(actions(effect, observe(host())))
                    .containsExactly("HOST_A: GRANT CONNECT ON ENDPOINT::[Mirroring] TO [HOST_B_login]");
        }

        @Test
        void isBlockedByTheMissingEndpoint() {
            assertThat(blocked(effect, observe(hostA().login("HOST_B_login"))).next())
                    .isEqualTo("endpoint create --on HOST_A");
        }

        @Test
        void isBlockedByTheMissingLogin() {
            assertThat(blocked(effect, observe(hostA().ownCertificate("c", "a").endpoint("e", 7024, "c")))
                            .by())
                    .contains("[HOST_B_login]");
        }

        @Test
        void isNotVisibleToOneWhoIsNotSysadmin() {
            assertThat(blocked(effect, observe(host().sysadmin(false))).by()).contains("not visible");
        }

        @Test
        void isDoneByAGrantOrWhatImpliesIt() {
            for (String permission : new String[] {"CONNECT", "CONTROL"}) {
                assertThat(effect.assess(observe(host().permission("HOST_B_login", permission, "GRANT")))
                                .isDone())
                        .as(permission)
                        .isTrue();
            }
            assertThat(effect.assess(observe(host().permission("HOST_B_login", "CONNECT", "GRANT_WITH_GRANT_OPTION")))
                            .isDone())
                    .isTrue();
        }

        @Test
        void isDoneByOwningTheEndpoint() {
            var host = host();
            Endpoint there = host.endpoint();
            host.endpoint(new Endpoint(
                    there.id(),
                    "Mirroring",
                    "STARTED",
                    7024,
                    "",
                    "ALL",
                    "CERTIFICATE",
                    there.certificateId(),
                    "AES",
                    "HOST_B_login"));

            assertThat(effect.assess(observe(host)).isDone()).isTrue();
        }

        @Test
        void isNotDoneByAGrantOnAnEarlierEndpoint() {
            var host = host().permission("HOST_B_login", "CONNECT", "GRANT");
            host.endpoint(
                    new Endpoint(70000, "Mirroring", "STARTED", 7024, "", "ALL", "CERTIFICATE", 256, "AES", "sa"));

            assertThat(effect.assess(observe(host))).isEqualTo(new Missing());
        }

        @Test
        void replacesADeny() {
            var host = observe(host().permission("HOST_B_login", "CONNECT", "DENY")
                    .permission("HOST_B_login", "CONTROL", "GRANT"));

            assertThat(differs(effect, host).repairable()).isTrue();
            assertThat(actions(effect, host))
                    .containsExactly(
                            "HOST_A: REVOKE CONNECT ON ENDPOINT::[Mirroring] FROM [HOST_B_login]",
                            "HOST_A: GRANT CONNECT ON ENDPOINT::[Mirroring] TO [HOST_B_login]");
        }

        @Test
        void isRevoked() {
            assertThat(undo(effect, observe(host().permission("HOST_B_login", "CONNECT", "GRANT"))))
                    .containsExactly("HOST_A: REVOKE CONNECT ON ENDPOINT::[Mirroring] FROM [HOST_B_login]");
            assertThat(undo(effect, observe(host()))).isEmpty();
            assertThat(undo(effect, observe(hostA()))).isEmpty();
        }
    }
}
