package mirrorsh.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import mirrorsh.command.ExitCode;
import mirrorsh.command.HostFile;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.LabSettings;
import mirrorsh.model.UsageException;
import mirrorsh.run.JournalFolder;
import mirrorsh.run.RecordedRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read is told with its file and place, and nothing is half applied. */
class BadInputTest {
    private static final long SEED = Long.getLong("mirrorsh.seed", 20_261_122L);
    private static final int MUTATIONS = Integer.getInteger("mirrorsh.rounds", 12);

    private static final String THUMBPRINTS =
            "SELECT CONVERT(varchar(50), thumbprint, 2) FROM sys.certificates WHERE name NOT LIKE '##%'";

    @TempDir
    private Path folder;

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    @Nested
    class Runbooks {
        private Desk desk;

        @BeforeEach
        void sit() {
            desk = new Desk(folder, Map.of(), new NoFiles(), UnaryOperator.identity());
        }

        @AfterEach
        void leave() {
            desk.close();
        }

        @Test
        void areReadOrRefusedWithTheirName() throws IOException {
            String whole = Files.readString(Path.of("runbooks/set-up-mirroring.groovy"));
            Random random = new Random(SEED);

            for (int i = 0; i < MUTATIONS; i++) {
                String text =
                        i % 5 == 0 ? whole.substring(0, random.nextInt(whole.length())) : Damage.to(whole, random);
                Path runbook = file("broken-" + i + ".groovy", text.getBytes(StandardCharsets.UTF_8));

                int code = desk.execute("runbook", "check", runbook.toString());

                String seen = "seed " + SEED + ", round " + i + ": " + desk.said();
                assertThat(code).as(seen).isIn(ExitCode.DONE, ExitCode.USAGE);
                if (code == ExitCode.USAGE) {
                    assertThat(desk.said()).as(seen).contains("broken-" + i + ".groovy");
                }
            }
        }

        @Test
        void arePlannedInNoFileThatIsTorn() throws IOException {
            byte[] torn = "{\"format\":\"mirrorsh-plan-1\",\n\"saved\":".getBytes(StandardCharsets.UTF_8);
            Path plan = file("torn.plan", torn);
            Path binary = file("binary.plan", Damage.garbage(new Random(SEED), 500));

            assertThat(desk.execute("run", "--plan", plan.toString())).isEqualTo(ExitCode.USAGE);
            assertThat(desk.err()).contains("torn.plan is not a saved plan").contains("line 2");
            assertThat(desk.execute("run", "--plan", binary.toString())).isEqualTo(ExitCode.USAGE);
            assertThat(desk.err()).contains("binary.plan");
        }

        @Test
        void tellTheLineOfAnUnfinishedString() throws IOException {
            Path runbook = file("torn.groovy", "title 'x'\n\nstage('y".getBytes(StandardCharsets.UTF_8));

            assertThat(desk.execute("runbook", "check", runbook.toString())).isEqualTo(ExitCode.USAGE);

            assertThat(desk.said()).contains("torn.groovy:3");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 17, 4096, 200_000})
        void areNoBinaryFiles(int length) throws IOException {
            Path runbook = file("binary.groovy", Damage.garbage(new Random(SEED), length));

            assertThat(desk.execute("run", runbook.toString(), "--yes")).isEqualTo(ExitCode.USAGE);

            assertThat(desk.said()).contains("binary.groovy");
        }

