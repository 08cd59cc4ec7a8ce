package mirrorsh.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import mirrorsh.command.ExitCode;
import mirrorsh.lab.LabExtension;
import mirrorsh.run.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own disk is full: the shell stays alive and names the file, nothing is done that is not written down, and a resume goes on. */
class FullDiskTest {
    private static final String DEVICE = "/dev/full";

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void sit() {
        Map<String, String> environment =
                Map.of("MIRRORSH_PASSWORD", lab.host("HOST_A").password());
        desk = new Desk(folder, environment, new LabFiles(lab.lab()), UnaryOperator.identity());
        for (String host : List.of("HOST_A", "HOST_B")) {
            assertThat(desk.execute("connect", host, lab.host(host).server(), "--trust-certificate"))
                    .isEqualTo(ExitCode.DONE);
        }
    }

    @AfterEach
    void leave() {
        desk.close();
    }

    /** Everything that a command is asked to write; FILE is where. */
    static List<List<String>> writers() {
        return List.of(
                List.of("plan", "set-up-mirroring", "--save", "FILE"),
                List.of("script", "set-up-mirroring", "--out", "FILE"),
                List.of("sql", "SELECT name FROM sys.databases", "--on", "HOST_A", "--csv", "FILE"),
                List.of("diagnose", "--report", "FILE"));
    }

    private void says(String file, List<String> words) {
        String[] line =
                words.stream().map(word -> word.equals("FILE") ? file : word).toArray(String[]::new);

        assertThat(desk.execute(line)).as(desk::said).isEqualTo(ExitCode.FAILED);

        assertThat(desk.err()).contains(file, "No space left on device", "Try: ");
        assertThat(desk.execute("status")).as(desk::said).isEqualTo(ExitCode.DONE);
    }

    @ParameterizedTest
    @MethodSource("writers")
    void isToldWithTheFileOfADevice(List<String> words) {
        assumeTrue(Files.exists(Path.of(DEVICE)), "There is no device here that is always full.");

        says(DEVICE, words);
        says(DEVICE, List.of("record", "FILE"));
    }

    @Test
    void leavesTheFilesAsTheyWere() throws Exception {
        try (TinyDisk disk = new TinyDisk(folder.resolve("full"), 8)) {
            Path full = folder.resolve("full/before.txt");
            Files.writeString(full, "# before\n");
            try {
                Files.write(folder.resolve("full/rest"), new byte[100_000]);
            } catch (IOException filled) {
                assertThat(filled).hasMessageContaining("No space left");
            }
            for (List<String> words : writers()) {
                says(full.toString(), words);
            }
            says(full.toString(), List.of("hosts", "save", "FILE"));

            assertThat(full).hasContent("# before");
            try (Stream<Path> left = Files.list(folder.resolve("full"))) {
                assertThat(left.map(file -> file.getFileName().toString())).containsOnly("before.txt", "rest");
            }
        }
    }

    @Test
    void isNoPlaceForAFileThatIsReplaced() {
        assumeTrue(Files.exists(Path.of(DEVICE)), "There is no device here that is always full.");

        assertThat(desk.execute("hosts", "save", DEVICE)).isEqualTo(ExitCode.USAGE);

        assertThat(desk.err()).contains(DEVICE);
        assertThat(Files.isRegularFile(Path.of(DEVICE))).isFalse();
    }

    @Test
    void makesTheTranscriptLateAndNotIncomplete() throws Exception {
        assumeTrue(Files.exists(Path.of(DEVICE)), "There is no device here that is always full.");
        Path file = folder.resolve("change.md");
        Path aside = folder.resolve("aside.md");
        desk.execute("record", file.toString());
        desk.execute("sql", "SELECT 'first'", "--on", "HOST_A");
        Files.move(file, aside);
        Files.createSymbolicLink(file, Path.of(DEVICE));

        assertThat(desk.execute("sql", "SELECT 'second'", "--on", "HOST_A")).isEqualTo(ExitCode.FAILED);
        assertThat(desk.said()).contains("second", file.toString(), "No space left on device");
        assertThat(desk.execute("sql", "SELECT 1/0", "--on", "HOST_A", "--json"))
                .isEqualTo(ExitCode.FAILED);
        Files.delete(file);
        Files.move(aside, file);
        assertThat(desk.execute("sql", "SELECT 'third'", "--on", "HOST_A")).isEqualTo(ExitCode.DONE);

        assertThat(Files.readString(file)).containsSubsequence("first", "second", "SELECT 1/0", "third");
    }

