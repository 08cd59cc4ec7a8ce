package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import mirrorsh.effect.HostStateBuilder;
import mirrorsh.effect.Verdict;
import mirrorsh.model.Observation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    @Nested
    class WhenAllIsWell {
        @Test
        void findsNothingInAPair() {
            assertThat(Planted.running().diagnose().all()).isEmpty();
            assertThat(Planted.running().diagnose().notes()).isEmpty();
        }

        @Test
        void findsNothingInATrio() {
            assertThat(Planted.trio().diagnose().all()).isEmpty();
        }

        @Test
        void findsNothingWhileSynchronizing() {
            assertThat(Planted.running().inState("SYNCHRONIZING").diagnose().all())
                    .isEmpty();
        }

        @Test
        void isNotMisledByALogOfTroublesThatAreOver() {
            Planted pair = Planted.running()
                    .log("HOST_B", 900, refused("HOST_A_login"))
                    .log(
                            "HOST_A",
                            900,
                            "Database mirroring connection error 2 'Connection attempt failed with error: "
                                    + "'10060(timed out)'.' for 'TCP://HOST_B.example.com:7024'.");

            assertThat(pair.diagnose().all()).isEmpty();
        }

        @Test
        void takesObjectsUnderAnyName() {
            HostStateBuilder a = new HostStateBuilder("SQL1")
                    .masterKey(true)
                    .ownCertificate("mirror_cert", "one")
                    .endpoint("Mirroring", 5022, "mirror_cert")
                    .login("partner")
                    .user("partner_user", "partner")
                    .certificate("their_cert", "partner_user", "NA", "two")
                    .permission("partner", "CONNECT", "GRANT");
            HostStateBuilder b = new HostStateBuilder("SQL2")
                    .masterKey(true)
                    .ownCertificate("own", "two")
                    .endpoint("dbm", 5023, "own")
                    .login("first")
                    .user("first", "first")
                    .certificate("imported", "first", "NA", "one")
                    .permission("first", "CONNECT", "GRANT");
            a.database("Orders").session("G", "PRINCIPAL", "SYNCHRONIZED", "TCP://10.0.0.2:5023");
            b.database("Orders").state("RESTORING").session("G", "MIRROR", "SYNCHRONIZED", "TCP://10.0.0.1:5022");

            assertThat(diagnose(HostStateBuilder.observe(a, b)).all()).isEmpty();
        }

        @Test
        void saysWhatCouldBeSetUpOnBareHosts() {
            Findings findings =
                    diagnose(HostStateBuilder.observe(new HostStateBuilder("HOST_A"), new HostStateBuilder("HOST_B")));

            assertThat(findings.all()).isEmpty();
            assertThat(findings.notes()).anyMatch(note -> note.contains("run runbooks/set-up-mirroring.groovy"));
        }

        @Test
        void leavesABareThirdHostAlone() {
            Planted pair = Planted.running();
            Map<String, mirrorsh.model.HostState> states =
                    new java.util.HashMap<>(pair.observation().hosts());
            states.put("HOST_W", new HostStateBuilder("HOST_W").build());

            assertThat(diagnose(new Observation(states)).all()).isEmpty();
        }

        /** The copies on replicas are no copies of a mirror, and the endpoint is not ours alone. */
        @Test
        void leavesAnAvailabilityGroupOnTheSameEndpointAlone() {
            Planted pair = Planted.running();
            pair.a().database("Sales").family("F9").inAvailabilityGroup();
            pair.b()
                    .database("Sales")
                    .family("F9")
                    .state("RESTORING")
                    .restored("D", 100, 110)
                    .inAvailabilityGroup();

            assertThat(pair.diagnose().all()).isEmpty();
        }

        @Test
        void doesNotTakeReplicasForAPairToBe() {
            Planted trusting = Planted.trust();
            trusting.a().database("Sales").family("F9").inAvailabilityGroup();
            trusting.b().database("Sales").family("F9").restored("D", 100, 110).inAvailabilityGroup();

            assertThat(trusting.diagnose().all()).isEmpty();
        }

        @Test
        void saysWhatComesAfterTrust() {
            Findings findings = Planted.trust().diagnose();

            assertThat(findings.all()).isEmpty();
            assertThat(findings.notes()).anyMatch(note -> note.contains("db prepare"));
        }
    }

    @Nested
    class WhenSeveralThingsAreWrong {
        @Test
        void listsIndependentCausesInTheOrderOfTheTree() {
            Planted pair = Planted.waiting();
            pair.b().withoutPermissions();
            pair.a().database(Planted.DB).logBackup("C:\\AdventureWorks.trn", 2, 120, 140);

            assertThat(pair.causes()).containsExactly("P18@HOST_B", "P42@HOST_B");
            assertThat(pair.diagnose().all()).extracting(Finding::id).containsExactly("P18", "P42", "P35");
        }

        @Test
        void listsTheSameFaultOnBothHosts() {
            Planted pair = Planted.waiting().without("HOST_A", "HOST_B_cert").without("HOST_B", "HOST_A_cert");

            assertThat(pair.causes()).containsExactly("P07@HOST_A", "P07@HOST_B");
        }

        /** Setting the partner follows from the first, but would be refused as long as the second is not mended. */
        @Test
        void setsThePartnerAfterAllThatIsInItsWay() {
            Planted pair = Planted.waiting();
            pair.a().withoutPermissions();
            pair.b().withoutPermissions();

            assertThat(pair.causes()).containsExactly("P18@HOST_A", "P18@HOST_B");
            assertThat(pair.diagnose().mends())
                    .extracting(mend -> mend.command().split(" --", -1)[0])
                    .containsExactly("grant HOST_B", "grant HOST_A", "partner set HOST_B");
        }

        @Test
        void warnsOfAnAvailabilityGroupOnTheEndpointThatIsMended() {
            Planted pair = Planted.running().inState("DISCONNECTED");
            pair.a().database("Sales").family("F9").inAvailabilityGroup();
            pair.dates(
                    "HOST_A",
                    "HOST_A_cert",
                    java.time.Instant.parse("2020-01-01T00:00:00Z"),
                    java.time.Instant.parse("2021-01-01T00:00:00Z"));

            assertThat(pair.causes()).containsExactly("P13@HOST_A");
            assertThat(pair.diagnose().notes())
                    .anyMatch(note -> note.contains("serves an availability group, too ([Sales])"));
        }

        @Test
        void foldsWhatAStoppedEndpointHides() {
            Planted pair = Planted.running()
                    .inState("DISCONNECTED")
                    .endpoint(
                            "HOST_B",
                            e -> new mirrorsh.model.Endpoint(
                                    e.id(),
                                    e.name(),
                                    "STOPPED",
                                    e.port(),
                                    e.ip(),
                                    e.role(),
                                    e.authentication(),
                                    e.certificateId(),
                                    e.encryption(),
                                    e.owner()));

            assertThat(pair.causes()).containsExactly("P22@HOST_B");
        }
    }

    @Nested
    class Evidence {
        @Test
        void quotesBothLogs() {
            Planted pair = Planted.waiting()
                    .log(
                            "HOST_A",
                            61,
                            "Database mirroring connection error 4 'An error occurred while receiving data: "
                                    + "'10054(closed)'.' for 'TCP://HOST_B:7024'.")
                    .log("HOST_B", 60, refused("HOST_A_login"));
            pair.b().withoutPermissions();

            assertThat(pair.diagnose().causes().get(0).finding().evidence())
                    .anyMatch(text -> text.startsWith("HOST_B's error log") && text.contains("28048 28034 state 84"))
                    .anyMatch(text -> text.startsWith("HOST_A's error log") && text.contains("1474 10054"));
        }

        /** Refusals and broken links of another peer at the same time are none of this finding's. */
        @Test
        void isMatchedToThePeerByLoginAndAddress() {
            Planted trio = Planted.trio();
            trio.inState("DISCONNECTED");
            trio.b().withoutPermissions();
            trio.log("HOST_B", 62, refused("HOST_A_login"));
            trio.log("HOST_B", 60, refused("HOST_W_login"));
            trio.log(
                    "HOST_A",
                    61,
                    "Database mirroring connection error 4 'An error occurred while receiving data: "
                            + "'10054(closed)'.' for 'TCP://HOST_W:7024'.");

            List<String> evidence = trio.diagnose().all().stream()
                    .filter(finding -> finding.key().equals("P18@HOST_B"))
                    .flatMap(finding -> finding.evidence().stream())
                    .toList();

            assertThat(evidence)
                    .anyMatch(text -> text.contains("HOST_A_login"))
                    .noneMatch(text -> text.contains("HOST_W"));
        }

        @Test
        void isTheLogAloneWhereThePeerIsNotConnected() {
            Planted pair = Planted.waiting().log("HOST_B", 60, refused("A_login"));
            pair.drop("HOST_A");

            Findings findings = pair.diagnose();

            assertThat(findings.causes())
                    .extracting(cause -> cause.finding().id())
                    .contains("P18");
            assertThat(findings.notes()).anyMatch(note -> note.contains("is not connected"));
        }
    }

    @Nested
    class WhatIsNotVisible {
        @Test
        void isNotCalledMissing() {
            Planted pair = Planted.waiting();
            pair.b().sysadmin(false).withoutPermissions();

            Findings findings = pair.diagnose();

            assertThat(findings.causes().get(0).finding().confidence()).isEqualTo(Confidence.POSSIBLE);
            assertThat(findings.causes().get(0).finding().cause())
                    .contains("is not visible on HOST_B to login [operator]");
            assertThat(findings.causes().get(0).finding().mends().get(0).command())
                    .startsWith("connect HOST_B");
        }

        @Test
        void isSurelyThereWhenTheSessionRuns() {
            Planted pair = Planted.running();
            pair.b().sysadmin(false).withoutPermissions();

            assertThat(pair.diagnose().all()).isEmpty();
        }
    }

    /** The runner must find every effect of a first mend worth doing. */
    @Test
    void offersEffectsThatActUponTheFault() {
        Planted pair = Planted.waiting();
        pair.b().withoutPermissions();
        pair.without("HOST_A", "HOST_B_cert")
                .endpoint(
                        "HOST_A",
                        e -> new mirrorsh.model.Endpoint(
                                e.id(),
                                e.name(),
                                "STOPPED",
                                e.port(),
                                e.ip(),
                                "WITNESS",
                                e.authentication(),
                                e.certificateId(),
                                e.encryption(),
                                e.owner()));

        List<Verdict> verdicts = pair.diagnose().causes().stream()
                .flatMap(cause -> cause.finding().mends().stream())
                .flatMap(mend -> mend.effects().stream())
                .map(effect -> effect.assess(pair.observation()))
                .toList();

        assertThat(verdicts)
                .hasSize(4)
                .allMatch(verdict -> verdict instanceof Verdict.Missing
                        || verdict instanceof Verdict.Differs differs && differs.repairable());
    }

    /** Ending the session there would be the worst that could be done. */
    @Test
    void doesNotTakeABareHostForAPartnerThatIsDown() {
        Observation pair = Planted.running().inState("DISCONNECTED").observation();
        Observation seen = HostStateBuilder.observe(new HostStateBuilder("HOST_W"))
                .updatedBy(new Observation(Map.of("HOST_B", pair.of("HOST_B"))));

        assertThat(diagnose(seen).all()).extracting(Finding::key).containsExactly("S04@HOST_B");
        assertThat(diagnose(seen).mends())
                .allSatisfy(mend -> assertThat(mend.effects()).isEmpty());
    }

    @Test
    void hasTheShapeThatScriptsRelyOn() {
        Planted pair = Planted.waiting();
        pair.b().withoutPermissions();

        Object findings = pair.diagnose().json().get("findings");

        assertThat(findings)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .first()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("id", "P18")
                .containsEntry("host", "HOST_B")
                .containsEntry("mend", List.of("grant HOST_A --on HOST_B"))
                .containsOnlyKeys("id", "host", "cause", "evidence", "mend", "confidence", "follows");
    }

    private static String refused(String login) {
        return "Database Mirroring login attempt by user '" + login
                + ".' failed with error: 'Connection handshake failed. The " + "login '" + login
                + "' does not have CONNECT permission on the endpoint. State 84.'.  [CLIENT: 10.0.0.5]";
    }

    private static Findings diagnose(Observation seen) {
        return new Diagnosis(Planted::secret).of(seen, Map.of());
    }
}
