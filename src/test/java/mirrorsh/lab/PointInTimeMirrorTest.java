package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A mirror copy whose log restore stopped at a point in time (procedure.md MIR-6). */
class PointInTimeMirrorTest {
    @RegisterExtension
    final LabExtension lab = new LabExtension();

    private String between = "";

    private void changes(LabExtension started) throws SQLException {
        started.run("HOST_A", "USE AdventureWorks; CREATE TABLE early (i int); WAITFOR DELAY '00:00:00.020'");
        between = started.value("HOST_A", "SELECT CONVERT(varchar(30), GETDATE(), 126)");
        started.run(
                "HOST_A", "USE AdventureWorks; WAITFOR DELAY '00:00:00.020'; CREATE TABLE late (i int); USE master");
    }

    private PairScript stopping() {
        return PairScript.pair()
                .before("log backup", this::changes)
                .omit("log restore")
                .before(
                        "partner on HOST_B",
                        started -> started.run(
                                "HOST_B",
                                "RESTORE LOG AdventureWorks FROM DISK = 'C:\\AdventureWorks.trn' WITH NORECOVERY, STOPAT = '"
                                        + between + "'"));
    }

    @Test
    void lacksTheLogThatWasCutAway() throws Exception {
        assertThat(stopping().perform(lab))
                .extracting(PairScript.Refusal::toString)
                .contains("partner on HOST_A 1408");
    }

    @Test
    void isCompleteOnceTheSameLogWentOn() throws Exception {
        PairScript script = stopping()
                .before(
                        "partner on HOST_B",
                        "HOST_B",
                        "RESTORE LOG AdventureWorks FROM DISK = 'C:\\AdventureWorks.trn' WITH NORECOVERY");

        assertThat(script.perform(lab)).isEmpty();
        lab.run("HOST_A", "ALTER DATABASE AdventureWorks SET PARTNER FAILOVER");
        assertThat(lab.await("HOST_B", "SELECT state_desc FROM sys.databases WHERE name = 'AdventureWorks'", "ONLINE"))
                .isEqualTo("ONLINE");
        assertThat(lab.value(
                        "HOST_B", "SELECT COUNT(*) FROM AdventureWorks.sys.tables WHERE name IN ('early', 'late')"))
                .isEqualTo("2");
    }
}
