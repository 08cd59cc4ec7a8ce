package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import mirrorsh.run.RunOutcome.End;
import mirrorsh.run.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script says, run by another client, makes the same of the hosts as a run does. */
class ScriptTest extends OnAWorkbench {
    private Script script(String[] line) {
        Map<String, String> servers = new LinkedHashMap<>();
        lab.lab().hosts().forEach(host -> servers.put(host.name(), host.server()));
        return bench.runner(UnaryOperator.identity()).script(bench.request(line[0], rest(line)), servers);
    }

    private static String[] rest(String[] line) {
        return Arrays.copyOfRange(line, 1, line.length);
    }

    private void prepare(List<String> lines) {
        for (String before : lines) {
            String[] words = before.split(" ", -1);
            assertThat(bench.run(words[0], rest(words)).end()).as(before).isEqualTo(End.COMPLETED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set-up-mirroring",
                "set-up-mirroring certificates=files safety=FULL",
                "set-up-with-witness",
                "set-up-mirroring > planned-failover safety=OFF",
                "set-up-with-witness > change-operating-mode mode=high-performance",
                "set-up-mirroring > remove-mirroring copy=drop",
                "set-up-mirroring > remove-mirroring copy=recover",
            })
    void makesTheSameAsARun(String chain) throws Exception {
        List<String> lines = List.of(chain.split(" > ", -1));
        prepare(lines);
        Map<String, String> picture = bench.picture();
        bench.close();
        lab.replace(UnaryOperator.identity());
        bench = new Workbench(lab, folder.resolve("script"));
        prepare(lines.subList(0, lines.size() - 1));

        new SqlcmdClient(lab)
                .run(script(lines.get(lines.size() - 1).split(" ", -1)).text());

        assertThat(bench.picture()).isEqualTo(picture);
    }

    @Test
    void holdsTheDocumentsStatementsInTheDocumentsOrder() {
        String text =
                script(new String[] {"set-up-mirroring", "certificates=files"}).text();

        String a = ":CONNECT \\$\\(HOST_A\\)";
        String b = ":CONNECT \\$\\(HOST_B\\)";
        assertThat(text)
                .matches(Pattern.compile(
                        String.join(
                                ".*",
                                "",
                                a,
                                "CREATE MASTER KEY",
                                "CREATE CERTIFICATE \\[HOST_A_cert\\]",
                                "CREATE ENDPOINT \\[Endpoint_Mirroring\\]",
                                "BACKUP CERTIFICATE \\[HOST_A_cert\\] TO FILE = N'C:\\\\HOST_A_cert.cer'",
                                "BY HAND: copy C:\\\\HOST_A_cert.cer on HOST_A to C:\\\\HOST_A_cert.cer on HOST_B",
                                b,
                                "CREATE MASTER KEY",
                                "CREATE CERTIFICATE \\[HOST_B_cert\\]",
                                "CREATE ENDPOINT \\[Endpoint_Mirroring\\]",
                                "BACKUP CERTIFICATE \\[HOST_B_cert\\] TO FILE",
                                "BY HAND: copy",
                                a,
                                "CREATE LOGIN \\[HOST_B_login\\]",
                                "CREATE USER \\[HOST_B_user\\] FOR LOGIN \\[HOST_B_login\\]",
                                "CREATE CERTIFICATE \\[HOST_B_cert\\]\\s+AUTHORIZATION \\[HOST_B_user\\]\\s+FROM FILE",
                                "GRANT CONNECT ON ENDPOINT::\\[Endpoint_Mirroring\\] TO \\[HOST_B_login\\]",
                                b,
                                "CREATE LOGIN \\[HOST_A_login\\]",
                                "CREATE USER \\[HOST_A_user\\]",
                                "CREATE CERTIFICATE \\[HOST_A_cert\\]\\s+AUTHORIZATION \\[HOST_A_user\\]\\s+FROM FILE",
                                "GRANT CONNECT",
                                a,
                                "BACKUP DATABASE \\[AdventureWorks\\]",
                                "BACKUP LOG \\[AdventureWorks\\]",
                                b,
                                "RESTORE DATABASE \\[AdventureWorks\\]",
                                "RESTORE LOG \\[AdventureWorks\\]",
                                "SET PARTNER = N'TCP://HOST_A:7024'",
                                a,
                                "SET PARTNER = N'TCP://HOST_B:7024'",
                                "SET PARTNER SAFETY OFF",
                                ""),
                        Pattern.DOTALL))
                .doesNotContain("Strong_Password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"set-up-mirroring", "set-up-with-witness"})
    void hasAWayBackThatLeavesNothing(String runbook) throws Exception {
        Map<String, String> before = bench.picture();
        Script script = script(new String[] {runbook});

        new SqlcmdClient(lab).run(script.text());
        assertThat(bench.picture()).isNotEqualTo(before);
        new SqlcmdClient(lab).run(script.rollback());

        assertThat(bench.picture()).isEqualTo(before);
    }

    /** Availability groups are not enabled in this lab, so what it is given is read and not run. */
    @Test
    void holdsTheStatementsOfAGroupInTheirOrder() {
        prepare(List.of("set-up-mirroring"));

        Script script = script(new String[] {"move-to-availability-group", "failover=manual"});

        assertThat(script.text())
                .containsSubsequence(
                        "SET PARTNER OFF",
                        "BACKUP LOG [AdventureWorks]",
                        "CREATE AVAILABILITY GROUP [AdventureWorks_group]",
                        "BASIC",
                        "FOR DATABASE [AdventureWorks]",
                        "N'HOST_A' WITH (ENDPOINT_URL = N'TCP://HOST_A:7024', FAILOVER_MODE = MANUAL",
                        "N'HOST_B' WITH (ENDPOINT_URL = N'TCP://HOST_B:7024', FAILOVER_MODE = MANUAL",
                        "ALTER AVAILABILITY GROUP [AdventureWorks_group] JOIN",
                        "ALTER DATABASE [AdventureWorks] SET HADR AVAILABILITY GROUP = [AdventureWorks_group]");
        assertThat(script.rollback())
                .containsSubsequence("SET HADR OFF", "DROP AVAILABILITY GROUP [AdventureWorks_group]");
    }

    @Test
    void leavesOutWhatIsDone() {
        prepare(List.of("set-up-mirroring"));
        lab.settles();

        Script script = script(new String[] {"set-up-mirroring"});

        assertThat(script.text()).contains("done already").doesNotContain("GO\n");
        assertThat(script.rollback()).doesNotContain("GO\n");
    }
}
