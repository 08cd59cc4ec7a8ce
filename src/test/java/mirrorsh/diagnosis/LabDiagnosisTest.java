package mirrorsh.diagnosis;

import static mirrorsh.diagnosis.LabTrio.PAIR;
import static mirrorsh.diagnosis.LabTrio.TRIO;
import static mirrorsh.diagnosis.LabTrio.endpoint;
import static mirrorsh.diagnosis.LabTrio.partner;
import static org.assertj.core.api.Assertions.assertThat;

import mirrorsh.lab.LabExtension;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults planted by T-SQL in the lab, and named by what the shell sees of it over its own connections. */
class LabDiagnosisTest {
    @RegisterExtension
    final LabExtension lab = new LabExtension();

    private LabTrio pair() {
        return new LabTrio(lab, PAIR);
    }

    @Test
    void findsNothingInAHealthyPair() throws Exception {
        LabTrio pair = pair().perform().awaitState("HOST_A", "SYNCHRONIZED");

        Findings findings = pair.diagnose();

        assertThat(findings.all()).isEmpty();
        assertThat(findings.needsMending()).isFalse();
    }

    @Test
    void findsNothingInAHealthyTrio() throws Exception {
        LabTrio trio = new LabTrio(lab, TRIO).perform().awaitState("HOST_A", "SYNCHRONIZED");
        trio.run("HOST_A", "ALTER DATABASE AdventureWorks SET WITNESS = 'TCP://HOST_W.corp.example:7024'");

        assertThat(trio.diagnose().all()).isEmpty();
        assertThat(Triangle.of(trio.observe()).get(0).isReadyForAutomaticFailover())
                .isTrue();
    }

    @Test
    void findsNothingOnBareHosts() {
        Findings findings = pair().diagnose();

        assertThat(findings.all()).isEmpty();
        assertThat(findings.notes()).anyMatch(note -> note.startsWith("Nothing is set up"));
    }

    /** The document with one step left out, everything after it tried all the same. */
    @ParameterizedTest(name = "without {0}: {1}")
    @CsvSource({
        "HOST_A master key,   P01@HOST_A",
        "HOST_B master key,   P01@HOST_B",
        "HOST_A certificate,  P03@HOST_A",
        "HOST_B certificate,  P03@HOST_B",
        "HOST_A endpoint,     P21@HOST_A",
        "HOST_B endpoint,     P21@HOST_B",
        "HOST_A export,       P07@HOST_B",
        "HOST_B copy to HOST_A, P07@HOST_A",
        "HOST_A login HOST_B, P17@HOST_A",
        "HOST_B login HOST_A, P17@HOST_B",
        "HOST_A user HOST_B,  P16@HOST_A",
        "HOST_A import HOST_B, P07@HOST_A",
        "HOST_B import HOST_A, P07@HOST_B",
        "HOST_A grant HOST_B, P18@HOST_A",
        "HOST_B grant HOST_A, P18@HOST_B",
        "HOST_B restore log,  P41@HOST_B",
        "HOST_B partner,      P34@HOST_B",
        "HOST_A partner,      P35@HOST_A",
    })
    void namesTheStepThatWasLeftOut(String step, String cause) throws Exception {
        assertThat(pair().without(step).perform().causes()).first().isEqualTo(cause);
    }

    @ParameterizedTest(name = "without {0}: nothing but {1}")
    @CsvSource({
        "HOST_B grant HOST_A, P18@HOST_B",
        "HOST_B import HOST_A, P07@HOST_B",
        "HOST_A grant HOST_B, P18@HOST_A",
        "HOST_A partner, P35@HOST_A"
    })
    void namesNothingElse(String step, String cause) throws Exception {
        assertThat(pair().without(step).perform().causes()).containsExactly(cause);
    }