    @Test
    void approvesNoRunbookThatItCannotRemember() throws Exception {
        Path foreign = Files.writeString(folder.resolve("own.groovy"), """
                        title 'Own'
                        Host one = host('principal', 'HOST_A', 'one')
                        stage('One') { on(one) { note 'Done.' } }
                        """);
        try (TinyDisk disk = new TinyDisk(folder.resolve("state"), 4)) {
            Path approvals = folder.resolve("state/approved-runbooks");
            try {
                Files.write(folder.resolve("state/rest"), new byte[100_000]);
            } catch (IOException filled) {
                assertThat(filled).hasMessageContaining("No space left");
            }

            assertThat(desk.execute("runbook", "approve", foreign.toString()))
                    .as(desk::said)
                    .isEqualTo(ExitCode.FAILED);

            assertThat(desk.err()).contains(approvals.toString(), "No space left on device");
        }
    }

    /** The journal ends before the first step, in its beginning, and in the middle. */
    @ParameterizedTest
    @ValueSource(ints = {4, 12, 20})
    void stopsTheRunAtWhatCannotBeWrittenDown(int kilobytes) throws Exception {
        Path runs = folder.resolve("state/runs");
        try (TinyDisk disk = new TinyDisk(runs, kilobytes)) {
            assertThat(desk.execute("run", "set-up-mirroring", "certificates=files", "--yes"))
                    .as(desk::said)
                    .isEqualTo(ExitCode.FAILED);
            assertThat(desk.err()).contains(runs.toString(), "No space left on device", "free the disk, then ");
            boolean begun = desk.err().contains("then resume");
            assertThat(begun).isEqualTo(kilobytes > 4);
            assertThat(desk.execute("status")).as(desk::said).isNotEqualTo(ExitCode.USAGE);
            assertNothingUnwritten(runs);
            disk.grow(10_000);

            int code = begun
                    ? desk.execute("resume", "--yes")
                    : desk.execute("run", "set-up-mirroring", "certificates=files", "--yes");

            assertThat(code).as(desk::said).isEqualTo(ExitCode.DONE);
        }
        assertThat(lab.value(
                        "HOST_A",
                        "SELECT mirroring_state_desc FROM sys.database_mirroring WHERE mirroring_guid IS NOT NULL"))
                .isEqualTo("SYNCHRONIZED");
    }

    /** What is on the servers has its statement in the journal, each line of which is whole. */
    private void assertNothingUnwritten(Path runs) throws Exception {
        StringBuilder statements = new StringBuilder();
        for (Path journal : journals(runs)) {
            for (String line : Files.readAllLines(journal)) {
                Object event = new Json().read(line);
                assertThat(event).isInstanceOf(Map.class);
                statements.append(((Map<?, ?>) event).get("host")).append(": ").append(((Map<?, ?>) event).get("text"));
            }
        }
        for (String host : List.of("HOST_A", "HOST_B")) {
            for (List<String> made : lab.rows(
                    host,
                    "SELECT name FROM sys.certificates WHERE name NOT LIKE '##%'"
                            + " UNION ALL SELECT name FROM sys.sql_logins WHERE name <> 'sa' AND name NOT LIKE '##%'"
                            + " UNION ALL SELECT name FROM sys.database_mirroring_endpoints")) {
                assertThat(statements).as(host).contains("[" + made.get(0) + "]");
            }
        }
    }

    private static List<Path> journals(Path runs) throws IOException {
        try (Stream<Path> files = Files.list(runs)) {
            return files.toList();
        }
    }
}
