package mirrorsh.diagnosis;

import static mirrorsh.diagnosis.Planted.DB;
import static mirrorsh.diagnosis.Planted.database;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import mirrorsh.model.Endpoint;
import mirrorsh.model.MirroringSession;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults of databases, sessions, addresses and networks, each planted in hosts that are otherwise as they should be. */
class PlantedSessionTest {
    @Nested
    class Partners {
        @Test
        void p34PartnersNotSet() {
            Planted pair = Planted.prepared();

            assertThat(pair.causes()).containsExactly("P34@HOST_B");
            assertThat(pair.diagnose().mends())
                    .extracting(Mend::command)
                    .containsExactly(
                            "partner set HOST_A --on HOST_B --database AdventureWorks",
                            "partner set HOST_B --on HOST_A --database AdventureWorks");
        }

        @Test
        void p35SecondStatementMissing() {
            assertThat(Planted.waiting().causes()).containsExactly("P35@HOST_A");
            assertThat(Planted.waiting().causes(1405)).containsExactly("P35@HOST_A");
        }

        @Test
        void p36OwnAddress() {
            Planted pair = Planted.prepared().session("HOST_B", "MIRROR", "DISCONNECTED", "TCP://HOST_B:7024", "");

            assertThat(pair.causes()).containsExactly("P36@HOST_B");
            assertThat(pair.diagnose().mends())
                    .extracting(Mend::command)
                    .startsWith("partner off AdventureWorks --on HOST_B");
        }

        @Test
        void p37WrongAddressOnTheMirror() {
            Planted pair =
                    Planted.running().inState("DISCONNECTED").rowOn("HOST_B", r -> partner(r, "TCP://HOST_A:7999"));

            assertThat(pair.causes()).containsExactly("P37@HOST_B");
        }

        @Test
        void p37AddressOfAThirdHost() {
            Planted trio = Planted.trio().inState("DISCONNECTED").rowOn("HOST_B", r -> partner(r, "TCP://HOST_W:7024"));

            assertThat(trio.causes()).first().isEqualTo("P37@HOST_B");
        }

        @Test
        void p28PortOnThePrincipal() {
            Planted pair =
                    Planted.running().inState("DISCONNECTED").rowOn("HOST_A", r -> partner(r, "TCP://HOST_B:5022"));

            assertThat(pair.causes()).containsExactly("P28@HOST_A");
        }

        @Test
        void p30PortOfSqlConnections() {
            Planted pair = Planted.prepared().session("HOST_B", "MIRROR", "DISCONNECTED", "TCP://HOST_A:1433", "");

            assertThat(pair.causes()).containsExactly("P30@HOST_B");
        }

        @Test
        void p33ListenerOnAnotherAddress() {
            Planted pair = Planted.prepared()
                    .session("HOST_B", "MIRROR", "DISCONNECTED", "TCP://10.0.0.9:7024", "")
                    .endpoint(
                            "HOST_A",
                            e -> new Endpoint(
                                    e.id(),
                                    e.name(),
                                    e.state(),
                                    e.port(),
                                    "10.0.0.5",
                                    e.role(),
                                    e.authentication(),
                                    e.certificateId(),
                                    e.encryption(),
                                    e.owner()));

            assertThat(pair.causes()).containsExactly("P33@HOST_B");
        }

        @Test
        void p49OldSessionOnThePrincipal() {
            Planted pair =
                    Planted.prepared().session("HOST_A", "PRINCIPAL", "DISCONNECTED", "TCP://HOST_B:7024", "HOST_B");

            assertThat(pair.causes()).containsExactly("P49@HOST_A");
        }

        @Test
        void p49OrphanedMirror() {
            Planted pair =
                    Planted.prepared().session("HOST_B", "MIRROR", "DISCONNECTED", "TCP://HOST_A:7024", "HOST_A");

            assertThat(pair.causes()).containsExactly("P49@HOST_B");
        }
    }

    @Nested
    class Copies {
        private final Planted pair = Planted.prepared();

        @Test
        void p38OtherName() {
            Planted other = Planted.trust();
            other.a().database("Adventure").fullBackup("C:\\a.bak", 100, 110).logBackup("C:\\a.trn", 1, 100, 120);
            other.b().database(DB).restored("D", 100, 110).restored("L", 100, 120);
            other.session("HOST_B", "MIRROR", "DISCONNECTED", "TCP://HOST_A:7024", "");

            assertThat(other.causes()).containsExactly("P38@HOST_A");
            assertThat(other.diagnose().causes().get(0).finding().cause()).contains("[Adventure]");
        }

