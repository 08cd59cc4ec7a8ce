package mirrorsh.run;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import mirrorsh.effect.Effect;
import mirrorsh.effect.LoginExists;
import mirrorsh.effect.Stage;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.SecretSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a runner on hosts that are made up, and journals of which a test has its own folder. */
abstract class OnFakeHosts {
    static final String MARKER = "Marker'Pa55word";
    static final SecretSource PASSWORD = new SecretSource() {
        @Override
        public String label() {
            return "password";
        }

        @Override
        public Secret secret() {
            return Secret.of(MARKER);
        }
    };

    @TempDir
    Path folder;

    final FakeHosts hosts = new FakeHosts();
    Runner runner;
    JournalFolder journals;

    @BeforeEach
    void setUp() {
        journals = new JournalFolder(folder.resolve("journals"));
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
        runner = new Runner(hosts, hosts, journals, clock);
    }

    static RunRequest request(List<Stage> stages) {
        return new RunRequest(
                "Set up",
                "run set-up.groovy database=AdventureWorks",
                Map.of("database", "AdventureWorks"),
                List.of(),
                stages);
    }

    static RunRequest request(Effect... effects) {
        return request(List.of(new Stage("Stage", List.of(effects))));
    }

    static Effect login(String host, String name) {
        return new LoginExists(host, name, PASSWORD);
    }
}
