package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.PairScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only some of the hosts are connected: what they show is told, and what the others may have is not called missing. */
class SubsetTest {
    private static final String PASSWORD = "Key#1 of the master";
    private static final List<String> SUBSETS =
            List.of("HOST_A", "HOST_B", "HOST_W", "HOST_A HOST_B", "HOST_A HOST_W", "HOST_B HOST_W");

    @RegisterExtension
    final LabExtension lab = new LabExtension(settings -> settings.withPacer(() -> new FastPacer(5)));

    private Findings diagnose(String hosts) {
        try (Clinic clinic = new Clinic(lab, List.of(hosts.split(" ")), PASSWORD)) {
            return clinic.diagnose(0);
        }
    }

    @Test
    void findsNothingWrongWithAnyPartOfAHealthyTrio() throws Exception {
        assertThat(PairScript.withWitness().perform(lab)).isEmpty();

        for (String hosts : SUBSETS) {
            assertThat(diagnose(hosts).all()).as(hosts).isEmpty();
        }
    }

    @Test
    void findsNothingWrongWithOneHostOfAHealthyPair() throws Exception {
        assertThat(PairScript.pair().perform(lab)).isEmpty();

        for (String host : List.of("HOST_A", "HOST_B")) {
            Findings found = diagnose(host);

            assertThat(found.all()).as(host).isEmpty();
            assertThat(found.notes()).as(host).anyMatch(note -> note.contains("is not connected: connect NAME SERVER"));
        }
    }

    /** The one that refuses is there to be read: its log, or its catalog, tells. */
    @ParameterizedTest(name = "without {0}, {1} connected: {2}")
    @CsvSource({
        "grant on HOST_B for HOST_A,   HOST_B,          P18@HOST_B",
        "import on HOST_B for HOST_A,  HOST_B,          P07@HOST_B",
        "grant on HOST_W for HOST_A,   HOST_A HOST_W,   P55@HOST_W",
        "grant on HOST_A for HOST_W,   HOST_A HOST_W,   P53@HOST_A",
        "grant on HOST_B for HOST_W,   HOST_B HOST_W,   P54@HOST_B",
        "grant on HOST_B for HOST_A,   HOST_A HOST_B,   P18@HOST_B",
    })
    void namesTheCauseThatIsInSight(String omitted, String hosts, String cause) throws Exception {
        PairScript.withWitness().omit(omitted).perform(lab);

        assertThat(diagnose(hosts).causes())
                .extracting(found -> found.finding().key())
                .containsExactly(cause);
    }

    @ParameterizedTest(name = "without {0}, {1} connected")
    @CsvSource({"grant on HOST_W for HOST_A, HOST_A HOST_B", "grant on HOST_B for HOST_W, HOST_A HOST_W"})
    void doesNotGuessAtAHostThatIsOutOfSight(String omitted, String hosts) throws Exception {
        PairScript.withWitness().omit(omitted).perform(lab);

        assertThat(diagnose(hosts).all()).isEmpty();
    }
}
