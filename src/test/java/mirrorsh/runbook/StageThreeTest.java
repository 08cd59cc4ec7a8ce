package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunOutcome.End;
import org.junit.jupiter.api.Test;

/** What stands between a backup on the principal and a copy on the mirror. */
class StageThreeTest extends OnAWorkbench {
    private static final String LOG_JOB = "EXEC msdb.dbo.sp_add_job @job_name = N'%1$s', @enabled = %2$d;"
            + " EXEC msdb.dbo.sp_add_jobstep @job_name = N'%1$s', @step_name = N'one', @command = N'%3$s'";

    private String refusal(String runbook, String... pairs) throws Exception {
        RunOutcome outcome = bench.run(runbook, pairs);
        assertThat(outcome.end()).isEqualTo(End.FAILED);
        assertThat(lab.rows("HOST_A", "SELECT backup_set_id FROM msdb.dbo.backupset"))
                .as("nothing is written")
                .isEmpty();
        return String.valueOf(outcome.problem());
    }

    private List<String> verdicts(String runbook, String... pairs) {
        return bench.plan(runbook, pairs).steps().stream()
                .map(step -> step.verdict().toString())
                .toList();
    }

    @Test
    void refusesADiskThatIsFullBeforeAnythingIsWritten() throws Exception {
        lab.lab().faults().fillDisk("HOST_B");

        assertThat(refusal("prepare-mirror-database")).contains("drive C: of HOST_B has 0 MB free");
    }

    @Test
    void refusesAFolderThatTheMirrorLacks() throws Exception {
        Files.createDirectories(lab.host("HOST_A").disk().resolve("Backup"));

        assertThat(refusal("prepare-mirror-database", "backupFolder=C:\\Backup"))
                .contains("HOST_B has no folder C:\\Backup\\");
    }

    @Test
    void namesTheJobsThatBackUpTheLog() throws Exception {
        lab.run("HOST_A", LOG_JOB.formatted("Logs of all", 1, "EXEC dbo.DatabaseBackup @BackupType = ''LOG''"));
        lab.run("HOST_A", LOG_JOB.formatted("Ours", 1, "BACKUP LOG AdventureWorks TO DISK = ''a.trn''"));
        lab.run("HOST_A", LOG_JOB.formatted("Theirs", 1, "BACKUP LOG Sales TO DISK = ''s.trn''"));
        lab.run("HOST_A", LOG_JOB.formatted("Off", 0, "BACKUP LOG AdventureWorks TO DISK = ''o.trn''"));

        assertThat(verdicts("set-up-mirroring"))
                .anyMatch(verdict -> verdict.contains("[Logs of all], [Ours] on HOST_A: disable them until"));
    }

    @Test
    void tellsOfLogThatSomebodyBackedUpMeanwhile() throws Exception {
        bench.run("prepare-mirror-database");
        lab.lab().faults().backUpLog("HOST_A", "AdventureWorks");

        assertThat(verdicts("set-up-mirroring"))
                .anyMatch(verdict ->
                        verdict.contains("somebody backed up its log to ") && verdict.contains("AdventureWorks_log_"));
    }

    @Test
    void tellsOfASignatureThatTheContainerRefuses() throws Exception {
        String container = "https://account.blob.core.windows.net/backups";
        lab.run(
                "HOST_A",
                "CREATE CREDENTIAL [" + container + "] WITH IDENTITY = 'SHARED ACCESS SIGNATURE', SECRET = 'none'");

        String problem = refusal("prepare-mirror-database", "backupFolder=" + container + "/today");

        assertThat(problem).contains("error 3201", container + "/today");
    }

    @Test
    void opensTheDatabasesOwnMasterKeyAfterASwitch() throws Exception {
        String key = "USE AdventureWorks; CREATE MASTER KEY ENCRYPTION BY PASSWORD = '1Sample_Strong_Password!@#'";
        lab.run("HOST_A", key + "; USE master");
        String needsIt = "USE AdventureWorks; CREATE CERTIFICATE inside WITH SUBJECT = 'inside'";

        assertThat(bench.run("prepare-mirror-database").end()).isEqualTo(End.COMPLETED);
        assertThat(bench.run("set-up-mirroring").end()).isEqualTo(End.COMPLETED);
        assertThat(bench.run("planned-failover").end()).isEqualTo(End.COMPLETED);

        assertThat(lab.errorOf("HOST_B", needsIt)).isZero();
    }

    @Test
    void cannotOpenItWhereItsPasswordIsNotKnown() throws Exception {
        String key = "USE AdventureWorks; CREATE MASTER KEY ENCRYPTION BY PASSWORD = '1Sample_Strong_Password!@#'";
        lab.run("HOST_A", key + "; USE master");
        assertThat(bench.run("set-up-mirroring").end()).isEqualTo(End.COMPLETED);
        assertThat(bench.run("planned-failover").end()).isEqualTo(End.COMPLETED);

        assertThat(lab.errorOf("HOST_B", "USE AdventureWorks; CREATE CERTIFICATE inside WITH SUBJECT = 'inside'"))
                .isEqualTo(15581);
    }
}
