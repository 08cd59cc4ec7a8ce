package mirrorsh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mirrorsh.command.ExitCode;
import mirrorsh.command.Folders;
import mirrorsh.command.Invocation;
import mirrorsh.shell.StreamConsole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program against its own lab: no double anywhere. A run takes the lab's two RSA keys and a backup, about two seconds. */
class ProgramTest {
    @TempDir
    private Path folder;

    /** Waits until the partner that is asked tells of a safety and SYNCHRONIZED: it hears of a change a moment later. */
    private static final String IN_STEP = "WHILE NOT EXISTS (SELECT 1 FROM sys.database_mirroring WHERE"
            + " mirroring_state_desc = 'SYNCHRONIZED' AND mirroring_safety_level_desc = '%s') WAITFOR DELAY '00:00:00.050'";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String input, String... arguments) {
        return run(Map.of("MIRRORSH_LAB_PASSWORD", "Given_Password_1!"), input, arguments);
    }

    private int run(Map<String, String> environment, String input, String... arguments) {
        StreamConsole console = new StreamConsole(InputStream.nullInputStream(), printer(out), printer(err), 100);
        Folders folders = new Folders(folder.resolve("config"), folder.resolve("state"), Path.of("runbooks"));
        try (Program program = new Program(console, folders, Invocation.of(List.of(arguments)), environment)) {
            return program.run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static PrintStream printer(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void setsMirroringUpAndReadsItBack() {
        int code = run("""
                run runbooks/set-up-mirroring.groovy
                sql "%s" --on HOST_A,HOST_B
                plan runbooks/set-up-mirroring.groovy
                status AdventureWorks --json --on HOST_A
                """.formatted(IN_STEP.formatted("OFF")), "--lab", "--yes");

        assertThat(code).as(err()).isEqualTo(ExitCode.DONE);
        assertThat(out())
                .contains("AdventureWorks  PRINCIPAL  ONLINE →  MIRROR  RESTORING  SYNCHRONIZED")
                .contains("high performance   TCP://HOST_A:7024 ⇄ TCP://HOST_B:7024")
                .contains("Proven: HOST_B accepted the login [HOST_A_login] by certificate [HOST_A_cert].")
                .contains(" Nothing to do.")
                .contains("\"role\":\"PRINCIPAL\",\"mirroring_state\":\"SYNCHRONIZED\",\"safety\":\"OFF\"");
    }

    @Test
    void startsTheLabWithOtherVersionsAndEditions() {
        Map<String, String> chosen =
                Map.of("MIRRORSH_LAB_VERSION", "2014,HOST_B=2019", "MIRRORSH_LAB_EDITION", "Express");

        int code = run(chosen, """
                sql "SELECT SERVERPROPERTY('ProductMajorVersion') AS v, SERVERPROPERTY('EngineEdition') AS e" --on HOST_A,HOST_B --json
                """, "--lab");

        assertThat(code).as(err()).isEqualTo(ExitCode.DONE);
        assertThat(out()).contains("12").contains("15").contains("4");
    }

    @Test
    void refusesAVersionThatTheLabDoesNotHave() {
        int code = run("", "lab", "serve", "--version", "2013");

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("The lab has no SQL Server 2013; it has 2012, 2014, 2016, 2017, 2019, 2022.");
    }

    @Test
    void carriesCertificatesInFilesAndSwitchesRoles() {
        int code = run("""
                run set-up-mirroring certificates=files safety=FULL
                partner failover AdventureWorks --on HOST_A
                sql "%s" --on HOST_A,HOST_B
                trust --on HOST_A,HOST_B
                status --json --on HOST_B
                """.formatted(IN_STEP.formatted("FULL")), "--lab", "--yes");

        assertThat(code).as(err()).isEqualTo(ExitCode.DONE);
        assertThat(out())
                .contains("C:\\HOST_A_cert.cer from HOST_A to HOST_B")
                .contains("✓ HOST_B is the principal")
                .contains(" HOST_A        -       yes\n HOST_B        yes     -")
                .contains("\"role\":\"PRINCIPAL\",\"mirroring_state\":\"SYNCHRONIZED\",\"safety\":\"FULL\"");
    }

    @Test
    void declinesARunThatNobodyConfirms() {
        assertThat(run("", "--lab", "run", "runbooks/set-up-mirroring.groovy")).isEqualTo(ExitCode.STOPPED);

        assertThat(err()).contains("Try: --yes");
    }

    @Test
    void answersAFailureOfTheServerWithOne() {
        assertThat(run("", "--lab", "sql", "SELECT 1/0", "--on", "HOST_A")).isEqualTo(ExitCode.FAILED);

        assertThat(err()).contains("error 8134");
    }

    @Test
    void answersAMissingHostFileWithTwo() {
        assertThat(run("", "--hosts", folder.resolve("none.toml").toString(), "status"))
                .isEqualTo(ExitCode.USAGE);

        assertThat(err()).contains("There is no readable file of hosts at");
    }

    @Test
    void tellsTheLineOfAMistakeInTheHostFile() throws Exception {
        Path file = folder.resolve("hosts.toml");
        Files.writeString(file, "[A]\nserver = \"x\"\npasword = \"y\"\n");

        assertThat(run("", "--hosts", file.toString(), "hosts")).isEqualTo(ExitCode.USAGE);

        assertThat(err()).contains(file + ":3: Expected [HOST]");
    }
}
