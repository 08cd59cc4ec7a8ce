package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.PairScript;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hosts with nothing wrong, on which nothing must be found; a part of {@code target/diagnosis-results.md}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthyTest {
    private static final List<String> PAIR = List.of("HOST_A", "HOST_B");
    private static final List<String> TRIO = List.of("HOST_A", "HOST_B", "HOST_W");

    @RegisterExtension
    final LabExtension lab = new LabExtension(settings -> settings.withPacer(() -> new FastPacer(5)));

    private final ResultTable table = new ResultTable("Nothing wrong: nothing is to be found");

    @AfterAll
    void writeTheTable() throws Exception {
        table.write("00 healthy");
    }

    private Findings findsNothing(String what, List<String> hosts) throws Exception {
        Findings found;
        try (Clinic clinic = new Clinic(lab, hosts, "Key#1 of the master")) {
            found = clinic.diagnose(0);
        }
        List<String> keys = found.all().stream().map(Finding::key).toList();
        table.add(new ResultTable.Row(
                what, "nothing", "", keys.isEmpty() ? "" : keys.get(0), keys, lab.value("HOST_A", PairScript.STATE)));
        assertThat(keys).as(what).isEmpty();
        return found;
    }

    @Test
    void aPair() throws Exception {
        assertThat(PairScript.pair().perform(lab)).isEmpty();

        findsNothing("a pair", PAIR);
        findsNothing("a pair and a host with nothing on it", TRIO);
    }

    @Test
    void aPairAfterAFailover() throws Exception {
        PairScript.pair().perform(lab);
        lab.run("HOST_A", "USE master; ALTER DATABASE AdventureWorks SET PARTNER FAILOVER");
        lab.await("HOST_B", PairScript.STATE, "SYNCHRONIZED");
        lab.await("HOST_A", PairScript.STATE, "SYNCHRONIZED");

        findsNothing("a pair that changed roles", PAIR);
    }

    @Test
    void aTrio() throws Exception {
        assertThat(PairScript.withWitness().perform(lab)).isEmpty();

        findsNothing("a trio with a witness", TRIO);
    }

    /** Hosts may trust a third one for other reasons: that it is no witness is not wrong. */
    @Test
    void aTrioWithoutAWitness() throws Exception {
        PairScript.withWitness().omit("witness").perform(lab);

        findsNothing("three hosts that trust each other, a pair among them", TRIO);
    }

    @Test
    void bareHosts() throws Exception {
        assertThat(findsNothing("two hosts with nothing on them", PAIR).notes())
                .anyMatch(note -> note.startsWith("Nothing is set up"));
        assertThat(findsNothing("three hosts with nothing on them", TRIO).notes())
                .anyMatch(note -> note.startsWith("Nothing is set up between HOST_A, HOST_B and HOST_W."));
    }
}
