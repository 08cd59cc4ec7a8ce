package mirrorsh.diagnosis;

import static mirrorsh.diagnosis.EndpointDraft.changed;
import static mirrorsh.diagnosis.HostDraft.plus;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import mirrorsh.model.EndpointPermission;
import mirrorsh.model.Login;
import mirrorsh.model.MasterKey;
import mirrorsh.model.User;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Faults of keys, certificates, principals and endpoints, each planted in hosts that are otherwise as they should be. */
class PlantedTrustTest {
    private final Planted pair = Planted.waiting();

    @Nested
    class OwnProof {
        @Test
        void p01NoMasterKey() {
            pair.a().noMasterKey();
            pair.without("HOST_A", "HOST_A_cert").withoutEndpoint("HOST_A");

            assertThat(pair.causes()).containsExactly("P01@HOST_A");
            assertThat(pair.diagnose().causes().get(0).symptoms())
                    .extracting(Finding::id)
                    .contains("P03", "P21", "P35");
        }

        @Test
        void p02MasterKeyThatDoesNotOpen() {
            pair.edit("HOST_B", draft -> draft.masterKey = Optional.of(new MasterKey("AES_256", false)));

            assertThat(pair.causes()).containsExactly("P02@HOST_B");
            assertThat(pair.diagnose().causes().get(0).finding().mends().get(0).tsql())
                    .anyMatch(text -> text.contains("ALTER MASTER KEY ADD ENCRYPTION"));
        }

        @Test
        void p03NoCertificateOfItsOwn() {
            pair.without("HOST_A", "HOST_A_cert").withoutEndpoint("HOST_A");

            assertThat(pair.causes()).containsExactly("P03@HOST_A");
        }

        @Test
        void p04PrivateKeyUnderPassword() {
            pair.key("HOST_A", "HOST_A_cert", "PW").withoutEndpoint("HOST_A");

            assertThat(pair.causes()).containsExactly("P04@HOST_A");
        }

        @Test
        void p04EndpointWithAPublicCertificate() {
            pair.endpoint("HOST_A", e -> changed(e, next -> next.certificateId = idOf("HOST_A", "HOST_B_cert")));

            assertThat(pair.causes()).startsWith("P04@HOST_A");
        }

        @Test
        void p11NotYetValid() {
            pair.dates("HOST_A", "HOST_A_cert", later(1), later(300))
                    .dates("HOST_B", "HOST_A_cert", later(1), later(300));

            assertThat(pair.causes()).containsExactly("P11@HOST_A");
        }

        @Test
        void p12ClockThatIsBehind() {
            pair.b().clock(later(-2));

            assertThat(pair.causes()).first().isEqualTo("P12@HOST_B");
        }

        @Test
        void p13Expired() {
            pair.dates("HOST_B", "HOST_B_cert", later(-400), later(-1))
                    .dates("HOST_A", "HOST_B_cert", later(-400), later(-1));

            assertThat(pair.causes()).containsExactly("P13@HOST_B");
            assertThat(pair.diagnose().mends())
                    .extracting(Mend::command)
                    .startsWith(
                            "cert create HOST_B_cert2 --on HOST_B",
                            "endpoint alter --certificate HOST_B_cert2 --on HOST_B");
        }

        @Test
        void p61OneKeyOnTwoHosts() {
            pair.key("HOST_B", "HOST_A_cert", "MK")
                    .endpoint("HOST_B", e -> changed(e, next -> next.certificateId = idOf("HOST_B", "HOST_A_cert")));

            assertThat(pair.causes()).first().isEqualTo("P61@HOST_B");
        }

        private int idOf(String host, String name) {
            return pair.host(host).build().certificate(name).orElseThrow().id();
        }
    }

    @Nested
    class TheWayIn {
        @Test
        void p07NoCertificateOfThePeer() {
            pair.without("HOST_B", "HOST_A_cert");

            assertThat(pair.causes()).containsExactly("P07@HOST_B");
            assertThat(first().mends().get(0).command()).isEqualTo("cert import HOST_A --on HOST_B");
            assertThat(first().mends().get(0).tsql())
                    .singleElement()
                    .asString()
                    .contains("AUTHORIZATION [HOST_A_user]");
        }

        @Test
        void p07CertificateOfAThirdHost() {
            pair.otherThumbprint("HOST_B", "HOST_A_cert", "other", "HOST_C certificate");

            assertThat(pair.causes()).containsExactly("P07@HOST_B");
        }

        @Test
        void p08OwnCertificateImported() {
            pair.without("HOST_B", "HOST_A_cert");

            assertThat(pair.causes(15232)).containsExactly("P08@HOST_B");
        }

        @Test
        void p09RenewedAndNotCopiedAgain() {
            pair.otherThumbprint("HOST_B", "HOST_A_cert", "older", "HOST_A_cert");

            assertThat(pair.causes()).containsExactly("P09@HOST_B");
            assertThat(first().mends().get(0).tsql()).first().asString().startsWith("DROP CERTIFICATE");
        }

