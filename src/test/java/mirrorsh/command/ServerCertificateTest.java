package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mirrorsh.host.FileTransport;
import mirrorsh.host.HostException;
import mirrorsh.host.JdbcHosts;
import mirrorsh.host.Limits;
import mirrorsh.lab.Faults;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.LabHost;
import mirrorsh.model.UsageException;
import mirrorsh.run.JournalFolder;
import mirrorsh.run.Runner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A lab's TLS certificates are signed by nobody, as those of most instances: the driver itself refuses them. */
class ServerCertificateTest {
    private static final String OTHER = "AB" + ":CD".repeat(31);

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    private final PaperConsole console = new PaperConsole(100);
    private final JdbcHosts hosts = new JdbcHosts(Clock.systemUTC(), Limits.USUAL);
    private Commands commands;
    private String server;
    private Path file;

    @BeforeEach
    void open() {
        LabHost host = lab.host("HOST_A");
        server = host.server();
        Folders folders = new Folders(folder.resolve("config"), folder.resolve("state"), folder);
        file = folders.knownHosts();
        Runner runner = new Runner(hosts, new NoFiles(), new JournalFolder(folders.journals()), Clock.systemUTC());
        commands = new Commands(new Session(
                console,
                new Connections(hosts, hosts::connect, hosts::disconnect),
                runner,
                new NoLab(),
                folders,
                Map.of("MIRRORSH_PASSWORD", host.password())));
    }

    @AfterEach
    void close() {
        hosts.close();
    }

    private int connect(String... options) {
        List<String> words = new ArrayList<>(List.of("connect", "A", server));
        words.addAll(List.of(options));
        return commands.execute(Invocation.of(words));
    }

    @Test
    void trustsAndRemembersACertificateOnceTheOperatorDoes() throws IOException {
        console.answering("y");

        assertThat(connect()).as(console.asideText()).isEqualTo(ExitCode.DONE);
        assertThat(connect()).isEqualTo(ExitCode.DONE);

        assertThat(console.questions()).containsExactly("Trust it for " + server + " from now on? [y/N] ");
        assertThat(console.text())
                .contains("The server's TLS certificate is not signed by anyone this machine trusts.")
                .containsPattern("  SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}\n  subject CN=");
        assertThat(Files.readString(file)).contains(server.replace(',', ':') + " ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void doesNotConnectWhenTheOperatorDoesNotTrustIt() {
        console.answering("");

        assertThat(connect()).isEqualTo(ExitCode.FAILED);

        assertThat(hosts.names()).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void asksNobodyWhereNobodyAnswersAndNamesTheWayOut() {
        assertThat(connect("--yes")).isEqualTo(ExitCode.FAILED);

        assertThat(console.questions()).isEmpty();
        assertThat(console.asideText())
                .contains("is not signed by anyone this machine trusts")
                .containsPattern("SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}")
                .contains("--trust-certificate");
    }

    @Test
    void refusesAChangedCertificateAndNamesBoth() throws IOException {
        console.answering("y");
        Files.createDirectories(file.getParent());
        Files.writeString(file, server.replace(',', ':') + " " + OTHER + " A\n");

        assertThat(connect()).isEqualTo(ExitCode.FAILED);

        assertThat(console.questions()).isEmpty();
        assertThat(console.asideText())
                .contains("THE TLS CERTIFICATE OF A AT " + server + " HAS CHANGED.")
                .contains("trusted  SHA-256 " + OTHER)
                .containsPattern("shown    SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}")
                .contains("hosts forget A");
    }

    @Test
    void asksAgainOnceTheOldCertificateIsForgotten() throws IOException {
        console.answering("y");
        Files.createDirectories(file.getParent());
        Files.writeString(file, server.replace(',', ':') + " " + OTHER + " A\n");

        assertThat(commands.execute(Invocation.of(List.of("hosts", "forget", "a"))))
                .isEqualTo(ExitCode.DONE);
        assertThat(connect()).isEqualTo(ExitCode.DONE);

        assertThat(console.questions()).hasSize(1);
        assertThat(Files.readString(file)).doesNotContain(OTHER);
    }

    @Test
    void forgetsNothingThatWasNeverTrusted() {
        assertThat(commands.execute(Invocation.of(List.of("hosts", "forget", "A"))))
                .isEqualTo(ExitCode.USAGE);

        assertThat(console.asideText()).contains("No certificate was ever trusted for A.");
    }

    @Test
    void looksAtNoCertificateWhenItIsToldTo() {
        assertThat(connect("--trust-certificate")).isEqualTo(ExitCode.DONE);

        assertThat(file).doesNotExist();
    }

    @Test
    void refusesAFileOfTrustedServersThatIsDamaged() throws IOException {
        console.answering("y");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# mine\n" + server.replace(',', ':') + " AB:CD\n");

        assertThat(connect()).isEqualTo(ExitCode.USAGE);

        assertThat(console.asideText()).containsPattern("known-hosts:2:\\s+Expected\\s+a\\s+server,");
    }

    private record NoFiles() implements FileTransport {
        @Override
        public String description() {
            return "not at all";
        }

        @Override
        public void copy(String fromHost, String fromPath, String toHost, String toPath) {
            throw new HostException(toHost, "Nothing is carried here.", "", "", null);
        }
    }

    private record NoLab() implements LabControl {
        @Override
        public void choose(String versions, String editions) {
            throw new UsageException("There is nothing to choose.", "");
        }

        @Override
        public boolean running() {
            return false;
        }

        @Override
        public List<LabHost> start() {
            throw new IllegalStateException("There is no lab of ours here.");
        }

        @Override
        public Faults faults() {
            throw new IllegalStateException("There is no lab of ours here.");
        }

        @Override
        public void copy(String fromHost, String fromPath, String toHost, String toPath) {
            throw new IllegalStateException("There is no lab of ours here.");
        }
    }
}
