package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewTest {
    @TempDir
    private Path folder;

    private Bench bench(FakeHosts hosts) {
        return new Bench(hosts, new PaperConsole(80), folder, Map.of());
    }

    @Test
    void drawsBothPartners() {
        Bench bench = bench(FakeHosts.mirrored("HOST_A", "HOST_B", "OFF"));

        assertThat(bench.execute("status")).isEqualTo(ExitCode.DONE);

        assertThat(bench.text()).isEqualTo("""
                        HOST_A  SQL Server 2022 Developer 16.0.4215.2  endpoint :7024
                         database        state   role       mirroring     safety
                         AdventureWorks  ONLINE  PRINCIPAL  SYNCHRONIZED  OFF
                           AdventureWorks: partner TCP://HOST_B:7024
                        HOST_B  SQL Server 2022 Developer 16.0.4215.2  endpoint :7024
                         database        state      role    mirroring     safety
                         AdventureWorks  RESTORING  MIRROR  SYNCHRONIZED  OFF
                           AdventureWorks: partner TCP://HOST_A:7024

                         database        HOST_A               HOST_B             state
                         AdventureWorks  PRINCIPAL  ONLINE →  MIRROR  RESTORING  SYNCHRONIZED
                           high performance   TCP://HOST_A:7024 ⇄ TCP://HOST_B:7024
                         Next: watch · topology · quorum""");
    }

    @Test
    void showsADatabaseOfAnAvailabilityGroupAndDoesNotProposeToMirrorIt() {
        FakeHosts hosts = new FakeHosts();
        hosts.addWithGroup("HOST_A");
        hosts.addWithGroup("HOST_B");
        Bench bench = bench(hosts);

        assertThat(bench.execute("status")).isEqualTo(ExitCode.DONE);

        assertThat(bench.text())
                .contains("AdventureWorks  ONLINE  in an availability group")
                .doesNotContain("db prepare AdventureWorks");
    }

    @Test
    void writesStatusAsProductSays() {
        Bench bench = bench(FakeHosts.mirrored("HOST_A", "HOST_B", "FULL"));

        assertThat(bench.execute("status", "--json", "--on", "HOST_A")).isEqualTo(ExitCode.DONE);

        assertThat(bench.text())
                .isEqualTo("{\"hosts\":[{\"name\":\"HOST_A\",\"databases\":[{\"name\":\"AdventureWorks\","
                        + "\"state\":\"ONLINE\",\"role\":\"PRINCIPAL\",\"mirroring_state\":\"SYNCHRONIZED\","
                        + "\"safety\":\"FULL\",\"partner\":\"TCP://HOST_B:7024\",\"witness\":null,"
                        + "\"witness_state\":null}]}]}");
    }

    @Test
    void runsTsqlOnSeveralHosts() {
        Bench bench = bench(FakeHosts.of("HOST_A", "HOST_B"));

        assertThat(bench.execute("sql", "SELECT @@SERVERNAME\nGO\nPRINT 'x'", "--on", "HOST_A,HOST_B"))
                .isEqualTo(ExitCode.DONE);

        assertThat(bench.text()).isEqualTo("""
                        ── HOST_A
                         host    answer
                         HOST_A  42
                        (1 row)
                        (done)
                        ── HOST_B
                         host    answer
                         HOST_B  42
                        (1 row)
                        (done)""");
        assertThat(bench.hosts.sent()).hasSize(4);
    }

    @Test
    void tearsNoPhraseOfARowOnAScreen() {
        PaperConsole screen = new PaperConsole(30);
        screen.answering("y");
        String row = "Sales: partner TCP://HOST_A:7024  send queue 1 KB";

        assertThat(Paragraph.row("   ", row, screen))
                .containsExactly("   Sales: partner TCP://HOST_A:7024", "     send queue 1 KB");
        assertThat(Paragraph.row("   ", row, new PaperConsole(30))).containsExactly("   " + row);
    }

    @Test
    void alignsWideCharacters() {
        Grid grid = new Grid(List.of("name", "state"), List.of(List.of("売上", "ONLINE"), List.of("Sales", "OFFLINE")));

        assertThat(grid.lines(new PaperConsole(80)))
                .containsExactly(" name   state", " 売上   ONLINE", " Sales  OFFLINE");
    }

    @Test
    void drawsNullsAndLineEnds() {
        Grid grid = new Grid(List.of("a", "b"), List.of(Arrays.asList(null, "x\ny")));

        assertThat(grid.lines(new PaperConsole(80))).containsExactly(" a     b", " NULL  x⏎y");
    }

    @Test
    void turnsWhatIsTooWide() {
        Grid grid = new Grid(
                List.of("name", "path"),
                List.of(List.of("one", "C:\\a-long-path"), List.of("two", "C:\\another-path")));

        assertThat(grid.lines(new PaperConsole(20)))
                .containsExactly(" name  one", " path  C:\\a-long-path", "", " name  two", " path  C:\\another-path");
    }

    @Test
    void saysThatThereIsNothing() {
        Bench bench = bench(FakeHosts.of("HOST_A"));

        bench.execute("cert", "list");

        assertThat(bench.text()).isEqualTo("There are no certificates. Next: cert create");
    }
}
