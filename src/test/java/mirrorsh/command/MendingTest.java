package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mirrorsh.effect.HostStateBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code diagnose --fix} does not do unasked, and hosts that do not answer. */
class MendingTest {
    @TempDir
    private Path folder;

    private Bench bench(HostStateBuilder... states) {
        FakeHosts hosts = FakeHosts.of();
        for (HostStateBuilder state : states) {
            hosts.put(state.build());
        }
        return new Bench(hosts, new PaperConsole(120), folder, Map.of());
    }

    private static HostStateBuilder host(String name, String peer) {
        return new HostStateBuilder(name)
                .masterKey(true)
                .ownCertificate(name + "_cert", name)
                .endpoint("Endpoint_Mirroring", 7024, name + "_cert")
                .login(peer + "_login")
                .user(peer + "_user", peer + "_login")
                .certificate(peer + "_cert", peer + "_user", "NA", peer)
                .permission(peer + "_login", "CONNECT", "GRANT");
    }

    @Test
    void doesNotTakeYesForWhatIsOnlyPossible() {
        HostStateBuilder a = host("HOST_A", "HOST_B");
        a.database("Orders").fullBackup("C:\\Orders.bak", 100, 110);
        Bench bench = bench(a, host("HOST_B", "HOST_A"));

        assertThat(bench.execute("--yes", "diagnose", "--fix")).isEqualTo(ExitCode.TO_DO);

        assertThat(bench.text()).contains("possible P38").contains("is only possible, so --yes does not answer for it");
        assertThat(bench.hosts.sent()).noneMatch(text -> text.contains("BACKUP") || text.contains("RESTORE"));
    }

    @Test
    void doesNotTakeYesForTheLossOfACopy() {
        HostStateBuilder a = host("HOST_A", "HOST_B");
        a.database("Orders").family("F1").fullBackup("C:\\Orders.bak", 100, 110);
        HostStateBuilder b = host("HOST_B", "HOST_A");
        b.database("Orders").family("F2").state("RESTORING").restored("D", 100, 110);
        Bench bench = bench(a, b);

        assertThat(bench.execute("--yes", "diagnose", "--fix")).isEqualTo(ExitCode.TO_DO);

        assertThat(bench.text().replaceAll("\\s+", " "))
                .contains("P45")
                .contains("--yes does not answer that: diagnose --fix --confirm Orders");
        assertThat(bench.hosts.sent()).noneMatch(text -> text.contains("DROP DATABASE"));
    }

    @Test
    void readsEachHostOnceAndItsLogOnce() {
        Bench bench = bench(host("HOST_A", "HOST_B"), host("HOST_B", "HOST_A"), new HostStateBuilder("HOST_W"));
        int before = bench.hosts.observed().size();

        bench.execute("diagnose");

        List<String> observed = bench.hosts.observed();
        assertThat(observed.subList(before, observed.size())).containsExactlyInAnyOrder("HOST_A", "HOST_B", "HOST_W");
        assertThat(bench.hosts.sent())
                .hasSize(3)
                .allMatch(text -> text.contains("xp_readerrorlog"))
                .extracting(text -> text.substring(0, 6))
                .containsExactlyInAnyOrder("HOST_A", "HOST_B", "HOST_W");
    }

    @Test
    void tellsMachinesOfAHostThatDoesNotAnswer() {
        Bench bench = bench(host("HOST_A", "HOST_B"), host("HOST_B", "HOST_A"));
        bench.hosts.silence("HOST_B");

        bench.execute("--json", "diagnose");

        assertThat(bench.text()).contains("\"silent\":[\"HOST_B is left out: HOST_B does not answer.\"]");
    }

    @Test
    void readsTheLogsOfTheHostsThatAnswer() {
        Bench bench = bench(host("HOST_A", "HOST_B"), host("HOST_B", "HOST_A"));
        bench.hosts.silence("HOST_B");

        assertThat(bench.execute("errorlog")).isEqualTo(ExitCode.FAILED);

        assertThat(bench.text()).contains("HOST_B is left out: HOST_B does not answer.");
    }

    @Test
    void saysInAdvanceThatMirroringIsNotSupportedOnLinux() {
        Bench bench = bench(
                host("HOST_A", "HOST_B").dataFolder("/var/opt/mssql/data/"),
                host("HOST_B", "HOST_A").dataFolder("/var/opt/mssql/data/"));

        assertThat(bench.execute("diagnose")).isEqualTo(ExitCode.TO_DO);

        assertThat(bench.text())
                .contains("HOST_A runs on Linux, where SQL Server does not support mirroring sessions.");
    }
}