        @Test
        void p39RestoredWithRecovery() {
            database(pair, "HOST_B").state("ONLINE");

            assertThat(pair.causes()).containsExactly("P39@HOST_B");
        }

        @Test
        void p40Standby() {
            database(pair, "HOST_B").state("ONLINE").standby().readOnly();

            assertThat(pair.causes()).containsExactly("P40@HOST_B");
        }

        @Test
        void p41NoLogRestored() {
            Planted bare = Planted.trust();
            bare.a().database(DB).fullBackup("C:\\AdventureWorks.bak", 100, 110);
            bare.b().database(DB).restored("D", 100, 110);

            assertThat(bare.causes()).containsExactly("P41@HOST_B");
            assertThat(bare.diagnose().mends().get(0).command())
                    .isEqualTo("db prepare AdventureWorks --from HOST_A --on HOST_B --logs-only");
        }

        @Test
        void p42LogJobRanInBetween() {
            pair.a().database(DB).logBackup("D:\\jobs\\nightly.trn", 1, 120, 140);

            assertThat(pair.causes()).containsExactly("P42@HOST_B");
            assertThat(pair.diagnose().mends().get(0).command())
                    .isEqualTo("db prepare AdventureWorks --from HOST_A --on HOST_B --logs-only --folder D:\\jobs\\");
        }

        @Test
        void p42EndsTheWaitingFirst() {
            Planted waiting = Planted.waiting();
            waiting.a().database(DB).logBackup("C:\\AdventureWorks.trn", 2, 120, 140);

            assertThat(waiting.causes()).containsExactly("P42@HOST_B");
            assertThat(waiting.diagnose().mends())
                    .extracting(Mend::command)
                    .containsExactly(
                            "partner off AdventureWorks --on HOST_B",
                            "db prepare AdventureWorks --from HOST_A --on HOST_B --logs-only",
                            "partner set HOST_A --on HOST_B --database AdventureWorks --address TCP://HOST_A.example.com:7024",
                            "partner set HOST_B --on HOST_A --database AdventureWorks");
        }

        @Test
        void p43NotFull() {
            database(pair, "HOST_A").recoveryModel("SIMPLE");

            assertThat(pair.causes()).containsExactly("P43@HOST_A");
        }

        @Test
        void p44NoLogChain() {
            pair.databaseOn("HOST_A", draft -> {
                draft.lastLogBackupLsn = Optional.empty();
                draft.backups = List.of();
            });

            assertThat(pair.causes()).containsExactly("P44@HOST_A");
        }

        @Test
        void p45AnotherFamily() {
            database(pair, "HOST_B").family("F2");

            assertThat(pair.causes()).containsExactly("P45@HOST_B");
        }

        @Test
        void p46Express() {
            pair.b().edition("Express Edition (64-bit)");

            assertThat(pair.causes()).containsExactly("P46@HOST_B");
        }

        @Test
        void p46Linux() {
            pair.b().dataFolder("/var/opt/mssql/data/");

            assertThat(pair.causes()).containsExactly("P46@HOST_B");
        }

        @Test
        void p47OlderMirror() {
            pair.b().version("15.0.4430.1");

            assertThat(pair.causes()).containsExactly("P47@HOST_B");
        }

        @Test
        void p50AvailabilityGroup() {
            database(pair, "HOST_A").inAvailabilityGroup();

            assertThat(pair.causes()).containsExactly("P50@HOST_A");
        }

        @Test
        void p51AutoClose() {
            database(pair, "HOST_A").autoClose();

            assertThat(pair.causes()).containsExactly("P51@HOST_A");
        }

        @Test
        void p51SingleUser() {
            database(pair, "HOST_A").singleUser();

            assertThat(pair.causes()).containsExactly("P51@HOST_A");
        }
    }

    /** Rows that nothing but the client's error shows. */
    @ParameterizedTest(name = "{0} in a healthy pair is {1}")
    @CsvSource({
        "15240, P06",
        "15232, P08",
        "15208, P10",
        "1452, P36",
        "1429, P56",
        "33111, P62",
        "3156, P52",
        "15007, P17"
    })
    void anErrorAloneNamesItsCause(int error, String id) {
        Findings findings = Planted.running().diagnose(error);

        assertThat(findings.causes()).extracting(cause -> cause.finding().id()).containsExactly(id);
        assertThat(findings.causes().get(0).finding().mends()).isNotEmpty();
    }

    private static MirroringSession partner(MirroringSession r, String url) {
        return new MirroringSession(
                r.guid(), r.role(), r.state(), r.safety(), url, r.partnerInstance(), r.witness(), r.witnessState(), 10);
    }
}