    @Test
    void quotesTheLogsOfBothSides() throws Exception {
        LabTrio pair = pair().without("HOST_B grant HOST_A").perform();

        Finding first = pair.diagnose(1418).causes().get(0).finding();

        assertThat(pair.error()).isEqualTo(1418);
        assertThat(first.evidence())
                .anyMatch(text -> text.startsWith("HOST_B's error log") && text.contains("28034 state 84"));
        assertThat(first.mends()).extracting(Mend::command).containsExactly("grant HOST_A --on HOST_B");
    }

    @Test
    void knowsHostsUnderTheOperatorsNames() throws Exception {
        LabTrio pair = pair().without("HOST_B grant HOST_A").perform();

        Findings findings = pair.diagnoseAs("", "");

        assertThat(findings.causes()).extracting(cause -> cause.finding().key()).containsExactly("P18@second");
        assertThat(findings.mends().get(0).command()).isEqualTo("grant first --login HOST_A_login --on second");
        assertThat(findings.mends().get(0).tsql())
                .containsExactly("GRANT CONNECT ON ENDPOINT::[Endpoint_Mirroring] TO [HOST_A_login]");
    }

    @Test
    void takesARunningSessionsWordForWhatItMayNotSee() throws Exception {
        LabTrio pair = pair().perform().awaitState("HOST_A", "SYNCHRONIZED");
        guest(pair);

        Findings findings = pair.diagnoseAs("guest_operator", "Guest_Passw0rd!");

        assertThat(findings.all()).isEmpty();
        assertThat(findings.notes())
                .anyMatch(note -> note.contains("is no sysadmin"))
                .anyMatch(note -> note.equals("The error log of second was not read."));
    }

    @Test
    void doesNotCallMissingWhatItMayNotSee() throws Exception {
        LabTrio pair = pair().without("HOST_A partner").perform();
        guest(pair);

        Findings findings = pair.diagnoseAs("guest_operator", "Guest_Passw0rd!");

        assertThat(findings.causes()).isNotEmpty().allSatisfy(cause -> {
            assertThat(cause.finding().confidence()).isEqualTo(Confidence.POSSIBLE);
            assertThat(cause.finding().cause()).contains("is not visible on second to login [guest_operator]");
        });
    }

    private static void guest(LabTrio pair) throws Exception {
        pair.run("HOST_B", "CREATE LOGIN guest_operator WITH PASSWORD = 'Guest_Passw0rd!'");
        pair.run(
                "HOST_B",
                "USE msdb; CREATE USER guest_operator FOR LOGIN guest_operator; ALTER ROLE db_datareader ADD MEMBER "
                        + "guest_operator; USE master");
    }

    @Nested
    class Endpoints {
        @Test
        void p22Stopped() throws Exception {
            assertThat(pair().instead(
                                    "HOST_B endpoint",
                                    endpoint("HOST_B_cert", "STOPPED", "REQUIRED ALGORITHM AES", "ALL"))
                            .perform()
                            .causes())
                    .containsExactly("P22@HOST_B");
        }

        @Test
        void p24RoleWitness() throws Exception {
            assertThat(pair().instead(
                                    "HOST_B endpoint",
                                    endpoint("HOST_B_cert", "STARTED", "REQUIRED ALGORITHM AES", "WITNESS"))
                            .perform()
                            .causes())
                    .containsExactly("P24@HOST_B");
        }

        @Test
        void p26ClearText() throws Exception {
            assertThat(pair().instead("HOST_A endpoint", endpoint("HOST_A_cert", "STARTED", "DISABLED", "ALL"))
                            .perform()
                            .causes())
                    .containsExactly("P26@HOST_A");
        }

        @Test
        void p27Rc4() throws Exception {
            LabTrio pair = pair().instead(
                            "HOST_A endpoint", endpoint("HOST_A_cert", "STARTED", "REQUIRED ALGORITHM RC4", "ALL"))
                    .perform();

            assertThat(pair.causes()).containsExactly("P27@HOST_A");
        }

        @Test
        void p29PortTaken() throws Exception {
            lab.lab().network().occupy("HOST_B", 7024);

            assertThat(pair().perform().causes()).containsExactly("P29@HOST_B");
        }
    }

