package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.lab.LabSettings;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunOutcome.End;
import org.junit.jupiter.api.Test;

/** The move from mirroring to an availability group, on a lab whose instances may have groups. */
class AvailabilityGroupRunTest extends OnAWorkbench {
    private static final String SECONDARY =
            "SELECT ISNULL((SELECT s.synchronization_state_desc FROM sys.dm_hadr_database_replica_states s"
                    + " WHERE s.is_local = 0), 'NONE')";

    AvailabilityGroupRunTest() {
        super(settings -> settings.withHosts(List.of(
                LabSettings.Host.named("HOST_A").withSample().withGroups(),
                LabSettings.Host.named("HOST_B").withGroups(),
                LabSettings.Host.named("HOST_W"))));
    }

    private RunOutcome runs(String name, String... pairs) {
        RunOutcome outcome = bench.run(name, pairs);
        assertThat(outcome.end()).as(name + ": " + outcome.problem()).isEqualTo(End.COMPLETED);
        return outcome;
    }

    @Test
    void movesAMirroredDatabaseWithItsWitnessOnce() throws Exception {
        runs("set-up-with-witness");

        assertThat(runs("move-to-availability-group").done()).isPositive();

        assertThat(lab.await("HOST_A", SECONDARY, "SYNCHRONIZED")).isEqualTo("SYNCHRONIZED");
        assertThat(lab.rows(
                        "HOST_A",
                        "SELECT g.name, g.basic_features, r.failover_mode_desc FROM sys.availability_groups g"
                                + " JOIN sys.availability_replicas r ON r.group_id = g.group_id"))
                .containsOnly(List.of("AdventureWorks_group", "1", "AUTOMATIC"));
        assertThat(lab.await("HOST_W", "SELECT COUNT(*) FROM sys.database_mirroring_witnesses", "0"))
                .isEqualTo("0");
        assertThat(runs("move-to-availability-group").done()).isZero();
    }

    @Test
    void movesToAsynchronousCommit() throws Exception {
        runs("set-up-mirroring", "safety=OFF");

        runs("move-to-availability-group", "failover=manual");

        assertThat(lab.await("HOST_A", SECONDARY, "SYNCHRONIZING")).isEqualTo("SYNCHRONIZING");
    }

    @Test
    void keepsTheRowsThatWereMirrored() throws Exception {
        runs("set-up-mirroring");
        lab.run("HOST_A", "USE AdventureWorks; CREATE TABLE kept (a int); INSERT INTO kept VALUES (7); USE master");

        runs("move-to-availability-group");
        lab.await("HOST_A", SECONDARY, "SYNCHRONIZED");
        lab.run("HOST_B", "USE master; ALTER DATABASE AdventureWorks SET HADR OFF");
        lab.run("HOST_B", "RESTORE DATABASE AdventureWorks WITH RECOVERY");

        assertThat(lab.value("HOST_B", "SELECT a FROM AdventureWorks.dbo.kept")).isEqualTo("7");
    }
}
