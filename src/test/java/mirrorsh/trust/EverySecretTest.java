package mirrorsh.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mirrorsh.command.CommandIndex;
import mirrorsh.command.CommandShapes;
import mirrorsh.command.ExitCode;
import mirrorsh.lab.LabExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every command by the example of its help, and every runbook: no password leaves the program but to the server it is for. */
class EverySecretTest {
    private static final String MASTER_KEY = "Marked-Master'Key\"\\]" + Long.toHexString(System.nanoTime());
    private static final List<String> HOSTS = List.of("HOST_A", "HOST_B", "HOST_W");
    /** They wait for somebody, or end the shell. */
    private static final Set<String> WAITING = Set.of("lab serve", "exit");

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    private final Leaks leaks = new Leaks();
    private final Logger ours = Logger.getLogger("mirrorsh");
    private final Level before = ours.getLevel();
    private Handler logs;
    private FreshFiles files;
    private Desk desk;

    @BeforeEach
    void sit() throws IOException {
        ours.setLevel(Level.ALL);
        logs = leaks.handler();
        files = new FreshFiles(leaks, List.of(folder), Set.of(folder.resolve("state/passwords")));
        leaks.marked(lab.host("HOST_A").password());
        leaks.marked(MASTER_KEY);
        Map<String, String> environment =
                Map.of("MIRRORSH_PASSWORD", lab.host("HOST_A").password(), "MIRRORSH_MASTERKEY_PASSWORD", MASTER_KEY);
        desk = new Desk(
                folder,
                environment,
                new LabFiles(lab.lab()),
                hosts -> leaks.watching(hosts, false),
                new LabOf(lab.lab()));
        says("record", folder.resolve("transcript.md").toString());
        for (String host : HOSTS) {
            assertThat(says("connect", host, lab.host(host).server(), "--trust-certificate"))
                    .isEqualTo(ExitCode.DONE);
        }
    }

    @AfterEach
    void leave() throws Exception {
        desk.close();
        files.close();
        Logger.getLogger("").removeHandler(logs);
        ours.setLevel(before);
    }

    private int says(String... words) {
        int code = desk.execute(words);
        leaks.left(String.join(" ", words), desk.said());
        return code;
    }

    private void assertNothingLeft() throws Exception {
        files.close();
        assertThat(files.count()).isGreaterThan(5);
        for (String host : HOSTS) {
            leaks.leftIn(lab.host(host).disk());
        }
        leaks.assertNone();
    }

    @Test
    void staysInsideInTheExampleOfEveryCommand() throws Exception {
        Files.createDirectory(folder.resolve("out"));
        Set<String> done = new TreeSet<>();
        for (String answers : List.of("--yes", "--json")) {
            for (CommandShapes.Shape shape : CommandShapes.all()) {
                if (!WAITING.contains(shape.name())) {
                    says(words(shape.example(), answers));
                    done.add(shape.name());
                }
            }
            says("connect", "HOST_A", lab.host("HOST_A").server(), "--trust-certificate");
        }

        assertThat(done)
                .containsExactlyInAnyOrderElementsOf(CommandIndex.entries().stream()
                        .map(CommandIndex.Entry::name)
                        .filter(name -> !WAITING.contains(name))
                        .collect(Collectors.toSet()));
        assertNothingLeft();
    }

    /** The example, with its files here, its server the lab's, and as few looks as it takes. */
    private String[] words(List<String> example, String answers) {
        List<String> words = new ArrayList<>();
        for (String word : example) {
            boolean file = word.matches("[\\w-]+\\.(toml|md|svg)");
            words.add(
                    file
                            ? folder.resolve("out").resolve(word).toString()
                            : word.startsWith("sql1.") ? lab.host("HOST_A").server() : word);
        }
        if (words.get(0).equals("watch")) {
            words = new ArrayList<>(List.of("watch", "--interval", "0", "--count", "2"));
        }
        words.addAll(List.of("--yes", answers));
        return words.toArray(String[]::new);
    }

    @Test
    void staysInsideInEveryRunbook() throws Exception {
        List<String> names;
        try (Stream<Path> files = Files.list(Path.of("runbooks"))) {
            names = files.map(file -> file.getFileName().toString().replace(".groovy", ""))
                    .sorted()
                    .toList();
        }
        assertThat(says("run", "set-up-mirroring", "certificates=files", "--yes"))
                .as(desk::said)
                .isEqualTo(ExitCode.DONE);

        for (String name : names) {
            says("runbook", "show", name);
            says("plan", name);
            says("plan", name, "--json");
            says("script", name);
            says("run", name, "--yes");
            says("run", name, "--yes", "--json");
        }

        assertThat(leaks.secrets()).isGreaterThan(3);
        assertNothingLeft();
    }
}