        @Test
        void p10UnreadableFile() {
            pair.without("HOST_B", "HOST_A_cert");

            assertThat(pair.causes(15208)).containsExactly("P10@HOST_B");
        }

        @Test
        void p14ImportedWithoutAuthorization() {
            pair.owner("HOST_B", "HOST_A_cert", "dbo");

            assertThat(pair.causes()).containsExactly("P14@HOST_B");
            assertThat(first().mends().get(0).tsql())
                    .singleElement()
                    .asString()
                    .startsWith("ALTER AUTHORIZATION ON CERTIFICATE::[HOST_A_cert] TO [HOST_A_user]");
        }

        @Test
        void p15OwnedByTheUserOfAnotherPeer() {
            Planted trio = Planted.trio().owner("HOST_B", "HOST_A_cert", "HOST_W_user");

            assertThat(trio.causes()).containsExactly("P15@HOST_B");
            assertThat(trio.diagnose().mends().get(0).command()).isEqualTo("cert import HOST_A --on HOST_B");
        }

        @Test
        void p16LoginMadeAnew() {
            pair.withoutLogin("HOST_B", "HOST_A_login")
                    .edit(
                            "HOST_B",
                            draft -> draft.logins =
                                    plus(draft.logins, new Login(990, "HOST_A_login", "NEW", "S", false)));

            assertThat(pair.causes()).containsExactly("P16@HOST_B");
            assertThat(first().mends().get(0).tsql())
                    .singleElement()
                    .isEqualTo("ALTER USER [HOST_A_user] WITH LOGIN = [HOST_A_login]");
        }

        @Test
        void p16UserWithoutLogin() {
            pair.withoutUser("HOST_B", "HOST_A_user")
                    .edit(
                            "HOST_B",
                            draft -> draft.users =
                                    plus(draft.users, new User(991, "HOST_A_user", "010500000000000903000000AB", "S")));

            assertThat(pair.causes()).containsExactly("P16@HOST_B");
            assertThat(first().mends().get(0).command())
                    .isEqualTo("user create HOST_A --name HOST_A_user2 --on HOST_B");
        }

        @Test
        void p17NothingForThePeer() {
            pair.withoutLogin("HOST_B", "HOST_A_login")
                    .withoutUser("HOST_B", "HOST_A_user")
                    .without("HOST_B", "HOST_A_cert");

            assertThat(pair.causes()).containsExactly("P17@HOST_B");
            assertThat(first().mends())
                    .extracting(Mend::command)
                    .containsExactly(
                            "login create HOST_A --on HOST_B",
                            "user create HOST_A --on HOST_B",
                            "cert import HOST_A --on HOST_B",
                            "grant HOST_A --on HOST_B");
        }

        @Test
        void p18NoGrant() {
            pair.b().withoutPermissions();

            assertThat(pair.causes()).containsExactly("P18@HOST_B");
            assertThat(first().mends().get(0).command()).isEqualTo("grant HOST_A --on HOST_B");
            assertThat(first().mends().get(0).tsql())
                    .containsExactly("GRANT CONNECT ON ENDPOINT::[Endpoint_Mirroring] TO [HOST_A_login]");
        }

        @Test
        void p18Denied() {
            pair.b().permission("HOST_A_login", "CONNECT", "DENY");

            assertThat(pair.causes()).containsExactly("P18@HOST_B");
        }

        @Test
        void p18OnARunningSession() {
            Planted running = Planted.running();
            running.b().withoutPermissions();

            assertThat(running.causes()).containsExactly("P18@HOST_B");
        }

        @Test
        void p19GrantToTheUser() {
            pair.b().withoutPermissions();

            assertThat(pair.causes(15151)).containsExactly("P19@HOST_B");
        }

        @Test
        void p20GrantOnAnotherEndpoint() {
            pair.b().withoutPermissions();
            int peer = pair.b().build().login("HOST_A_login").orElseThrow().id();
            pair.edit(
                    "HOST_B",
                    draft -> draft.permissions =
                            plus(draft.permissions, new EndpointPermission(4, peer, "CONNECT", "GRANT")));

            assertThat(pair.causes()).containsExactly("P20@HOST_B");
        }

        @Test
        void p60OwnerOfTheEndpointChanged() {
            Planted running = Planted.running().endpoint("HOST_B", e -> changed(e, next -> next.owner = "new_owner"));
            running.b().withoutPermissions();

            assertThat(running.causes()).containsExactly("P60@HOST_B");
        }

        @Test
        void aSysadminNeedsNoGrant() {
            pair.b().withoutPermissions();
            Login old = pair.b().build().login("HOST_A_login").orElseThrow();
            pair.withoutLogin("HOST_B", "HOST_A_login")
                    .edit(
                            "HOST_B",
                            draft -> draft.logins =
                                    plus(draft.logins, new Login(old.id(), old.name(), old.sid(), "S", false, true)));

            assertThat(pair.causes()).containsExactly("P35@HOST_A");
        }
    }

    private Finding first() {
        return pair.diagnose().causes().get(0).finding();
    }

    private static java.time.Instant later(int days) {
        return Planted.NOW.plus(Duration.ofDays(days));
    }
}
