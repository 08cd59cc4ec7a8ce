package mirrorsh.diagnosis;

import static mirrorsh.diagnosis.LabTrio.PAIR;
import static mirrorsh.diagnosis.LabTrio.endpoint;
import static mirrorsh.diagnosis.LabTrio.partner;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.LabExtension;
import mirrorsh.run.RunOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a diagnosis offers is done by the runner until nothing is found any more, and then the lab mirrors. */
class LabMendTest {
    private static final int MOST_ROUNDS = 4;

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    Path journals;

    private LabTrio pair() {
        return new LabTrio(lab, PAIR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HOST_A master key",
                "HOST_A certificate",
                "HOST_B endpoint",
                "HOST_B export",
                "HOST_A login HOST_B",
                "HOST_B user HOST_A",
                "HOST_A import HOST_B",
                "HOST_B grant HOST_A",
                "HOST_B restore log",
                "HOST_B partner",
                "HOST_A partner"
            })
    void putsInWhatWasLeftOut(String step) throws Exception {
        mends(pair().without(step).perform());
    }

    @Test
    void mendsSeveralThings() throws Exception {
        LabTrio pair = pair().without("HOST_B grant HOST_A", "HOST_A import HOST_B")
                .instead("HOST_B endpoint", endpoint("HOST_B_cert", "STOPPED", "REQUIRED ALGORITHM AES", "ALL"))
                .before("HOST_B partner", "HOST_A", "BACKUP LOG AdventureWorks TO DISK = 'C:\\job.trn' WITH FORMAT")
                .perform();

        mends(pair);
    }

    @Test
    void mendsAnEndpointThatDiffers() throws Exception {
        mends(pair().instead("HOST_A endpoint", endpoint("HOST_A_cert", "STARTED", "DISABLED", "WITNESS"))
                .perform());
    }

    @Test
    void mendsAnOwnerThatWasForgotten() throws Exception {
        mends(pair().instead("HOST_B import HOST_A", "CREATE CERTIFICATE HOST_A_cert FROM FILE = 'C:\\HOST_A_cert.cer'")
                .perform());
    }

    @Test
    void mendsALoginThatWasMadeAnew() throws Exception {
        mends(pair().before("HOST_B partner", "HOST_B", "DROP LOGIN HOST_A_login")
                .before("HOST_B partner", "HOST_B", "CREATE LOGIN HOST_A_login WITH PASSWORD = 'Other_Passw0rd!'")
                .perform());
    }

    @Test
    void mendsAnExpiredCertificate() throws Exception {
        mends(pair().instead(
                        "HOST_A certificate",
                        "CREATE CERTIFICATE HOST_A_cert WITH SUBJECT = 'HOST_A', START_DATE = '20200101', EXPIRY_DATE = '20210101'")
                .perform());
    }

    @Test
    void mendsAWrongAddress() throws Exception {
        mends(pair().instead("HOST_B partner", partner("HOST_A", 7999)).perform());
    }

    @Test
    void mendsARenewedCertificate() throws Exception {
        LabTrio pair = pair().without("HOST_A partner").perform();
        pair.run("HOST_A", LabTrio.certificate("HOST_A", "HOST_A_cert2"));
        pair.run(
                "HOST_A",
                "ALTER ENDPOINT Endpoint_Mirroring FOR DATABASE_MIRRORING (AUTHENTICATION = CERTIFICATE HOST_A_cert2, "
                        + "ROLE = ALL)");

        mends(pair);
    }

    private void mends(LabTrio hosts) throws Exception {
        List<String> rounds = new ArrayList<>();
        Findings findings = hosts.diagnose();
        for (int i = 0; i < MOST_ROUNDS && findings.needsMending(); i++) {
            RunOutcome outcome = hosts.mend(findings, journals);
            rounds.add(findings.all().stream().map(Finding::key).toList() + " " + outcome.end() + " "
                    + (outcome.problem() == null ? "" : outcome.problem().getMessage()));
            findings = hosts.diagnose();
        }

        assertThat(findings.all()).as("after %s", rounds).isEmpty();
        assertThat(rounds).isNotEmpty();
        assertThat(lab.await(
                        "HOST_B",
                        "SELECT mirroring_state_desc FROM sys.database_mirroring WHERE database_id = DB_ID('AdventureWorks')",
                        "SYNCHRONIZED"))
                .isEqualTo("SYNCHRONIZED");
    }
}
