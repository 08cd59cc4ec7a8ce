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

/** What the program says of its lab's hosts. A set-up takes RSA keys and a backup, about two seconds. */
class InsightProgramTest {
    private static final String SET_UP = "run runbooks/set-up-mirroring.groovy\n";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String input, String... arguments) {
        StreamConsole console = new StreamConsole(InputStream.nullInputStream(), printer(out), printer(err), 100);
        Folders folders = new Folders(folder.resolve("config"), folder.resolve("state"), Path.of("runbooks"));
        Map<String, String> environment = Map.of("MIRRORSH_LAB_PASSWORD", "Given_Password_1!");
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
    void namesARevokedGrantAndMendsIt() throws Exception {
        Path report = folder.resolve("report.html");

        int code = run(SET_UP + """
                partner off AdventureWorks --on HOST_A
                sql "WHILE EXISTS (SELECT 1 FROM sys.database_mirroring WHERE mirroring_role = 2) WAITFOR DELAY '00:00:00.050'" --on HOST_B
                sql "REVOKE CONNECT ON ENDPOINT::Endpoint_Mirroring FROM HOST_A_login" --on HOST_B
                diagnose --on HOST_A,HOST_B --report %s
                diagnose --json --on HOST_A,HOST_B
                diagnose --fix --on HOST_A,HOST_B
                status --on HOST_A
                """.formatted(report), "--lab", "--yes");

        assertThat(code).as(err()).isEqualTo(ExitCode.TO_DO);
        assertThat(out())
                .contains("grant HOST_A --on HOST_B")
                .contains("1/3  HOST_B  Let [HOST_A_login] connect to the endpoint of HOST_B")
                .contains("Nothing wrong is found.")
                .contains("AdventureWorks  ONLINE  PRINCIPAL  SYNCHRONIZED")
                .contains("grant HOST_A --on HOST_B")
                .contains("\"id\":\"P18\"");
        assertThat(Files.readString(report)).startsWith("<!doctype html>").contains("grant HOST_A --on HOST_B");
    }

    @Test
    void tellsOfARunningPair() {
        int code = run(SET_UP + """
                diagnose
                diagnose --json
                errorlog --last 4
                errorlog --grep "listening" --on HOST_A
                quorum
                expiry
                topology
                help procedure
                status
                trust HOST_A,HOST_B
                """, "--lab", "--yes");

        assertThat(code).as(err()).isEqualTo(ExitCode.DONE);
        assertThat(out())
                .contains("Nothing wrong is found.")
                .contains("{\"findings\":[]}")
                .contains(" lose HOST_A            HOST_B waits; nobody serves")
                .contains("TCP://HOST_A:7024    ══ SYNCHRONIZED ══▶   TCP://HOST_B:7024")
                .contains("   HOST_A ✓  HOST_B ✓  SYNCHRONIZED")
                .contains(" Next: watch · topology · quorum");
    }

    @Test
    void makesThreeHostsTrustEachOther() {
        int code = run("""
                trust HOST_A,HOST_B,HOST_W
                trust
                status
                """, "--lab", "--yes");

        assertThat(code).as(err()).isEqualTo(ExitCode.DONE);
        assertThat(out())
                .contains("33/33")
                .contains(" HOST_W        yes     yes     -")
                .contains(" Next: db prepare AdventureWorks --from HOST_A --on HOST_B");
    }
}
