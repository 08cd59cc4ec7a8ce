package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.PairScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pair that somebody else set up: names that tell nothing and differ per host, other endpoints and ports. Faults in it are mended too. */
class ForeignNamesTest {
    private static final List<String> PAIR = List.of("HOST_A", "HOST_B");

    @RegisterExtension
    final LabExtension lab = new LabExtension(settings -> settings.withPacer(() -> new FastPacer(5)));

    private final Map<String, Step> steps = new LinkedHashMap<>();

    @TempDir
    Path journals;

    private interface Step {
        void perform() throws Exception;
    }

    ForeignNamesTest() {
        own("HOST_A", "key of east", "proof", "dbm", 5022);
        own("HOST_B", "key of west", "self", "Hafen", 5099);
        inbound("HOST_A", "HOST_B", "self", "svc1", "svc1", "other_side", "dbm");
        inbound("HOST_B", "HOST_A", "proof", "link", "Gegenstelle", "fremd", "Hafen");
        sql("HOST_A", "full", "BACKUP DATABASE AdventureWorks TO DISK = 'C:\\full.bak' WITH FORMAT");
        sql("HOST_A", "log", "BACKUP LOG AdventureWorks TO DISK = 'C:\\log.trn' WITH FORMAT");
        step("copies", () -> {
            PairScript.copy(lab, "HOST_A", "HOST_B", "full.bak", "full.bak");
            PairScript.copy(lab, "HOST_A", "HOST_B", "log.trn", "log.trn");
        });
        sql("HOST_B", "restore", "RESTORE DATABASE AdventureWorks FROM DISK = 'C:\\full.bak' WITH NORECOVERY");
        sql("HOST_B", "restore log", "RESTORE LOG AdventureWorks FROM DISK = 'C:\\log.trn' WITH NORECOVERY");
        sql("HOST_B", "partner", PairScript.partner("TCP://HOST_A:5022"));
        sql("HOST_A", "partner", PairScript.partner("TCP://HOST_B:5099"));
    }

    private void own(String host, String subject, String certificate, String endpoint, int port) {
        sql(host, "key", "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Key#1 of the master'");
        sql(host, "certificate", "CREATE CERTIFICATE " + certificate + " WITH SUBJECT = '" + subject + "'");
        sql(
                host,
                "endpoint",
                "CREATE ENDPOINT " + endpoint + " STATE = STARTED AS TCP (LISTENER_PORT = " + port
                        + ") FOR DATABASE_MIRRORING (AUTHENTICATION = CERTIFICATE " + certificate
                        + ", ENCRYPTION = REQUIRED ALGORITHM AES, ROLE = PARTNER)");
        sql(host, "export", "BACKUP CERTIFICATE " + certificate + " TO FILE = 'C:\\" + certificate + ".cer'");
    }

    private void inbound(
            String on, String from, String file, String login, String user, String certificate, String endpoint) {
        sql(on, "login", "CREATE LOGIN " + login + " WITH PASSWORD = 'Another_Passw0rd!'");
        sql(on, "user", "CREATE USER " + user + " FOR LOGIN " + login);
        step(on + " copy", () -> PairScript.copy(lab, from, on, file + ".cer", file + ".cer"));
        sql(
                on,
                "import",
                "CREATE CERTIFICATE " + certificate + " AUTHORIZATION " + user + " FROM FILE = 'C:\\" + file + ".cer'");
        sql(on, "grant", "GRANT CONNECT ON ENDPOINT::" + endpoint + " TO " + login);
    }

    private void sql(String host, String name, String batch) {
        step(host + " " + name, () -> lab.errorOf(host, "USE master; " + batch));
    }

    private void step(String name, Step step) {
        steps.put(name, step);
    }

    private void perform() throws Exception {
        for (Step step : steps.values()) {
            step.perform();
        }
    }

    @Test
    void findsNothingWhereNothingIsWrong() throws Exception {
        perform();
        lab.await("HOST_A", PairScript.STATE, "SYNCHRONIZED");
        lab.await("HOST_B", PairScript.STATE, "SYNCHRONIZED");

        try (Clinic clinic = new Clinic(lab, PAIR, "Key#1 of the master")) {
            assertThat(clinic.diagnose(0).all()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}, {1}: {2}, {3}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "HOST_B grant,, P18@HOST_B, grant HOST_A --login link --on HOST_B",
                "HOST_A grant,, P18@HOST_A, grant HOST_B --login svc1 --on HOST_A",
                "HOST_B import,, P07@HOST_B, cert import HOST_A --name proof --user Gegenstelle --on HOST_B",
                "HOST_A user, CREATE USER svc1 WITHOUT LOGIN, P16@HOST_A,",
                "HOST_A partner, ALTER ENDPOINT dbm STATE = STOPPED, P22@HOST_A, endpoint start --on HOST_A",
                "HOST_B restore log,, P41@HOST_B, db prepare AdventureWorks --from HOST_A --on HOST_B --logs-only",
                "HOST_B partner, ALTER DATABASE AdventureWorks SET PARTNER = 'TCP://HOST_A:5099', P37@HOST_B,",
                "HOST_A partner,, P35@HOST_A, partner set HOST_B --on HOST_A --database AdventureWorks",
            })
    void namesOneFaultAndMendsIt(String step, String instead, String cause, String command) throws Exception {
        steps.put(step, () -> {
            if (instead != null) {
                lab.run(step.substring(0, 6), "USE master; " + instead);
            }
        });
        perform();

        try (Clinic clinic = new Clinic(lab, PAIR, "Key#1 of the master")) {
            Findings found = clinic.diagnose(0);

            assertThat(found.causes()).extracting(each -> each.finding().key()).containsExactly(cause);
            assertThat(found.causes().get(0).finding().mends())
                    .extracting(Mend::command)
                    .anyMatch(typed -> command == null || typed.startsWith(command));
            assertThat(clinic.mend(found, journals).needsMending())
                    .as("after %s", clinic.rounds())
                    .isFalse();
        }
        assertThat(lab.await("HOST_A", PairScript.STATE, "SYNCHRONIZED")).isEqualTo("SYNCHRONIZED");
    }
}
