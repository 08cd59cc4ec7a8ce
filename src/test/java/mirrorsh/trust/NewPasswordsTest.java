package mirrorsh.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import mirrorsh.command.ExitCode;
import mirrorsh.lab.LabExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A generated password of a master key is where the operator wants it before there is a key, or there is none. */
class NewPasswordsTest {
    private static final String KEYS =
            "SELECT COUNT(*) FROM sys.symmetric_keys WHERE name = '##MS_DatabaseMasterKey##'";

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    private String said = "";

    @BeforeEach
    void needsAShell() {
        assumeFalse(OS.WINDOWS.isCurrentOs(), "The commands and modes here are those of other systems.");
    }

    private int create(String way) {
        return create(way, "HOST_A");
    }

    private int create(String way, String hosts) {
        return create(way, hosts, Map.of());
    }

    private int create(String way, String hosts, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("MIRRORSH_PASSWORD", lab.host("HOST_A").password());
        if (!way.isEmpty()) {
            environment.put("MIRRORSH_NEW_PASSWORDS", way);
        }
        try (Desk desk = new Desk(folder, environment, new NoFiles(), UnaryOperator.identity())) {
            for (String host : List.of("HOST_A", "HOST_B")) {
                assertThat(desk.execute("connect", host, lab.host(host).server(), "--trust-certificate"))
                        .isEqualTo(ExitCode.DONE);
            }
            int code = desk.execute("masterkey", "create", "--on", hosts, "--yes");
            said = desk.said();
            return code;
        }
    }

    private void opensTheKey(String host, String password) throws Exception {
        lab.run(
                host,
                "OPEN MASTER KEY DECRYPTION BY PASSWORD = N'" + password.replace("'", "''") + "'; CLOSE MASTER KEY");
    }

    private void assertKnownOnlyTo(Path file, String... passwords) throws IOException {
        Leaks leaks = new Leaks();
        List.of(passwords).forEach(leaks::marked);
        leaks.left("said", said);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                if (!each.equals(file)) {
                    leaks.leftIn(each);
                }
            }
        }
        leaks.assertNone();
    }

    @Test
    void isALineAtTheEndOfAFileForItsOwnerAlone() throws Exception {
        Path vault = folder.resolve("my vault.txt");

        assertThat(create("file " + vault, "HOST_A,HOST_B")).as(said).isEqualTo(ExitCode.DONE);

        List<String[]> lines = Files.readAllLines(vault).stream()
                .map(line -> line.split("\t"))
                .sorted((one, other) -> one[1].compareTo(other[1]))
                .toList();
        assertThat(lines)
                .extracting(line -> line[1] + " " + line[2])
                .containsExactly("HOST_A masterkey", "HOST_B masterkey");
        opensTheKey("HOST_A", lines.get(0)[3]);
        opensTheKey("HOST_B", lines.get(1)[3]);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(vault)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("state/passwords")).doesNotExist();
        assertKnownOnlyTo(vault, lines.get(0)[3], lines.get(1)[3]);
    }

    @Test
    void isWhatACommandReads() throws Exception {
        Path taken = folder.resolve("taken");

        assertThat(create("command cat > '" + taken + "'; env > '" + taken
                        + ".env'; tr '\\0' ' ' < /proc/$$/cmdline > '" + taken + ".line'"))
                .as(said)
                .isEqualTo(ExitCode.DONE);

        String password = Files.readString(taken).strip();
        opensTheKey("HOST_A", password);
        assertThat(folder.resolve("taken.env"))
                .content()
                .contains("MIRRORSH_SECRET_NAME=masterkey", "MIRRORSH_SECRET_HOST=HOST_A");
        assertKnownOnlyTo(taken, password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "command cat > /dev/null; exit 3",
                "command no-such-program-at-all",
                "file /no/such/folder/vault",
                "file /dev/full",
                "file .",
                "show"
            })
    void isNotUsedWhenItCannotBeDelivered(String way) throws Exception {
        assertThat(create(way)).as(said).isEqualTo(ExitCode.FAILED);

        assertThat(said).contains("password 'masterkey' of HOST_A", "nothing was created with it");
        assertThat(lab.value("HOST_A", KEYS)).isEqualTo("0");
        assertThat(create("")).as(said).isEqualTo(ExitCode.DONE);
        assertThat(lab.value("HOST_A", KEYS)).isEqualTo("1");
    }

    @Test
    void isNotUsedWhenTheCommandTakesTooLong() throws Exception {
        long begin = System.nanoTime();

        assertThat(create("command sleep 100", "HOST_A", Map.of("MIRRORSH_COMMAND_SECONDS", "1")))
                .as(said)
                .isEqualTo(ExitCode.FAILED);

        assertThat(said).contains("did not end in 1 s", "nothing was created with it");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
        assertThat(lab.value("HOST_A", KEYS)).isEqualTo("0");
    }

    @Test
    void ofAConnectionIsNotAwaitedLonger() {
        try (Desk desk =
                new Desk(folder, Map.of("MIRRORSH_COMMAND_SECONDS", "1"), new NoFiles(), UnaryOperator.identity())) {
            assertThat(desk.execute(
                            "connect", "A", lab.host("HOST_A").server(), "--password-command", "sleep 100 & sleep 100"))
                    .isEqualTo(ExitCode.USAGE);

            assertThat(desk.err()).contains("The password command did not end in 1 s");
        }
    }

    @Test
    void isNotWrittenWhereOthersCanReadIt() throws Exception {
        Path vault = Files.writeString(folder.resolve("open.txt"), "before\n");
        Files.setPosixFilePermissions(vault, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(create("file " + vault)).as(said).isEqualTo(ExitCode.FAILED);

        assertThat(said).contains(vault.toString(), "others than its owner");
        assertThat(vault).hasContent("before");
        assertThat(lab.value("HOST_A", KEYS)).isEqualTo("0");
    }

    @Test
    void doesNotTakeThePlaceOfAnEarlierOne() throws Exception {
        create("");
        String first = Files.readString(folder.resolve("state/passwords/masterkey-HOST_A"));
        lab.run("HOST_A", "DROP MASTER KEY");

        assertThat(create("")).as(said).isEqualTo(ExitCode.DONE);

        String second = Files.readString(folder.resolve("state/passwords/masterkey-HOST_A"));
        assertThat(second).isNotEqualTo(first);
        opensTheKey("HOST_A", second.strip());
        assertThat(folder.resolve("state/passwords/masterkey-HOST_A.1")).hasContent(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tell", "file", "command ", "show me"})
    void goesNowhereElse(String way) {
        try (Desk desk = new Desk(folder, Map.of(), new NoFiles(), UnaryOperator.identity())) {
            assertThat(desk.execute("set", "new-passwords", way)).isEqualTo(ExitCode.USAGE);

            assertThat(desk.err()).contains("keep, show, file PATH or command LINE");
        }
    }
}
