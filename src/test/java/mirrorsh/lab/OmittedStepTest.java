package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Leaving out one step of the document makes the next statement that depends on it fail (errors.md §9). */
class OmittedStepTest {
    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @ParameterizedTest(name = "without {0}, {1} fails with {2}")
    @CsvSource({
        "A_MASTER_KEY,     A_CERTIFICATE, 15581",
        "A_CERTIFICATE,    A_ENDPOINT,    15151",
        "A_ENDPOINT,       A_GRANT,       15151",
        "A_EXPORT,         B_IMPORT,      15208",
        "A_COPY,           B_IMPORT,      15208",
        "B_MASTER_KEY,     B_CERTIFICATE, 15581",
        "B_CERTIFICATE,    B_ENDPOINT,    15151",
        "B_ENDPOINT,       B_GRANT,       15151",
        "B_EXPORT,         A_IMPORT,      15208",
        "B_COPY,           A_IMPORT,      15208",
        "A_LOGIN,          A_USER,        15007",
        "A_USER,           A_IMPORT,      15151",
        "A_IMPORT,         PARTNER_ON_A,  1418",
        "A_GRANT,          PARTNER_ON_A,  1418",
        "B_LOGIN,          B_USER,        15007",
        "B_USER,           B_IMPORT,      15151",
        "B_IMPORT,         PARTNER_ON_A,  1418",
        "B_GRANT,          PARTNER_ON_A,  1418",
        "FULL_BACKUP,      LOG_BACKUP,    4214",
        "LOG_BACKUP,       RESTORE_LOG,   3201",
        "COPY_FULL_BACKUP, RESTORE_FULL,  3201",
        "COPY_LOG_BACKUP,  RESTORE_LOG,   3201",
        "RESTORE_FULL,     RESTORE_LOG,   3118",
        "RESTORE_LOG,      PARTNER_ON_A,  1412",
        "PARTNER_ON_A,     SAFETY_OFF,    1416",
    })
    void failsWhereTheStepIsNeeded(DocumentStep omitted, DocumentStep dependent, int error) throws Exception {
        assertThat(firstFailureWithout(omitted)).isEqualTo(dependent + " " + error);
    }

    /** 1416 or 1418: which of them a real server gives is unconfirmed (errors.md P34). */
    @ParameterizedTest(name = "without {0}, {1} fails with {2} (unconfirmed)")
    @CsvSource({"PARTNER_ON_B, PARTNER_ON_A, 1416"})
    void failsWithTheNumberChosenHere(DocumentStep omitted, DocumentStep dependent, int error) throws Exception {
        assertThat(firstFailureWithout(omitted)).isEqualTo(dependent + " " + error);
    }

    @ParameterizedTest(name = "without {0} on a database in SIMPLE recovery, {1} fails with {2}")
    @CsvSource({"FULL_RECOVERY, LOG_BACKUP, 4208"})
    void needsTheFullRecoveryModel(DocumentStep omitted, DocumentStep dependent, int error) throws Exception {
        lab.run("HOST_A", "ALTER DATABASE AdventureWorks SET RECOVERY SIMPLE");

        assertThat(firstFailureWithout(omitted)).isEqualTo(dependent + " " + error);
    }

    private String firstFailureWithout(DocumentStep omitted) throws Exception {
        for (DocumentStep step : DocumentStep.values()) {
            if (step != omitted) {
                try {
                    step.perform(lab);
                } catch (SQLException e) {
                    return step + " " + e.getErrorCode();
                }
            }
        }
        return "nothing";
    }
}
