package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that keep and read how hosts are reached. */
class HostFileCommandsTest {
    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void mirror() {
        bench = new MirroredBench(folder).bench;
    }

    @Test
    void keepHowHostsAreReachedAndNoPassword() throws Exception {
        Path file = folder.resolve("hosts.toml");
        Files.writeString(file, "# mine\n[OLD]\nserver = \"old\"\n\n[NEW]\nserver = \"before\"\n");
        Bench own = new Bench(FakeHosts.of(), new PaperConsole(80), folder, Map.of("MIRRORSH_PASSWORD", "S3cret"));
        own.execute("connect", "NEW", "sql\\one", "--user", "dba", "--strict");

        assertThat(own.execute("hosts", "save", file.toString())).isEqualTo(ExitCode.DONE);

        assertThat(Files.readString(file)).isEqualTo("""
                # mine
                [OLD]
                server = "old"

                [NEW]
                server = "sql\\\\one"
                user = "dba"
                encryption = "strict"
                """);
        assertThat(HostFile.read(file).find("new").orElseThrow().definition().server())
                .isEqualTo("sql\\one");
    }

    @Test
    void areReadForTheirHosts() throws Exception {
        Path file = folder.resolve("hosts.toml");
        Files.writeString(file, "[OLD]\nserver = \"old\"\n");

        assertThat(bench.execute("hosts", "load", file.toString())).isEqualTo(ExitCode.DONE);

        assertThat(bench.text()).isEqualTo("Known now: OLD.");
        assertThat(bench.session.knownHosts()).contains("OLD");
    }

    @Test
    void areNotMadeOfNothingNorReadFromNowhere() {
        assertThat(bench.execute("hosts", "save", folder.resolve("x.toml").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(bench.execute("hosts", "load", folder.resolve("none.toml").toString()))
                .isEqualTo(ExitCode.USAGE);
    }
}