    @Nested
    class Certificates {
        @Test
        void p07OfAThirdHost() throws Exception {
            LabTrio trio = new LabTrio(lab, TRIO)
                    .without("HOST_B import HOST_W")
                    .instead(
                            "HOST_B import HOST_A",
                            "CREATE CERTIFICATE HOST_A_cert AUTHORIZATION HOST_A_user FROM FILE = "
                                    + "'C:\\HOST_W_cert.cer'")
                    .perform();

            assertThat(trio.causes()).first().isEqualTo("P07@HOST_B");
        }

        @Test
        void p08OwnFile() throws Exception {
            LabTrio pair = pair().instead(
                            "HOST_B import HOST_A",
                            "CREATE CERTIFICATE HOST_A_cert AUTHORIZATION HOST_A_user FROM FILE "
                                    + "= 'C:\\HOST_B_cert.cer'")
                    .without("HOST_B partner", "HOST_A partner")
                    .perform();

            assertThat(pair.error()).isEqualTo(15232);
            assertThat(pair.causes(15232)).containsExactly("P08@HOST_B");
        }

        @Test
        void p09Renewed() throws Exception {
            LabTrio pair = pair().perform().awaitState("HOST_A", "SYNCHRONIZED");
            pair.run("HOST_A", LabTrio.certificate("HOST_A", "HOST_A_cert2"));
            pair.run(
                    "HOST_A",
                    "ALTER ENDPOINT Endpoint_Mirroring FOR DATABASE_MIRRORING (AUTHENTICATION = CERTIFICATE HOST_A_cert2, "
                            + "ROLE = ALL)");

            assertThat(pair.causes()).containsExactly("P09@HOST_B");
        }

        @Test
        void p14WithoutAuthorization() throws Exception {
            assertThat(pair().instead(
                                    "HOST_B import HOST_A",
                                    "CREATE CERTIFICATE HOST_A_cert FROM FILE = 'C:\\HOST_A_cert.cer'")
                            .perform()
                            .causes())
                    .containsExactly("P14@HOST_B");
        }

        @Test
        void p13ExpiredAfterTheExchange() throws Exception {
            LabTrio pair = pair().instead(
                            "HOST_A certificate",
                            "CREATE CERTIFICATE HOST_A_cert WITH SUBJECT = 'HOST_A certificate', "
                                    + "START_DATE = '20200101', EXPIRY_DATE = '20210101'")
                    .perform();

            assertThat(pair.causes()).first().isEqualTo("P13@HOST_A");
        }

        @Test
        void p16LoginMadeAnew() throws Exception {
            LabTrio pair = pair().before("HOST_B partner", "HOST_B", "DROP LOGIN HOST_A_login")
                    .before("HOST_B partner", "HOST_B", "CREATE LOGIN HOST_A_login WITH PASSWORD = 'Other_Passw0rd!'")
                    .perform();

            assertThat(pair.causes()).containsExactly("P16@HOST_B");
        }

        @Test
        void p60OwnerChanged() throws Exception {
            LabTrio pair = pair().perform().awaitState("HOST_A", "SYNCHRONIZED");
            pair.run("HOST_B", "CREATE LOGIN new_owner WITH PASSWORD = 'Owner_Passw0rd!'");
            pair.run("HOST_B", "ALTER AUTHORIZATION ON ENDPOINT::Endpoint_Mirroring TO new_owner");

            assertThat(pair.causes()).containsExactly("P60@HOST_B");
        }
    }

    @Nested
    class Sessions {
        @Test
        void p37WrongAddressOnTheMirror() throws Exception {
            LabTrio pair =
                    pair().instead("HOST_B partner", partner("HOST_A", 7999)).perform();

            assertThat(pair.causes()).first().isIn("P37@HOST_B");
        }

        @Test
        void p28WrongPort() throws Exception {
            assertThat(pair().instead("HOST_A partner", partner("HOST_B", 5022))
                            .perform()
                            .causes(1418))
                    .containsExactly("P28@HOST_A");
        }

