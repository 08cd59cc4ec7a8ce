package mirrorsh.diagnosis;

import static mirrorsh.diagnosis.EndpointDraft.changed;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Faults of endpoints and towards a witness, each planted in hosts that are otherwise as they should be. */
class PlantedEndpointTest {
    private final Planted pair = Planted.waiting();

    @Nested
    class Endpoints {
        @Test
        void p21Absent() {
            pair.withoutEndpoint("HOST_B");

            assertThat(pair.causes()).containsExactly("P21@HOST_B");
        }

        @Test
        void p22Stopped() {
            pair.endpoint("HOST_B", e -> changed(e, next -> next.state = "STOPPED"));

            assertThat(pair.causes()).containsExactly("P22@HOST_B");
            assertThat(pair.diagnose().causes().get(0).finding().mends().get(0).command())
                    .isEqualTo("endpoint start --on HOST_B");
        }

        @Test
        void p23WindowsOnOneSide() {
            pair.endpoint(
                    "HOST_A",
                    e -> changed(e, next -> {
                        next.authentication = "NEGOTIATE";
                        next.certificateId = 0;
                    }));

            assertThat(pair.causes()).containsExactly("P23@HOST_A");
        }

        @Test
        void p24RoleOfAWitness() {
            pair.endpoint("HOST_B", e -> changed(e, next -> next.role = "WITNESS"));

            assertThat(pair.causes()).containsExactly("P24@HOST_B");
        }

        @Test
        void p25RoleOfAPartnerOnTheWitness() {
            assertThat(Planted.trioBeforeWitness()
                            .endpoint("HOST_W", e -> changed(e, next -> next.role = "PARTNER"))
                            .causes())
                    .containsExactly("P25@HOST_W");
        }

        @Test
        void p26ClearTextOnOneSide() {
            pair.endpoint("HOST_A", e -> changed(e, next -> next.encryption = "NONE"));

            assertThat(pair.causes()).containsExactly("P26@HOST_A");
            assertThat(pair.diagnose().causes().get(0).finding().mends().get(0).tsql())
                    .singleElement()
                    .asString()
                    .contains("REQUIRED ALGORITHM AES");
        }

        @Test
        void p27Rc4OnOneSide() {
            pair.endpoint("HOST_B", e -> changed(e, next -> next.encryption = "RC4"));

            assertThat(pair.causes()).containsExactly("P27@HOST_B");
        }

        @Test
        void aCommonAlgorithmIsEnough() {
            pair.endpoint("HOST_B", e -> changed(e, next -> next.encryption = "RC4, AES"));

            assertThat(pair.causes()).containsExactly("P35@HOST_A");
        }
    }

    @Nested
    class Witnesses {
        @Test
        void p53UnknownToThePrincipal() {
            assertThat(Planted.trioBeforeWitness()
                            .without("HOST_A", "HOST_W_cert")
                            .causes())
                    .containsExactly("P53@HOST_A");
        }

        @Test
        void p54UnknownToTheMirror() {
            assertThat(Planted.trioBeforeWitness()
                            .withoutLogin("HOST_B", "HOST_W_login")
                            .causes())
                    .containsExactly("P54@HOST_B");
        }

        @Test
        void p55DoesNotKnowAPartner() {
            Planted trio = Planted.trioBeforeWitness();
            trio.w().permission("HOST_A_login", "CONNECT", "DENY");

            assertThat(trio.causes()).containsExactly("P55@HOST_W");
        }
    }
}
