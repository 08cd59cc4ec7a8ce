package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import mirrorsh.lab.LabExtension;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.SqlText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The server ends sessions when their database goes to the other partner, or is wanted by somebody alone (596). */
class EndedSessionTest {
    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    @Test
    void hostIsReadOverANewSession() throws Exception {
        lab.run("HOST_A", "CREATE DATABASE Sales");
        try (Workbench bench = new Workbench(lab, folder)) {
            bench.hosts().execute("HOST_A", new Batch("Sales", SqlText.keywords("SELECT 1")), message -> {}, null);

            lab.run("HOST_A", """
                    ALTER DATABASE Sales SET SINGLE_USER WITH ROLLBACK IMMEDIATE;
                    ALTER DATABASE Sales SET MULTI_USER""");

            assertThat(bench.hosts()
                            .observe(List.of("HOST_A"), List.of())
                            .of("HOST_A")
                            .database("Sales"))
                    .isPresent();
        }
    }
}
