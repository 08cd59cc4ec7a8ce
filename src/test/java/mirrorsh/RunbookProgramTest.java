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
import java.util.stream.Stream;
import mirrorsh.command.ExitCode;
import mirrorsh.command.Folders;
import mirrorsh.command.Invocation;
import mirrorsh.lab.LabExtension;
import mirrorsh.runbook.ServedDisks;
import mirrorsh.shell.StreamConsole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runbooks through the program's own entry, each command line a program of its own, against a lab that outlives them. */
class RunbookProgramTest {
    private static final String SET_UP = "set-up-mirroring";

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    private ServedDisks disks;
    private String out = "";
    private String err = "";

    @BeforeEach
    void serve() throws Exception {
        disks = new ServedDisks(lab.lab(), folder);
    }

    @AfterEach
    void stop() throws Exception {
        disks.close();
    }

    /** One command line; each shell of it is over when it returns. */
    private int run(String... words) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        StreamConsole console = new StreamConsole(InputStream.nullInputStream(), printer(output), printer(errors), 160);
        Folders folders = new Folders(folder.resolve("config/mirrorsh"), folder.resolve("state"), Path.of("runbooks"));
        String[] line = Stream.concat(
                        Stream.of("--hosts", folder.resolve("hosts.toml").toString()), Stream.of(words))
                .toArray(String[]::new);
        try (Program program = new Program(console, folders, Invocation.of(List.of(line)), disks.environment())) {
            return program.run(new ByteArrayInputStream(new byte[0]));
        } finally {
            out = output.toString(StandardCharsets.UTF_8);
            err = errors.toString(StandardCharsets.UTF_8);
        }
    }

    private static PrintStream printer(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String said() {
        return out + err;
    }

    private long certificates(String host) throws Exception {
        return Long.parseLong(lab.value(host, "SELECT COUNT(*) FROM sys.certificates WHERE name NOT LIKE '##%'"));
    }

    @Test
    void checksWithoutChangingAnything() throws Exception {
        assertThat(run("run", SET_UP, "--check")).as(this::said).isEqualTo(ExitCode.TO_DO);
        assertThat(certificates("HOST_A")).isZero();
        assertThat(run("runbook", "history")).isEqualTo(ExitCode.DONE);
        assertThat(out).contains("Nothing was run yet.");
    }

    @Test
    void goesOneStepAtATime() throws Exception {
        assertThat(run("run", SET_UP, "--step", "--yes")).as(this::said).isEqualTo(ExitCode.TO_DO);
        assertThat(out).contains("One step further: 1 done");
        assertThat(run("run", SET_UP, "--step", "--yes")).as(this::said).isEqualTo(ExitCode.TO_DO);

        assertThat(certificates("HOST_A")).isEqualTo(1);
        assertThat(certificates("HOST_B")).isZero();
    }

    @Test
    void beginsAtAStepAndKeepsToAStage() throws Exception {
        assertThat(run("run", SET_UP, "--only", "Outbound", "--from", "4", "--yes"))
                .as(this::said)
                .isEqualTo(ExitCode.DONE);

        assertThat(certificates("HOST_A")).as("before step 4").isZero();
        assertThat(certificates("HOST_B")).isEqualTo(1);
        assertThat(lab.value("HOST_B", "SELECT COUNT(*) FROM sys.sql_logins WHERE name = 'HOST_A_login'"))
                .as("of another stage")
                .isEqualTo("0");
    }

    @Test
    void carriesOnTheStepsOfTheRunAndNoOthers() throws Exception {
        assertThat(run("run", SET_UP, "--only", "Outbound", "--step", "--yes"))
                .as(this::said)
                .isEqualTo(ExitCode.TO_DO);

        assertThat(run("resume", "--yes", "--parallel", "1")).as(this::said).isEqualTo(ExitCode.DONE);

        assertThat(certificates("HOST_A")).isEqualTo(1);
        assertThat(certificates("HOST_B")).isEqualTo(1);
        assertThat(lab.value("HOST_B", "SELECT COUNT(*) FROM sys.sql_logins WHERE name = 'HOST_A_login'"))
                .as("of another stage")
                .isEqualTo("0");
    }

    @Test
    void savesAPlanThatIsCarriedOutOrRefusedInPlainWords() throws Exception {
        String plan = folder.resolve("plan.json").toString();
        assertThat(run("plan", SET_UP, "--save", plan)).isEqualTo(ExitCode.TO_DO);
        assertThat(out).contains("Next: run --plan " + plan);
        lab.run("HOST_A", "CREATE MASTER KEY ENCRYPTION BY PASSWORD = '1_Strong_Password!'");

        assertThat(run("run", "--plan", plan, "--yes")).isEqualTo(ExitCode.FAILED);

        assertThat(err)
                .contains("step 1 HOST_A: Create the database master key: was missing")
                .doesNotContain(" | ");
    }

    @Test
    void refusesStepsAndStagesThatAreNotThere() {
        assertThat(run("run", SET_UP, "--from", "99", "--yes")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("There is no step 99.");
        assertThat(run("run", SET_UP, "--only", "Nonsense", "--yes")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("There is no stage Nonsense.");
        assertThat(run("run", SET_UP, "--parallel", "0", "--yes")).isEqualTo(ExitCode.USAGE);
        assertThat(run("run", "no-such-runbook", "--yes")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void carriesOutASavedPlanUnlessTheHostsHaveChanged() throws Exception {
        String plan = folder.resolve("plan.json").toString();
        assertThat(run("plan", SET_UP, "--save", plan)).as(this::said).isEqualTo(ExitCode.TO_DO);
        lab.run("HOST_A", "CREATE MASTER KEY ENCRYPTION BY PASSWORD = '1_Strong_Password!'");

        assertThat(run("run", "--plan", plan, "--yes")).isEqualTo(ExitCode.FAILED);
        assertThat(err).contains("is out of date: nothing was done");
        assertThat(certificates("HOST_A")).isZero();

        lab.run("HOST_A", "DROP MASTER KEY");
        int code = run("run", "--plan", plan, "--yes");
        assertThat(code).as(said()).isEqualTo(ExitCode.DONE);
        assertThat(certificates("HOST_A")).isEqualTo(2);
        assertThat(said()).as("passwords").doesNotContain("Pa55word");
    }

    @Test
    void refusesAPlanThatIsNone() throws Exception {
        Path file = Files.writeString(folder.resolve("no.json"), "{}");

        assertThat(run("run", "--plan", file.toString(), "--yes")).isEqualTo(ExitCode.USAGE);
        assertThat(run("run", "--plan", folder.resolve("none.json").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run("run", SET_UP, "--plan", file.toString(), "--check")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void resumesInAnotherShellAndTakesAllOfItBack() throws Exception {
        assertThat(run("resume")).isEqualTo(ExitCode.DONE);
        assertThat(out).contains("there is nothing to resume");
        assertThat(run("undo")).isEqualTo(ExitCode.USAGE);
        run("run", SET_UP, "--step", "--yes");

        assertThat(run("resume", "--yes")).as(this::said).isEqualTo(ExitCode.DONE);
        assertThat(run("runbook", "history")).isEqualTo(ExitCode.DONE);
        assertThat(out).contains("stopped by operator").contains("completed");

        assertThat(run("undo", "--yes")).as("yes is not the typed name").isEqualTo(ExitCode.STOPPED);
        assertThat(run("undo", "--confirm", "HOST_A")).as(this::said).isEqualTo(ExitCode.DONE);
        assertThat(certificates("HOST_A") + certificates("HOST_B")).isZero();
        assertThat(run("resume", "2020-01-01-1")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void writesTheScriptAndItsWayBack() throws Exception {
        String file = folder.resolve("change.sql").toString();

        assertThat(run("script", SET_UP, "certificates=files", "--out", file)).isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(Path.of(file))).contains(":CONNECT", "SET PARTNER SAFETY OFF");
        assertThat(Files.readString(folder.resolve("change.rollback.sql"))).contains("SET PARTNER OFF");
        assertThat(run("script", SET_UP, "--rollback")).isEqualTo(ExitCode.DONE);
        assertThat(out).contains("DROP ENDPOINT").doesNotContain("CREATE ENDPOINT");
        assertThat(run("script", SET_UP, "port=http")).isEqualTo(ExitCode.USAGE);
        assertThat(certificates("HOST_A")).as("a script changes nothing").isZero();
    }

    @Test
    void asksForApprovalOfAStrangersRunbookUntilItIsEdited() throws Exception {
        Path file = folder.resolve("mine.groovy");
        String text = "title 'Mine'\nHost one = host('one', 'HOST_A', 'a host')\n"
                + "stage('Only') { on(one) { note 'Nothing to do.' } }\n";
        Files.writeString(file, text);

        assertThat(run("runbook", "check", file.toString())).as(this::said).isEqualTo(ExitCode.DONE);
        assertThat(run("runbook", "show", file.toString())).isEqualTo(ExitCode.DONE);
        assertThat(run("run", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("is not approved, so nothing of it was run");
        assertThat(run("runbook", "approve", file.toString())).isEqualTo(ExitCode.DONE);
        assertThat(run("run", file.toString())).as(this::said).isEqualTo(ExitCode.DONE);

        Files.writeString(file, text + "// edited\n");
        assertThat(run("run", file.toString())).isEqualTo(ExitCode.USAGE);
        Files.writeString(file, text + "stage(");
        assertThat(run("runbook", "check", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("mine.groovy:4");
    }
}
