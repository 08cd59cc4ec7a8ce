package mirrorsh.command;

import static mirrorsh.command.MirroredBench.DATABASE;
import static mirrorsh.command.MirroredBench.partner;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import mirrorsh.host.Hosts.ResultTable;
import mirrorsh.model.Login;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands for what mirroring does not carry over, and for its monitor. */
class LoginAndMonitorCommandsTest {
    @TempDir
    private Path folder;

    private FakeHosts hosts;
    private Bench bench;

    @BeforeEach
    void mirror() {
        MirroredBench mirrored = new MirroredBench(folder);
        hosts = mirrored.hosts;
        bench = mirrored.bench;
    }

    @Nested
    class Logins {
        @BeforeEach
        void create() {
            hosts.put(partner("HOST_A", "PRINCIPAL", "ONLINE", "SYNCHRONIZED", "", 10)
                    .login(new Login(1, "sa", "01", "S", false))
                    .login(new Login(300, "app", "AB12", "S", false))
                    .build());
            hosts.answer("HOST_A", "SELECT password_hash", table("0x0200AA"));
            hosts.answer("HOST_B", "SELECT password_hash", table(""));
            hosts.answer("HOST_A", "SELECT is_policy_checked", table("1"));
            hosts.answer(
                    "HOST_A",
                    "SELECT name, sid",
                    new ResultTable(
                            List.of("name", "sid"), List.of(List.of("app", "0xAB12"), List.of("gone", "0xFF"))));
        }

        private static ResultTable table(String value) {
            return new ResultTable(List.of("value"), List.of(List.of(value)));
        }

        private void accept() {
            hosts.when("CREATE LOGIN [app]", () -> {
                hosts.put(partner("HOST_B", "MIRROR", "RESTORING", "SYNCHRONIZED", "", 10)
                        .login(new Login(301, "app", "AB12", "S", false))
                        .build());
                hosts.answer("HOST_B", "SELECT password_hash", table("0x0200AA"));
            });
        }

        @Test
        void areCopiedWithSidAndHashAndOrphansShown() {
            accept();

            assertThat(bench.execute("logins", "sync", "--from", "HOST_A", "--on", "HOST_B", "--yes"))
                    .isEqualTo(ExitCode.TO_DO);

            assertThat(hosts.sent())
                    .contains(
                            "HOST_B: CREATE LOGIN [app]\n   WITH PASSWORD = 0x••• HASHED,\n   SID = 0xAB12,\n   CHECK_POLICY = OFF",
                            "HOST_B: ALTER LOGIN [app] WITH CHECK_POLICY = ON");
            assertThat(bench.text()).contains("gone").doesNotContain("0200AA");
        }

        @Test
        void tellTheOrphansInJson() {
            accept();

            bench.execute("logins", "sync", "app", "--from", "HOST_A", "--on", "HOST_B", "--yes", "--json");

            assertThat(bench.text())
                    .contains("\"orphans\":[{\"database\":\"AdventureWorks\",\"user\":\"gone\",\"sid\":\"FF\"}]");
        }

        @Test
        void ofAnotherSidAreLeftAlone() {
            hosts.put(partner("HOST_B", "MIRROR", "RESTORING", "SYNCHRONIZED", "", 10)
                    .login(new Login(301, "app", "CD34", "S", false))
                    .build());

            assertThat(bench.execute("logins", "sync", "--from", "HOST_A", "--on", "HOST_B", "--yes"))
                    .isEqualTo(ExitCode.FAILED);

            assertThat(hosts.sent()).noneMatch(text -> text.contains("LOGIN [app]"));
        }

        @Test
        void areNotCopiedToTheirOwnHost() {
            assertThat(bench.execute("logins", "sync", "--from", "HOST_A", "--on", "HOST_A"))
                    .isEqualTo(ExitCode.USAGE);
            assertThat(bench.execute("logins", "sync", "--on", "HOST_A")).isEqualTo(ExitCode.USAGE);
        }
    }

    @Nested
    class Monitor {
        private void job(String count) {
            hosts.answer("HOST_A", "SELECT COUNT(*)", new ResultTable(List.of("n"), List.of(List.of(count))));
        }

        @Test
        void isAddedAndDropped() {
            job("0");
            hosts.when("EXEC sp_dbmmonitoraddmonitoring 5", () -> job("1"));
            hosts.when("EXEC sp_dbmmonitordropmonitoring", () -> job("0"));

            assertThat(bench.execute("monitor", "add", "--minutes", "5", "--on", "HOST_A", "--yes"))
                    .isEqualTo(ExitCode.DONE);
            assertThat(bench.execute("monitor", "drop", "--on", "HOST_A", "--yes"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(hosts.sent())
                    .contains("HOST_A: EXEC sp_dbmmonitoraddmonitoring 5", "HOST_A: EXEC sp_dbmmonitordropmonitoring");
        }

        @Test
        void refusesAnIntervalOrASpanThatTheServerDoesNotHave() {
            assertThat(bench.execute("monitor", "add", "--minutes", "121", "--on", "HOST_A"))
                    .isEqualTo(ExitCode.USAGE);
            assertThat(bench.execute("monitor", "results", DATABASE, "--hours", "3", "--on", "HOST_A"))
                    .isEqualTo(ExitCode.USAGE);
        }

        @Test
        void showsWhatItWroteDown() {
            hosts.answer(
                    "HOST_A",
                    "EXEC sp_dbmmonitorresults N'AdventureWorks', 2, 0",
                    new ResultTable(
                            List.of("database_name", "role", "mirroring_state", "unsent_log", "time_recorded"),
                            List.of(Arrays.asList(DATABASE, "1", "4", null, "2026-11-22 12:00"))));

            assertThat(bench.execute("monitor", "results", "--hours", "4", "--on", "HOST_A", "--json"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(bench.text())
                    .contains("\"recorded\":\"2026-11-22 12:00\",\"role\":\"PRINCIPAL\",\"state\":\"SYNCHRONIZED\","
                            + "\"unsent_kb\":null");
        }
    }
}