        @Test
        void p39WithRecovery() throws Exception {
            assertThat(pair().instead(
                                    "HOST_B restore",
                                    "RESTORE DATABASE AdventureWorks FROM DISK = 'C:\\AW.bak' WITH RECOVERY")
                            .without("HOST_B partner", "HOST_A partner")
                            .perform()
                            .causes())
                    .first()
                    .isEqualTo("P39@HOST_B");
        }

        @Test
        void p42LogJob() throws Exception {
            LabTrio pair = pair().before(
                            "HOST_B partner", "HOST_A", "BACKUP LOG AdventureWorks TO DISK = 'C:\\job.trn' WITH FORMAT")
                    .perform();

            assertThat(pair.causes(pair.error())).containsExactly("P42@HOST_B");
        }

        @Test
        void p43Simple() throws Exception {
            LabTrio pair = pair().before(
                            "HOST_B partner", "HOST_A", "ALTER DATABASE AdventureWorks SET RECOVERY SIMPLE")
                    .perform();

            assertThat(pair.causes()).first().isEqualTo("P43@HOST_A");
        }

        @Test
        void s01Suspended() throws Exception {
            LabTrio pair = pair().perform().awaitState("HOST_A", "SYNCHRONIZED");
            pair.run("HOST_A", "ALTER DATABASE AdventureWorks SET PARTNER SUSPEND");
            pair.awaitState("HOST_A", "SUSPENDED").awaitState("HOST_B", "SUSPENDED");

            assertThat(pair.causes()).containsExactly("S01@HOST_A");
        }

        @Test
        void p58WitnessWithSafetyOff() throws Exception {
            LabTrio trio = new LabTrio(lab, TRIO).perform().awaitState("HOST_A", "SYNCHRONIZED");
            trio.run("HOST_A", "ALTER DATABASE AdventureWorks SET WITNESS = 'TCP://HOST_W.corp.example:7024'");
            trio.run("HOST_A", "ALTER DATABASE AdventureWorks SET PARTNER SAFETY OFF");

            assertThat(trio.causes()).containsExactly("P58@HOST_A");
        }
    }

    @Nested
    class Witnesses {
        @ParameterizedTest(name = "without {0}: {1}")
        @CsvSource({
            "HOST_A import HOST_W, P53@HOST_A",
            "HOST_B grant HOST_W, P54@HOST_B",
            "HOST_W grant HOST_A, P55@HOST_W",
            "HOST_W import HOST_B, P55@HOST_W"
        })
        void namesWhoDoesNotTrustWhom(String step, String cause) throws Exception {
            LabTrio trio = new LabTrio(lab, TRIO).without(step).perform().awaitState("HOST_A", "SYNCHRONIZED");
            int error = lab.errorOf(
                    "HOST_A", "ALTER DATABASE AdventureWorks SET WITNESS = 'TCP://HOST_W.corp.example:7024'");

            assertThat(error).isPositive();
            assertThat(trio.causes(error)).containsExactly(cause);
        }

        @Test
        void p25RoleOfAPartner() throws Exception {
            LabTrio trio = new LabTrio(lab, TRIO)
                    .instead("HOST_W endpoint", endpoint("HOST_W_cert", "STARTED", "REQUIRED ALGORITHM AES", "PARTNER"))
                    .perform()
                    .awaitState("HOST_A", "SYNCHRONIZED");

            assertThat(trio.causes()).containsExactly("P25@HOST_W");
        }
    }

    @Nested
    class Networks {
        @Test
        void p31Firewall() throws Exception {
            lab.lab().network().cut("HOST_A", "HOST_B");

            LabTrio pair = pair().perform();

            assertThat(pair.error()).isEqualTo(1418);
            assertThat(pair.causes(1418)).containsExactly("P31@HOST_A");
        }

        @Test
        void p32UnknownName() throws Exception {
            lab.lab().network().forgetName("HOST_A", "HOST_B");

            assertThat(pair().perform().causes(1418)).containsExactly("P32@HOST_A");
        }
    }
}