        @Test
        void areNoFolders() throws IOException {
            Path runbook = Files.createDirectory(folder.resolve("folder.groovy"));

            assertThat(desk.execute("run", runbook.toString(), "--yes")).isEqualTo(ExitCode.USAGE);

            assertThat(desk.said()).contains("folder.groovy");
        }
    }

    @Nested
    class HostFiles {
        private static final String WHOLE = """
                # ours
                [HOST_A]
                server = "sql1.example,1433"
                user = "sa"           # the usual
                encryption = "any"
                [ "HOST B" ]
                server = '10.0.0.7\\INST'
                password_command = "pass \\"sql 1\\""
                """;

        @Test
        void areReadOrRefusedWithTheirLineWhereverTheyAreCut() throws IOException {
            byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);

            for (int length = 0; length <= whole.length; length++) {
                readOrRefused(file("hosts.toml", Arrays.copyOf(whole, length)), "cut at " + length);
            }
        }

        @Test
        void areReadOrRefusedWithTheirLineHoweverTheyAreChanged() throws IOException {
            Random random = new Random(SEED);

            for (int i = 0; i < 40 * MUTATIONS; i++) {
                byte[] text = i % 4 == 0
                        ? Damage.garbage(random, random.nextInt(200))
                        : Damage.to(WHOLE, random).getBytes(StandardCharsets.UTF_8);
                readOrRefused(file("hosts.toml", text), "seed " + SEED + ", round " + i);
            }
        }

        private void readOrRefused(Path file, String round) {
            try {
                HostFile.read(file);
            } catch (UsageException e) {
                assertThat(e.getMessage()).as(round).contains("hosts.toml");
                assertThat(e.next()).as(round).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError(round, e);
            }
        }

        @Test
        void tellTheLine() throws IOException {
            Path file = file("hosts.toml", "[A]\nserver = \"x\"\nsrever = 'y'\n".getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(() -> HostFile.read(file))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("hosts.toml:3: ");
        }

        @Test
        void tellWhereTheyAreNoText() throws IOException {
            Path file = file("hosts.toml", new byte[] {'[', 'A', ']', '\n', (byte) 0xC3, (byte) 0x28});

            assertThatThrownBy(() -> HostFile.read(file))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("hosts.toml:2: ");
        }
    }

    @Nested
    class Journals {
        private Path runs;
        private byte[] whole;
        private String id;

        @RegisterExtension
        final LabExtension lab = new LabExtension();

        @BeforeEach
        void record() throws IOException {
            try (Desk desk = desk(lab)) {
                assertThat(desk.execute("masterkey", "create", "--on", "HOST_A,HOST_B", "--yes"))
                        .isEqualTo(ExitCode.DONE);
            }
            runs = folder.resolve("state/runs");
            id = new JournalFolder(runs).ids().get(0);
            whole = Files.readAllBytes(runs.resolve(id + ".jsonl"));
        }

        @Test
        void areReadUpToWhereTheyAreTorn() throws IOException {
            JournalFolder journals = new JournalFolder(runs);
            int header = new String(whole, StandardCharsets.UTF_8).indexOf('\n');

            for (int length = 0; length <= whole.length; length++) {
                Files.write(runs.resolve(id + ".jsonl"), Arrays.copyOf(whole, length));
                List<RecordedRun> found = journals.latest().stream().toList();
                assertThat(found).as("cut at %d", length).hasSize(length < header ? 0 : 1);
                assertThat(found.isEmpty() || found.get(0).steps().size() == 2)
                        .as("cut at %d", length)
                        .isTrue();
            }
        }

        @Test
        void areReadOrRefusedHoweverTheyAreChanged() throws IOException {
            JournalFolder journals = new JournalFolder(runs);
            Random random = new Random(SEED);

            for (int i = 0; i < 40 * MUTATIONS; i++) {
                byte[] changed = whole.clone();
                for (int j = 0; j <= random.nextInt(4); j++) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
                Files.write(runs.resolve(id + ".jsonl"), changed);
                try {
                    journals.read(id);
                } catch (UsageException e) {
                    assertThat(e.getMessage()).contains(id);
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + SEED + ", round " + i, e);
                }
            }
        }

        @Test
        void doNotHinderTheNextRun() throws IOException {
            Files.write(runs.resolve(id + ".jsonl"), Damage.garbage(new Random(SEED), 500));

            try (Desk desk = desk(lab)) {
                assertThat(desk.execute("cert", "create", "--on", "HOST_A", "--yes"))
                        .as(desk::said)
                        .isEqualTo(ExitCode.DONE);
            }
        }
    }

    private Desk desk(LabExtension lab) {
        Map<String, String> environment =
                Map.of("MIRRORSH_PASSWORD", lab.host("HOST_A").password());
        Desk desk = new Desk(folder, environment, new LabFiles(lab.lab()), UnaryOperator.identity());
        lab.lab()
                .hosts()
                .forEach(host -> assertThat(desk.execute("connect", host.name(), host.server(), "--trust-certificate"))
                        .isEqualTo(ExitCode.DONE));
        return desk;
    }

    @Nested
    class OnALab {
        @RegisterExtension
        final LabExtension lab = new LabExtension(settings -> settings.withHosts(Stream.of("HOST_A", "HOST_B", "HOST_W")
                .map(LabSettings.Host::named)
                .toList()));

        private Desk desk;

        @BeforeEach
        void sit() {
            desk = desk(lab);
        }

        @AfterEach
        void leave() {
            desk.close();
        }

        @Test
        void scriptsThatAreNoTextAreNotSent() throws IOException {
            Random random = new Random(SEED);

            for (int i = 0; i < MUTATIONS; i++) {
                Path script = file("script.sql", Damage.garbage(random, 64 + random.nextInt(2000)));

                assertThat(desk.execute("sql", "-f", script.toString(), "--on", "HOST_A"))
                        .as("seed %d, round %d: %s", SEED, i, desk.said())
                        .isEqualTo(ExitCode.USAGE);

                assertThat(desk.err()).contains("script.sql:");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
        void scriptsAreReadWithTheirByteOrderMark(String charset) throws Exception {
            Path script = file("script.sql", "\uFEFFSELECT N'ümlaut' AS word\nGO\n".getBytes(charset));

            assertThat(desk.execute("sql", "-f", script.toString(), "--on", "HOST_A"))
                    .as(desk::said)
                    .isEqualTo(ExitCode.DONE);

            assertThat(desk.out()).contains("ümlaut");
        }

        @Test
        void certificatesThatAreNoneAreNotImported() throws Exception {
            for (String host : List.of("HOST_A", "HOST_W")) {
                desk.execute("masterkey", "create", "--on", host, "--yes");
                desk.execute("cert", "create", "--on", host, "--yes");
                desk.execute("cert", "export", "--on", host, "--yes");
            }
            desk.execute("login", "create", "HOST_A", "--on", "HOST_B", "--yes");
            desk.execute("user", "create", "HOST_A", "--on", "HOST_B", "--yes");
            byte[] der = Files.readAllBytes(lab.host("HOST_A").disk().resolve("HOST_A_cert.cer"));
            byte[] others = Files.readAllBytes(lab.host("HOST_W").disk().resolve("HOST_W_cert.cer"));
            String pem = "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(der) + "\n-----END CERTIFICATE-----\n";
            Random random = new Random(SEED);

            refused("pem.cer", pem.getBytes(StandardCharsets.US_ASCII));
            refused("truncated.cer", Arrays.copyOf(der, der.length - 1));
            refused("halved.cer", Arrays.copyOf(der, der.length / 2));
            refused("empty.cer", new byte[0]);
            refused("huge.cer", Damage.garbage(random, 20_000_000));
            refused("anothers.cer", others);
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] changed = der.clone();
                changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
                refused("changed.cer", changed);
            }

            assertThat(desk.execute("cert", "import", "HOST_A", "--on", "HOST_B", "--yes"))
                    .as(desk::said)
                    .isEqualTo(ExitCode.DONE);
        }

        @Test
        void certificatesThatAreNoneCostNoOlderOne() throws Exception {
            desk.execute("masterkey", "create", "--on", "HOST_A", "--yes");
            desk.execute("cert", "create", "--on", "HOST_A", "--yes");
            desk.execute("login", "create", "HOST_A", "--on", "HOST_B", "--yes");
            desk.execute("user", "create", "HOST_A", "--on", "HOST_B", "--yes");
            desk.execute("cert", "import", "HOST_A", "--on", "HOST_B", "--yes");
            lab.run("HOST_A", "DROP CERTIFICATE HOST_A_cert; CREATE CERTIFICATE HOST_A_cert WITH SUBJECT = 'newer'");
            String older = lab.value("HOST_B", THUMBPRINTS);

            Files.write(lab.host("HOST_B").disk().resolve("bad.cer"), Damage.garbage(new Random(SEED), 700));
            assertThat(importing("C:\\bad.cer")).as(desk::said).isEqualTo(ExitCode.USAGE);
            assertThat(lab.value("HOST_B", THUMBPRINTS)).isEqualTo(older);

            Files.copy(anothers(), lab.host("HOST_B").disk().resolve("anothers.cer"));
            assertThat(importing("C:\\anothers.cer")).as(desk::said).isEqualTo(ExitCode.USAGE);
            assertThat(desk.err()).contains("C:\\anothers.cer", "another certificate", "Nothing was changed");
            assertThat(lab.rows("HOST_B", THUMBPRINTS)).containsExactly(List.of(older));

            desk.execute("cert", "export", "--on", "HOST_A", "--yes");
            Files.copy(
                    lab.host("HOST_A").disk().resolve("HOST_A_cert.cer"),
                    lab.host("HOST_B").disk().resolve("good.cer"));
            assertThat(importing("C:\\good.cer")).as(desk::said).isEqualTo(ExitCode.DONE);
            assertThat(lab.value("HOST_B", THUMBPRINTS)).isNotEqualTo(older);
        }

        /** Of a host that is none of the two. */
        private Path anothers() {
            desk.execute("masterkey", "create", "--on", "HOST_W", "--yes");
            desk.execute("cert", "create", "--on", "HOST_W", "--yes");
            desk.execute("cert", "export", "--on", "HOST_W", "--yes");
            return lab.host("HOST_W").disk().resolve("HOST_W_cert.cer");
        }

        private int importing(String path) {
            return desk.execute("cert", "import", "HOST_A", "--file", path, "--on", "HOST_B", "--yes");
        }

        private void refused(String name, byte[] content) throws Exception {
            Files.write(lab.host("HOST_B").disk().resolve(name), content);

            int code = desk.execute("cert", "import", "HOST_A", "--file", "C:\\" + name, "--on", "HOST_B", "--yes");

            assertThat(code).as("seed %d: %s", SEED, name + desk.said()).isEqualTo(ExitCode.USAGE);
            assertThat(desk.err()).as("seed %d: %s", SEED, name).contains("C:\\" + name);
            assertThat(lab.value("HOST_B", "SELECT COUNT(*) FROM sys.certificates WHERE name NOT LIKE '##%'"))
                    .as("seed %d: %s", SEED, name)
                    .isEqualTo("0");
        }
    }
}
