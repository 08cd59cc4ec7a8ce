package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import mirrorsh.lab.LabExtension;
import mirrorsh.trust.Desk;
import mirrorsh.trust.LabFiles;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SqlScriptTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("script.sql"), text);
    }

    @Nested
    class OnHostsThatWriteDownWhatTheyGet {
        private final FakeHosts hosts = FakeHosts.of("HOST_A", "HOST_B");

        private Bench bench() {
            return new Bench(hosts, new PaperConsole(80), folder, Map.of());
        }

        @Test
        void goesWhereTheScriptSays() throws IOException {
            Path script = file(":setvar n 7\n:CONNECT host_a\nSELECT $(n)\nGO 2\n:CONNECT HOST_B\nSELECT 8\nGO\n");

            assertThat(bench().execute("sql", "--file", script.toString())).isEqualTo(ExitCode.DONE);

            assertThat(hosts.sent()).containsExactly("HOST_A: SELECT 7", "HOST_A: SELECT 7", "HOST_B: SELECT 8");
        }

        @Test
        void runsNothingOfAScriptThatNamesAnUnknownHost() throws IOException {
            Path script = file(":CONNECT HOST_A\nSELECT 1\nGO\n:CONNECT HOST_X\nSELECT 2\nGO\n");

            assertThat(bench().execute("sql", "--file", script.toString())).isEqualTo(ExitCode.USAGE);

            assertThat(hosts.sent()).isEmpty();
        }

        @Test
        void endsAtTheFirstError() throws IOException {
            Path script = file("SELECT 1\nGO\nRAISERROR (N'no', 16, 1)\nGO\nSELECT 2\n");

            assertThat(bench().execute("sql", "--file", script.toString(), "--on", "HOST_A"))
                    .isEqualTo(ExitCode.FAILED);

            assertThat(hosts.sent()).hasSize(2);
        }

        @Test
        void goesOnAfterAnErrorWhereTheScriptSaysSo() throws IOException {
            Path script = file(":on error ignore\nRAISERROR (N'no', 16, 1)\nGO\nSELECT 2\n");

            assertThat(bench().execute("sql", "--file", script.toString(), "--on", "HOST_A"))
                    .isEqualTo(ExitCode.FAILED);

            assertThat(hosts.sent()).containsExactly("HOST_A: RAISERROR (N'no', 16, 1)", "HOST_A: SELECT 2");
        }

        @Test
        void takesVariablesFromTheCommandLine() {
            assertThat(bench().execute("sql", "SELECT $(n)", "-v", "n=5", "--on", "HOST_A"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(hosts.sent()).containsExactly("HOST_A: SELECT 5");
        }

        @Test
        void readsFilesThatTheScriptTakesIn() throws IOException {
            Path script = file("SELECT 3");

            assertThat(bench().execute("sql", ":r " + script, "--on", "HOST_A")).isEqualTo(ExitCode.DONE);

            assertThat(hosts.sent()).containsExactly("HOST_A: SELECT 3");
        }

        @Test
        void writesCommaSeparatedValues() throws IOException {
            Path csv = folder.resolve("out.csv");
            Bench bench = bench();

            assertThat(bench.execute("sql", "SELECT 1", "--on", "HOST_A,HOST_B", "--csv", csv.toString()))
                    .isEqualTo(ExitCode.DONE);

            assertThat(csv).hasContent("host,host,answer\nHOST_A,HOST_A,42\nHOST_B,HOST_B,42\n");
            assertThat(bench.text()).contains("(1 row)", "The results are in " + csv + ".");
        }

        @Test
        void saysThatAFileCannotBeWritten() {
            Bench bench = bench();

            assertThat(bench.execute("sql", "SELECT 1", "--on", "HOST_A", "--csv", folder.toString()))
                    .isEqualTo(ExitCode.USAGE);

            assertThat(bench.asideText()).contains("The file " + folder + " cannot be written: ");
        }
    }

    @Nested
    class OnALab {
        @RegisterExtension
        final LabExtension lab = new LabExtension();

        @Test
        void staysInTheDatabaseThatTheBatchBeforeUsed() throws IOException {
            Path csv = folder.resolve("out.csv");
            Path script =
                    file("USE AdventureWorks\nGO\nSELECT DB_NAME() AS here, N'a,\"b\"' AS odd, NULL AS none\nGO\n");
            String password = lab.host("HOST_A").password();
            try (Desk desk =
                    new Desk(folder, Map.of("MIRRORSH_PASSWORD", password), new LabFiles(lab.lab()), hosts -> hosts)) {
                desk.execute("connect", "A", lab.host("HOST_A").server(), "--trust-certificate");

                assertThat(desk.execute("sql", "--file", script.toString(), "--csv", csv.toString()))
                        .as(desk.said())
                        .isEqualTo(ExitCode.DONE);
                assertThat(csv).hasContent("here,odd,none\nAdventureWorks,\"a,\"\"b\"\"\",\n");

                desk.execute("sql", "SELECT DB_NAME() AS here");
                assertThat(desk.out()).contains("master");
            }
        }
    }
}
