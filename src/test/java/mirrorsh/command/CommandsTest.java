package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
    @TempDir
    private Path folder;

    private Bench bench(FakeHosts hosts) {
        return new Bench(hosts, new PaperConsole(80), folder, Map.of());
    }

    @Nested
    class Index {
        @Test
        void namesExactlyTheCommandsOfTheModel() {
            CommandModel model = new CommandModel();

            assertThat(new TreeSet<>(model.names().toList()))
                    .isEqualTo(new TreeSet<>(CommandIndex.entries().stream()
                            .map(CommandIndex.Entry::name)
                            .toList()));
        }

        @Test
        void summarizesAsTheModelDoes() {
            CommandModel model = new CommandModel();

            for (CommandIndex.Entry entry : CommandIndex.entries()) {
                CommandLine command = model.find(entry.name()).orElseThrow();
                assertThat(command.getCommandSpec().usageMessage().description())
                        .as(entry.name())
                        .startsWith(entry.summary());
                assertThat(command.getCommandSpec().usageMessage().footer()[0])
                        .as(entry.name())
                        .startsWith("  " + entry.name());
            }
        }

        @ParameterizedTest
        @CsvSource({"stauts,status", "rnu,run", "conect,connect", "ceret,cert", "runbok,runbook"})
        void guessesWhatWasMeant(String typed, String meant) {
            assertThat(CommandIndex.meant(typed, CommandIndex.heads())).contains(meant);
        }
    }

    @Nested
    class Refusing {
        private Bench bench;

        @BeforeEach
        void connect() {
            bench = bench(FakeHosts.of("HOST_A", "HOST_B"));
        }

        @Test
        void suggestsTheCommandThatWasMeant() {
            assertThat(bench.execute("stauts")).isEqualTo(ExitCode.USAGE);

            assertThat(bench.asideText()).isEqualTo("There is no command stauts.\n  Try: status");
        }

        @Test
        void suggestsTheSecondWordThatWasMeant() {
            assertThat(bench.execute("cert", "imprt", "HOST_A")).isEqualTo(ExitCode.USAGE);

            assertThat(bench.asideText()).isEqualTo("There is no command cert imprt.\n  Try: cert import");
        }

        @Test
        void suggestsTheOptionThatWasMeant() {
            assertThat(bench.execute("endpoint", "create", "--prot", "7024")).isEqualTo(ExitCode.USAGE);

            assertThat(bench.asideText())
                    .contains("endpoint create does not know --prot.")
                    .contains("--port");
        }

        @Test
        void saysWhatIsMissing() {
            assertThat(bench.execute("partner", "set", "HOST_A")).isEqualTo(ExitCode.USAGE);

            assertThat(bench.asideText()).contains("partner set needs more: --database NAME.");
        }

        @Test
        void asksForAWholeNumberWhereOneIsNeeded() {
            assertThat(bench.execute("explain", "P34")).isEqualTo(ExitCode.USAGE);
            assertThat(bench.asideText()).contains("NUMBER is to be a whole number, not P34.");

            assertThat(bench.execute("endpoint", "create", "--port", "five")).isEqualTo(ExitCode.USAGE);
            assertThat(bench.asideText()).contains("--port is to be a whole number, not five.");
        }

        @Test
        void listsTheFaultsOfTheLab() {
            bench.execute("help", "lab", "fault");

            assertThat(bench.text()).contains("slow FROM TO MILLISECONDS  what FROM sends to TO is late");
        }

        @Test
        void announcesNoExampleWhereThereIsNone() {
            bench.execute("help", "cert");
            assertThat(bench.text()).contains("Commands").doesNotContain("Example");

            bench.execute("help", "cert", "create");
            assertThat(bench.text()).contains("Example");
        }

        @Test
        void saysThatAHostIsNotConnected() {
            assertThat(bench.execute("status", "--on", "HOST_C")).isEqualTo(ExitCode.USAGE);

            assertThat(bench.asideText())
                    .contains("HOST_C is not connected.\n  Try: HOST_")
                    .contains("else connect HOST_C SERVER");
        }

        @Test
        void answersInJsonWhereThatIsAskedFor() {
            assertThat(bench.execute("--json", "status", "--on", "X")).isEqualTo(ExitCode.USAGE);

            assertThat(bench.text())
                    .isEqualTo("{\"problem\":{\"message\":\"X is not connected.\",\"usually\":\"\","
                            + "\"next\":\"connect X SERVER   (hosts lists what is connected)\"}}");
        }
    }

    @Nested
    class Effects {
        private Bench bench;

        @BeforeEach
        void connect() {
            bench = bench(FakeHosts.of("HOST_A", "HOST_B"));
        }

        @Test
        void areMadeTrueOnEveryHostAskedFor() {
            assertThat(bench.execute("masterkey", "create", "--on", "host_a,HOST_B", "--yes"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(bench.hosts.sent())
                    .containsExactly(
                            "HOST_A: CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'•••'",
                            "HOST_B: CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'•••'");
        }

        @Test
        void areNotDoneTwice() {
            bench.execute("masterkey", "create", "--on", "HOST_A", "--yes");

            assertThat(bench.execute("masterkey", "create", "--on", "HOST_A", "--yes", "--json"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(bench.hosts.sent()).hasSize(1);
            assertThat(bench.text()).contains("\"end\":\"COMPLETED\",\"done\":0,\"already_done\":1");
        }

        @Test
        void endAsStoppedWhereNobodyConfirms() {
            assertThat(bench.execute("masterkey", "create", "--on", "HOST_A")).isEqualTo(ExitCode.STOPPED);

            assertThat(bench.hosts.sent()).isEmpty();
        }

        @Test
        void keepAGeneratedPasswordInAFileOfTheUsersOwn() throws IOException {
            bench.execute("masterkey", "create", "--on", "HOST_A", "--yes");

            Path kept = folder.resolve("state/passwords/masterkey-HOST_A");
            assertThat(Files.readString(kept).strip()).hasSizeGreaterThan(20);
            assertThat(Files.getPosixFilePermissions(kept)).hasSize(2);
            assertThat(bench.asideText()).contains("is kept in " + kept);
        }

        @Test
        void takeAPasswordFromTheEnvironment() {
            Bench given = new Bench(
                    FakeHosts.of("HOST_A"),
                    new PaperConsole(80),
                    folder.resolve("b"),
                    Map.of("MIRRORSH_MASTERKEY_PASSWORD_HOST_A", "1_Strong_Password!"));

            assertThat(given.execute("masterkey", "create", "--yes", "--on", "HOST_A"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(folder.resolve("b/state/passwords")).doesNotExist();
        }
    }

    @Nested
    class Connecting {
        @Test
        void takesThePasswordFromTheEnvironment() {
            Bench bench = new Bench(
                    FakeHosts.of(), new PaperConsole(80), folder, Map.of("MIRRORSH_PASSWORD_HOST_A", "secret"));

            assertThat(bench.execute("connect", "HOST_A", "sql1,1433", "-u", "dba"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(bench.passwords).containsExactly("secret");
            assertThat(bench.connected.get(0).user()).isEqualTo("dba");
            assertThat(bench.session.current()).isEqualTo("HOST_A");
            assertThat(bench.text())
                    .isEqualTo("HOST_A  SQL Server 2022 Developer 16.0.4215.2  no endpoint  no databases");
        }

        @Test
        void takesThePasswordFromACommandsOutput() {
            Bench bench = bench(FakeHosts.of());

            assertThat(bench.execute("connect", "A", "sql1", "--password-command", "echo secret"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(bench.passwords).containsExactly("secret");
        }

        @Test
        void saysWhichPasswordIsMissing() {
            Bench bench = bench(FakeHosts.of());

            assertThat(bench.execute("connect", "A", "sql1")).isEqualTo(ExitCode.USAGE);

            assertThat(bench.asideText())
                    .isEqualTo("There is no password for sa on A, and nobody to ask.\n"
                            + "  Try: set MIRRORSH_PASSWORD_A, or connect with --password-command");
        }

        @Test
        void connectsWrittenDownHostsWhenTheyAreNeeded() throws IOException {
            Path file = folder.resolve("hosts.toml");
            Files.writeString(file, "[A]\nserver = \"sql1,1433\" # the old one\nuser = 'dba'\nencryption = \"any\"\n");
            Bench bench = new Bench(FakeHosts.of(), new PaperConsole(80), folder, Map.of("MIRRORSH_PASSWORD", "p"));
            bench.session.define(HostFile.read(file));

            assertThat(bench.execute("status")).isEqualTo(ExitCode.DONE);

            assertThat(bench.connected).extracting("server").containsExactly("sql1,1433");
        }
    }

    @Nested
    class Runbooks {
        private Bench bench;

        @BeforeEach
        void connect() {
            bench = bench(FakeHosts.of("HOST_A", "HOST_B"));
        }

        @Test
        void arePlannedWithoutTouchingAnything() {
            assertThat(bench.execute("plan", "set-up-mirroring")).isEqualTo(ExitCode.TO_DO);

            assertThat(bench.hosts.sent())
                    .allMatch(sent -> sent.matches("HOST_.: (SELECT|EXEC master.dbo.xp_fi(leexist|xeddrives)).*"));
            assertThat(bench.text()).contains("+ HOST_A  Create the database master key");
        }

        @Test
        void areWrittenAsTsqlWithSecretsAsVariables() {
            assertThat(bench.execute("script", "runbooks/set-up-mirroring.groovy"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(bench.text())
                    .contains(":CONNECT $(HOST_A)\nUSE [master];\nGO\nCREATE MASTER KEY ENCRYPTION BY PASSWORD = "
                            + "N'$(password_masterkey_of_HOST_A)';\nGO");
        }

        @Test
        void areCheckedWithoutHosts() {
            Bench alone = bench(FakeHosts.of());

            assertThat(alone.execute("runbook", "check")).isEqualTo(ExitCode.DONE);
            assertThat(alone.execute("runbook", "show", "set-up-mirroring", "port=5022"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(alone.text()).contains("port=5022").contains("on port 5022");
        }

        @Test
        void listTheirStepsWithoutHosts() {
            Bench alone = bench(FakeHosts.of());

            assertThat(alone.execute("runbook", "check", "runbooks/rolling-upgrade.groovy"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(alone.text()).contains("version=…").contains("Make HOST_B the principal of [AdventureWorks]");
        }

        @Test
        void sayWhatTheyWereNotTold() {
            assertThat(bench.execute("run", "rolling-upgrade", "--yes")).isEqualTo(ExitCode.USAGE);

            assertThat(bench.asideText())
                    .contains("The parameter version")
                    .contains("was not given: expected version=");
        }

        @Test
        void wantANameTypedBeforeACopyIsDropped() {
            Bench mirrored = bench(FakeHosts.mirrored("HOST_A", "HOST_B", "OFF"));

            assertThat(mirrored.execute("run", "remove-mirroring", "copy=drop", "--yes"))
                    .isEqualTo(ExitCode.STOPPED);
            assertThat(mirrored.execute("run", "remove-mirroring", "copy=drop", "--yes", "--confirm", "HOST_C"))
                    .isEqualTo(ExitCode.STOPPED);

            assertThat(mirrored.hosts.sent()).isEmpty();
            assertThat(mirrored.asideText()).contains("This can lose data").contains("--confirm HOST_B");
        }

        @ParameterizedTest
        @ValueSource(strings = {"port=http", "nonsense", "prot=1"})
        void refuseAWrongArgument(String argument) {
            assertThat(bench.execute("run", "set-up-mirroring", argument, "--yes"))
                    .isEqualTo(ExitCode.USAGE);

            assertThat(bench.hosts.sent()).isEmpty();
        }

        @Test
        void areMissedByName() {
            assertThat(bench.execute("run", "set-up-mirorring")).isEqualTo(ExitCode.USAGE);

            assertThat(bench.asideText()).contains("Try: run set-up-mirroring");
        }
    }

    @Test
    void completesFromWhatTheSessionKnows() {
        Bench bench = bench(FakeHosts.mirrored("HOST_A", "HOST_B", "OFF"));
        bench.execute("status");

        assertThat(values(bench, List.of("cert"), "")).contains("create", "import");
        assertThat(values(bench, List.of("cert", "import"), "H")).containsExactly("HOST_A", "HOST_B");
        assertThat(values(bench, List.of("status", "--on"), "HOST_A,")).contains("HOST_A,HOST_B");
        assertThat(values(bench, List.of("safety", "off"), "")).containsExactly("AdventureWorks");
        assertThat(values(bench, List.of("endpoint", "create"), "--")).contains("--port", "--on", "--yes");
        assertThat(values(bench, List.of("run"), "")).contains("runbooks/set-up-mirroring.groovy");
    }

    private static List<String> values(Bench bench, List<String> words, String word) {
        return bench.commands.completions(words, word).stream()
                .map(Commands.Completion::value)
                .toList();
    }

    @Test
    void showsOneExampleInEachHelp() {
        Bench bench = bench(FakeHosts.of());

        assertThat(bench.execute("cert", "import", "--help")).isEqualTo(ExitCode.DONE);

        assertThat(bench.text()).contains("Example").contains("cert import HOST_A --on HOST_B");
    }

    @Test
    void servesTheLabUntilTheEndOfInput() {
        Bench bench = bench(FakeHosts.of());

        assertThat(bench.execute("lab", "serve", "--json")).isEqualTo(ExitCode.DONE);

        assertThat(bench.text())
                .isEqualTo("{\"hosts\":[{\"name\":\"HOST_A\",\"server\":\"127.0.0.11,1433\",\"user\":\"sa\","
                        + "\"password\":\"p\",\"endpoint\":\"TCP://HOST_A:7024\",\"disk\":\"" + folder + "\"}]}"
                        + "\n(end of input)");
    }
}
