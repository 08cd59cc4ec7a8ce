package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mirrorsh.model.MirroringSession;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunOutcome.End;
import org.junit.jupiter.api.Test;

/** Backups that travel through a container which both hosts reach by its URL: nothing is copied, and nothing lies on their disks. */
class UrlTransportTest extends OnAWorkbench {
    private static final String CONTAINER = "https://account.blob.core.windows.net/backups";
    private static final String FOLDER = "backupFolder=" + CONTAINER + "/today";

    private void run(String runbook, String... pairs) {
        RunOutcome outcome = bench.run(runbook, pairs);
        assertThat(outcome.end()).as(String.valueOf(outcome.problem())).isEqualTo(End.COMPLETED);
    }

    private List<String> files(String host) throws IOException {
        try (Stream<Path> files = Files.walk(lab.host(host).disk())) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".bak") || name.endsWith(".trn"))
                    .toList();
        }
    }

    @Test
    void setsUpMirroring() throws Exception {
        run("set-up-mirroring", FOLDER);

        MirroringSession session = bench.session("HOST_B", "AdventureWorks");
        assertThat(session.role() + " " + session.state()).isEqualTo("MIRROR SYNCHRONIZED");
        assertThat(files("HOST_A")).isEmpty();
        assertThat(files("HOST_B")).isEmpty();
        for (String host : List.of("HOST_A", "HOST_B")) {
            assertThat(lab.value(host, "SELECT name FROM sys.credentials")).isEqualTo(CONTAINER);
        }
        lab.settles();
        assertThat(bench.plan("set-up-mirroring", FOLDER).outstanding()).isZero();
    }

    @Test
    void preparesSeveralDatabasesOfWhichOneIsThere() throws Exception {
        lab.run("HOST_A", "CREATE DATABASE Sales");
        run("prepare-mirror-database", FOLDER);
        run("prepare-mirror-database", FOLDER, "databases=AdventureWorks,Sales");

        assertThat(lab.value("HOST_B", "SELECT COUNT(*) FROM sys.databases WHERE state_desc = 'RESTORING'"))
                .isEqualTo("2");
        assertThat(lab.rows("HOST_A", "SELECT database_name, type FROM msdb.dbo.backupset ORDER BY backup_set_id"))
                .as("nothing twice")
                .containsExactly(
                        List.of("AdventureWorks", "D"),
                        List.of("AdventureWorks", "L"),
                        List.of("Sales", "D"),
                        List.of("Sales", "L"));
        assertThat(files("HOST_B")).isEmpty();
    }

    @Test
    void goesOnWithTheSetUpWhereThePreparationEnded() throws Exception {
        run("prepare-mirror-database", FOLDER);
        run("set-up-mirroring", FOLDER);

        assertThat(bench.session("HOST_A", "AdventureWorks").state()).isEqualTo("SYNCHRONIZED");
        assertThat(lab.value("HOST_A", "SELECT COUNT(*) FROM msdb.dbo.backupset"))
                .isEqualTo("2");
    }
}
