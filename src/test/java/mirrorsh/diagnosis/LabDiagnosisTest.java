package mirrorsh.diagnosis;

import static mirrorsh.diagnosis.LabTrio.PAIR;
import static mirrorsh.diagnosis.LabTrio.TRIO;
import static org.assertj.core.api.Assertions.assertThat;

import mirrorsh.lab.LabExtension;
import mirrorsh.lab.PairScript;
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
    void tellsThatATrioIsReadyForAutomaticFailover() throws Exception {
        LabTrio trio = new LabTrio(lab, TRIO).perform().awaitState("HOST_A", "SYNCHRONIZED");
        trio.run("HOST_A", "ALTER DATABASE AdventureWorks SET WITNESS = 'TCP://HOST_W.corp.example:7024'");
        lab.await("HOST_B", PairScript.WITNESS_STATE, "CONNECTED");

        assertThat(Triangle.of(trio.observe()).get(0).isReadyForAutomaticFailover())
                .isTrue();
    }

    /** The document with one step left out, everything after it tried all the same. */
    @ParameterizedTest(name = "without {0}: {1}")
    @CsvSource({
        "HOST_B certificate,  P03@HOST_B",
        "HOST_A endpoint,     P21@HOST_A",
        "HOST_B copy to HOST_A, P07@HOST_A",
        "HOST_A login HOST_B, P17@HOST_A",
        "HOST_A user HOST_B,  P16@HOST_A",
        "HOST_B partner,      P34@HOST_B",
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

    @Test
    void tellsOfASuspendedSession() throws Exception {
        LabTrio pair = pair().perform().awaitState("HOST_A", "SYNCHRONIZED");
        pair.run("HOST_A", "ALTER DATABASE AdventureWorks SET PARTNER SUSPEND");
        pair.awaitState("HOST_A", "SUSPENDED").awaitState("HOST_B", "SUSPENDED");

        assertThat(pair.causes()).containsExactly("S01@HOST_A");
    }

    @ParameterizedTest(name = "without {0}: {1}")
    @CsvSource({"HOST_A import HOST_W, P53@HOST_A", "HOST_W import HOST_B, P55@HOST_W"})
    void namesWhoDoesNotTrustWhomAmongThree(String step, String cause) throws Exception {
        LabTrio trio = new LabTrio(lab, TRIO).without(step).perform().awaitState("HOST_A", "SYNCHRONIZED");
        int error =
                lab.errorOf("HOST_A", "ALTER DATABASE AdventureWorks SET WITNESS = 'TCP://HOST_W.corp.example:7024'");

        assertThat(error).isPositive();
        assertThat(trio.causes(error)).containsExactly(cause);
    }
}
