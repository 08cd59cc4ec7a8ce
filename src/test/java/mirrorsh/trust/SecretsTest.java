package mirrorsh.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import mirrorsh.command.CommandIndex;
import mirrorsh.command.ExitCode;
import mirrorsh.host.Hosts;
import mirrorsh.lab.LabExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** No password leaves the program but to the server it is for. */
class SecretsTest {
    private static final String MASTER_KEY = "Marked-Master'Key\"\\]1";
    private static final String WRONG = "Marked-Wrong'2";
    private static final List<String> HOSTS = List.of("HOST_A", "HOST_B");

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    private final Leaks leaks = new Leaks();
    private final Logger ours = Logger.getLogger("mirrorsh");
    private Handler logs;
    private Level before;

    @BeforeEach
    void listen() {
        before = ours.getLevel();
        ours.setLevel(Level.ALL);
        logs = leaks.handler();
        leaks.marked(lab.host("HOST_A").password());
        leaks.marked(MASTER_KEY);
        leaks.marked(WRONG);
    }

    @AfterEach
    void listenNoMore() {
        Logger.getLogger("").removeHandler(logs);
        ours.setLevel(before);
    }

    private Desk desk(Map<String, String> more, UnaryOperator<Hosts> between) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("MIRRORSH_PASSWORD", lab.host("HOST_A").password());
        Desk desk = new Desk(folder, environment, new LabFiles(lab.lab()), between);
        for (String host : HOSTS) {
            does(desk, ExitCode.DONE, "connect", host, lab.host(host).server(), "--trust-certificate");
        }
        return desk;
    }

    private void does(Desk desk, int code, String... words) {
        assertThat(desk.execute(words)).as(desk::said).isEqualTo(code);
        leaks.left(String.join(" ", words), desk.said());
    }

    private void searchEverything(boolean keptPasswords) throws IOException {
        leaks.leftIn(folder.resolve("config"));
        leaks.leftIn(folder.resolve("state/runs"));
        leaks.leftIn(folder.resolve("state/history"));
        if (!keptPasswords) {
            leaks.leftIn(folder.resolve("state"));
        }
        for (String host : HOSTS) {
            leaks.leftIn(lab.host(host).disk());
        }
        leaks.assertNone();
    }

    @Test
    void stayInsideInASetUp() throws Exception {
        Map<String, String> given = Map.of("MIRRORSH_MASTERKEY_PASSWORD", MASTER_KEY);
        try (Desk desk = desk(given, hosts -> leaks.watching(hosts, false))) {
            does(desk, ExitCode.TO_DO, "plan", "set-up-mirroring");
            does(desk, ExitCode.TO_DO, "plan", "set-up-mirroring", "--json");
            does(desk, ExitCode.DONE, "script", "set-up-mirroring");
            does(desk, ExitCode.DONE, "runbook", "show", "set-up-mirroring");
            does(desk, ExitCode.DONE, "run", "set-up-mirroring", "certificates=files", "--yes");
            does(desk, ExitCode.DONE, "status", "--json");
            does(desk, ExitCode.DONE, "hosts", "--json");
        }

        assertThat(leaks.secrets())
                .as("three marked ones and those of two logins")
                .isEqualTo(5);
        searchEverything(false);
    }

    @Test
    void stayInsideWhenTheServerQuotesThem() throws Exception {
        Map<String, String> given = Map.of("MIRRORSH_MASTERKEY_PASSWORD", MASTER_KEY);
        try (Desk desk = desk(given, hosts -> leaks.watching(hosts, true))) {
            for (String json : List.of("--yes", "--json")) {
                does(desk, ExitCode.FAILED, "masterkey", "create", "--on", "HOST_A", "--yes", json);
                assertThat(desk.said()).contains("Incorrect syntax near").contains("•••");
                does(desk, ExitCode.FAILED, "login", "create", "HOST_B", "--on", "HOST_A", "--yes", json);
                does(desk, ExitCode.FAILED, "run", "set-up-mirroring", "--yes", json);
            }
        }

        searchEverything(false);
    }

    @Test
    void areGeneratedStrongAndKeptForTheirOwnerAlone() throws Exception {
        try (Desk desk = desk(Map.of(), hosts -> leaks.watching(hosts, false))) {
            does(desk, ExitCode.DONE, "masterkey", "create", "--on", "HOST_A,HOST_B", "--yes", "--json");
            does(desk, ExitCode.DONE, "login", "create", "HOST_B", "--on", "HOST_A", "--yes");
        }

        assertThat(leaks.secrets()).isEqualTo(6);
        searchEverything(true);
        try (Stream<Path> kept = Files.list(folder.resolve("state/passwords"))) {
            for (Path file : kept.toList()) {
                assertThat(Files.getPosixFilePermissions(file)).as("%s", file).hasSize(2);
                assertThat(Files.readString(file).strip())
                        .hasSizeGreaterThan(20)
                        .containsPattern("[A-Z]")
                        .containsPattern("[a-z]")
                        .containsPattern("[0-9]")
                        .containsPattern("[^A-Za-z0-9]");
            }
        }
    }

    @Test
    void stayInsideWhenTheLoginIsRefused() throws Exception {
        Map<String, String> given = Map.of("MIRRORSH_PASSWORD_HOST_W", WRONG);
        try (Desk desk = desk(given, UnaryOperator.identity())) {
            String server = lab.host("HOST_W").server();
            for (String json : List.of("--no-color", "--json")) {
                does(desk, ExitCode.FAILED, "connect", "HOST_W", server, "--trust-certificate", json);
                does(desk, ExitCode.FAILED, "connect", "HOST_W", server, json);
                does(desk, ExitCode.FAILED, "connect", "HOST_W", server, "--strict", json);
                does(desk, ExitCode.FAILED, "connect", "HOST_W", "127.0.0.1,1", "--trust-certificate", json);
                does(desk, ExitCode.USAGE, "connect", "HOST_W", "a b", json);
            }
        }

        searchEverything(false);
    }

    /** Whatever each command says without being asked for anything, and its help. */
    @Test
    void stayInsideWhateverIsTyped() throws Exception {
        Map<String, String> given = Map.of("MIRRORSH_MASTERKEY_PASSWORD", MASTER_KEY);
        try (Desk desk = desk(given, hosts -> leaks.watching(hosts, false))) {
            for (CommandIndex.Entry entry : CommandIndex.entries()) {
                String[] words = entry.name().split(" ");
                boolean waits = List.of("lab serve", "watch", "exit").contains(entry.name());
                for (String more : waits ? List.of("--help") : List.of("--help", "--json", "--yes")) {
                    String[] line =
                            Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
                    try {
                        desk.execute(line);
                    } catch (IllegalStateException e) {
                        leaks.left(entry.name(), e); // the desk's own refusal to run a lab
                    }
                    leaks.left(entry.name() + " " + more, desk.said());
                }
            }
        }

        searchEverything(false);
    }
}
