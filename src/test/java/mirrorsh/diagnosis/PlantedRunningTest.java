package mirrorsh.diagnosis;

import static mirrorsh.diagnosis.Planted.DB;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.model.Database;
import mirrorsh.model.MirroringSession;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Faults of sessions that ran and of networks, each planted in hosts that are otherwise as they should be. */
class PlantedRunningTest {
    @Nested
    class RunningSessions {
        @Test
        void p52FileThatTheMirrorLacks() {
            Planted pair = Planted.running()
                    .inState("SUSPENDED")
                    .databaseOn("HOST_A", draft -> draft.files = more(draft.files));

            assertThat(pair.causes()).containsExactly("P52@HOST_B");
        }

        private static List<Database.File> more(List<Database.File> files) {
            List<Database.File> all = new java.util.ArrayList<>(files);
            all.add(new Database.File("More", "F:\\More\\more.ndf", "ROWS"));
            return all;
        }

        @Test
        void s01Suspended() {
            assertThat(Planted.running().inState("SUSPENDED").causes()).containsExactly("S01@HOST_A");
        }

        @Test
        void s02TwoPrincipals() {
            Planted pair =
                    Planted.running().session("HOST_B", "PRINCIPAL", "DISCONNECTED", "TCP://HOST_A:7024", "HOST_A");

            assertThat(pair.causes()).containsExactly("S02@HOST_A");
        }

        @Test
        void s03NoQuorum() {
            Planted trio =
                    Planted.trio().inState("DISCONNECTED").row(r -> witness(r, "TCP://HOST_W:7024", "DISCONNECTED"));
            trio.a().database(DB).state("RECOVERING");

            assertThat(trio.causes()).first().isEqualTo("S03@HOST_A");
        }

        @Test
        void s04DisconnectedIsASymptomOfItsCause() {
            Planted pair = Planted.running().inState("DISCONNECTED");
            assertThat(pair.causes()).containsExactly("S04@HOST_A");

            pair.b().withoutPermissions();

            assertThat(pair.causes()).containsExactly("P18@HOST_B");
            assertThat(pair.diagnose().causes().get(0).symptoms())
                    .extracting(Finding::id)
                    .containsExactly("S04");
        }

        @Test
        void s05WitnessOutOfReach() {
            assertThat(Planted.trio()
                            .row(r -> witness(r, r.witness(), "DISCONNECTED"))
                            .causes())
                    .containsExactly("S05@HOST_A");
        }

        @Test
        void p56WitnessIsAPartner() {
            assertThat(Planted.running()
                            .row(r -> witness(r, "TCP://HOST_B.example.com:7024", "CONNECTED"))
                            .causes())
                    .containsExactly("P56@HOST_A");
        }

        @Test
        void p57WitnessWhileSynchronizing() {
            assertThat(Planted.trioBeforeWitness().inState("SYNCHRONIZING").causes(1426))
                    .containsExactly("P57@HOST_A");
        }

        @Test
        void p58WitnessWithSafetyOff() {
            Planted trio = Planted.trio()
                    .row(r -> new MirroringSession(
                            r.guid(),
                            r.role(),
                            r.state(),
                            "OFF",
                            r.partner(),
                            r.partnerInstance(),
                            r.witness(),
                            r.witnessState(),
                            10));

            assertThat(trio.causes()).containsExactly("P58@HOST_A");
        }
    }

    @Nested
    class Networks {
        private final Planted pair = Planted.waiting();

        @Test
        void p28WrongPortInTheLog() {
            pair.log(
                    "HOST_A", 20, link("Connection attempt failed with error: '10061(refused)'.", "TCP://HOST_B:5022"));

            assertThat(pair.causes(1418)).containsExactly("P28@HOST_A");
        }

        @Test
        void p29PortTaken() {
            pair.log(
                    "HOST_B",
                    90,
                    "The Database Mirroring endpoint cannot listen on port 7024 because it is in use by another process.");
            pair.log(
                    "HOST_A", 20, link("Connection attempt failed with error: '10061(refused)'.", "TCP://HOST_B:7024"));

            assertThat(pair.causes()).containsExactly("P29@HOST_B");
        }

        @Test
        void p31Firewall() {
            pair.log(
                    "HOST_A",
                    20,
                    link("Connection attempt failed with error: '10060(timed out)'.", "TCP://HOST_B:7024"));

            assertThat(pair.causes(1418)).containsExactly("P31@HOST_A");
        }

        @Test
        void p32UnknownName() {
            pair.log(
                    "HOST_A",
                    20,
                    link("DNS lookup failed with error: '11001(No such host is known.)'.", "TCP://sqlb:7024"));

            assertThat(pair.causes(1418)).containsExactly("P32@HOST_A");
        }

        @Test
        void anAttemptBeforeTheEndpointCameUpProvesNothing() {
            pair.log(
                    "HOST_A", 90, link("Connection attempt failed with error: '10061(refused)'.", "TCP://HOST_B:7024"));
            pair.log("HOST_B", 20, "The Database Mirroring endpoint is now listening for connections.");

            assertThat(pair.causes()).containsExactly("P35@HOST_A");
        }

        @Test
        void p48FellApartAtOnce() {
            Planted parted = Planted.prepared();
            parted.b().version("16.0.1000.6");
            for (String host : List.of("HOST_A", "HOST_B")) {
                parted.log(
                        host,
                        30,
                        "Database mirroring is active with database 'AdventureWorks' as the "
                                + (host.equals("HOST_A") ? "principal" : "mirror") + " copy.");
                parted.log(host, 22, link("An error occurred while receiving data: '10054(closed)'.", "TCP://X:7024"));
                parted.log(host, 21, "Database mirroring has been terminated for database 'AdventureWorks'.");
            }

            assertThat(parted.causes()).first().isEqualTo("P48@HOST_B");
        }

        @Test
        void p59ScannerIsHarmless() {
            Planted running = Planted.running()
                    .log(
                            "HOST_B",
                            60,
                            "An error occurred in a Service Broker/Database Mirroring transport connection endpoint, Error: 8474, State: 11. "
                                    + "(Near endpoint role: Target, far endpoint address: '')");

            assertThat(running.causes()).containsExactly("P59@HOST_B");
            assertThat(running.diagnose().needsMending()).isFalse();
        }

        private static String link(String text, String url) {
            return "Database mirroring connection error 2 '" + text + "' for '" + url + "'.";
        }
    }

    private static MirroringSession witness(MirroringSession r, String url, String state) {
        return new MirroringSession(
                r.guid(), r.role(), r.state(), r.safety(), r.partner(), r.partnerInstance(), url, state, 10);
    }
}
