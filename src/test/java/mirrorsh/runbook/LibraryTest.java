package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import mirrorsh.lab.LabExtension;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunOutcome.End;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every runbook of the product, run on a lab; run again, it finds nothing to do. */
class LibraryTest {
    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    private Workbench bench;

    @BeforeEach
    void connect() {
        bench = new Workbench(lab, folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private RunOutcome runs(String name, String... pairs) {
        RunOutcome outcome = bench.run(name, pairs);
        assertThat(outcome.end()).as(name + ": " + outcome.problem()).isEqualTo(End.COMPLETED);
        return outcome;
    }

    /** Runs it, and sees that there is nothing to do then. */
    private void runsOnce(String name, String... pairs) {
        assertThat(runs(name, pairs).done()).isPositive();
        RunOutcome again = runs(name, pairs);
        assertThat(again.done()).as(name + " again").isZero();
    }

    @Test
    void setsUpWithAWitness() {
        runsOnce("set-up-with-witness");

        assertThat(bench.session("HOST_A", "AdventureWorks").witnessState()).isEqualTo("CONNECTED");
        assertThat(bench.session("HOST_B", "AdventureWorks").witness()).isEqualTo("TCP://HOST_W:7024");
    }

    @Test
    void setsUpWithAWitnessByFiles() {
        runsOnce("set-up-with-witness", "certificates=files");

        assertThat(bench.session("HOST_B", "AdventureWorks").witnessState()).isEqualTo("CONNECTED");
    }

    @Test
    void addsSeveralDatabases() throws Exception {
        runs("set-up-mirroring");
        lab.run("HOST_A", "CREATE DATABASE Sales");
        lab.run("HOST_A", "CREATE DATABASE Stock");
        lab.run("HOST_A", "ALTER DATABASE Stock SET RECOVERY SIMPLE");

        runsOnce("add-database", "databases=Sales,Stock", "safety=FULL");

        assertThat(bench.session("HOST_B", "Stock").state()).isEqualTo("SYNCHRONIZED");
        runs("verify", "databases=AdventureWorks,Sales,Stock");
    }

    @Test
    void switchesTheRolesAndBack() {
        runs("set-up-mirroring", "safety=OFF");

        runsOnce("planned-failover", "safety=OFF");

        assertThat(bench.session("HOST_B", "AdventureWorks").role()).isEqualTo("PRINCIPAL");
        assertThat(bench.session("HOST_B", "AdventureWorks").safety()).isEqualTo("OFF");
        runsOnce("planned-failover", "principal=HOST_B", "mirror=HOST_A");
        assertThat(bench.session("HOST_A", "AdventureWorks").role()).isEqualTo("PRINCIPAL");
    }

    @Test
    void changesTheOperatingMode() {
        runs("set-up-with-witness");

        runsOnce("change-operating-mode", "mode=high-performance");
        assertThat(bench.session("HOST_A", "AdventureWorks").safety()).isEqualTo("OFF");
        runsOnce("change-operating-mode", "mode=automatic-failover");
        assertThat(bench.session("HOST_A", "AdventureWorks").witnessState()).isEqualTo("CONNECTED");
        runsOnce("change-operating-mode", "mode=high-safety");
        assertThat(bench.session("HOST_A", "AdventureWorks").witness()).isEmpty();
    }

    @Test
    void removesMirroringAndTheCopy() throws Exception {
        runs("set-up-mirroring");

        runsOnce("remove-mirroring", "copy=drop");

        assertThat(lab.rows("HOST_B", "SELECT name FROM sys.databases WHERE name = 'AdventureWorks'"))
                .isEmpty();
        assertThat(lab.rows(
                        "HOST_A", "SELECT database_id FROM sys.database_mirroring WHERE mirroring_guid IS NOT NULL"))
                .isEmpty();
    }

    @Test
    void leavesTheOtherDatabasesOfThePairAlone() throws Exception {
        runs("set-up-mirroring");
        lab.run("HOST_A", "CREATE DATABASE Sales");
        runs("add-database", "databases=Sales");

        runs("remove-mirroring", "copy=recover");

        assertThat(lab.value("HOST_B", "SELECT state_desc FROM sys.databases WHERE name = 'AdventureWorks'"))
                .isEqualTo("ONLINE");
        assertThat(bench.session("HOST_A", "Sales").state()).isEqualTo("SYNCHRONIZED");
    }

    @Test
    void rotatesTheCertificateOfBothHosts() {
        runs("set-up-mirroring");

        runsOnce("rotate-certificates");
        runsOnce("rotate-certificates", "host=HOST_B", "peers=HOST_A", "partner=HOST_A");

        assertThat(bench.picture().toString()).contains("HOST_A_cert_2 MK").doesNotContain("HOST_A_cert MK");
        assertThat(bench.session("HOST_A", "AdventureWorks").state()).isEqualTo("SYNCHRONIZED");
        runs("verify");
    }
}
