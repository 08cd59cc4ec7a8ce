package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.PairScript;
import mirrorsh.lab.Planted;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every row of errors.md §9 that the lab can be brought to, on an otherwise good pair: its cause is named first and nothing else is
 * complained of, and its mend leads to SYNCHRONIZED. The table of it is {@code target/diagnosis-results.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryRowTest {
    private static final List<String> PAIR = List.of("HOST_A", "HOST_B");
    private static final List<String> TRIO = List.of("HOST_A", "HOST_B", "HOST_W");
    private static final String PASSWORD = "Key#1 of the master";

    @RegisterExtension
    final LabExtension lab = new LabExtension(settings -> settings.withPacer(() -> new FastPacer(5)));

    private final ResultTable table = new ResultTable("The rows of errors.md §9, planted one at a time");
    private final Map<Planted, PlantedRow> expected = PlantedRow.all();

    @AfterAll
    void writeTheTable() throws Exception {
        table.write("10 rows");
    }

    @Test
    void knowsWhatToExpectOfEveryRow() {
        assertThat(expected.keySet()).containsExactlyInAnyOrder(Planted.values());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void namesItFirstAndMendsIt(Planted planted, @TempDir Path journals) throws Exception {
        PlantedRow row = expected.get(planted);
        planted.plant(lab);
        List<String> members = planted.name().matches("P2[5]|P5[3-8]") ? TRIO : PAIR;
        List<String> causes;
        Findings left;
        List<String> rounds;
        try (Clinic clinic = new Clinic(lab, members, PASSWORD)) {
            Findings findings = clinic.diagnose(row.error());
            causes = findings.causes().stream()
                    .map(cause -> cause.finding().key())
                    .toList();
            row.operator().on(lab);
            left = mended(clinic, row, findings, journals);
            rounds = clinic.rounds();
        }
        String state = lab.await("HOST_A", PairScript.STATE, "SYNCHRONIZED");
        List<String> others =
                causes.stream().filter(key -> !key.equals(row.key())).toList();
        table.add(new ResultTable.Row(
                planted.name(),
                planted.fault(),
                row.key(),
                causes.isEmpty() ? "" : causes.get(0),
                others,
                (row.needsAPerson() ? state + ", after the operator's part" : state)));

        assertThat(causes).as(planted.toString()).isEqualTo(row.key().isEmpty() ? List.of() : List.of(row.key()));
        assertThat(left.needsMending())
                .as(
                        "%s: left %s after %s",
                        planted, left.all().stream().map(Finding::key).toList(), rounds)
                .isFalse();
        assertThat(state).as("%s: after %s", planted, rounds).isEqualTo("SYNCHRONIZED");
    }

    /** An instance that was exchanged is met over new connections. */
    private Findings mended(Clinic clinic, PlantedRow row, Findings findings, Path journals) {
        if (row.key().matches("P4[67].*")) {
            try (Clinic other = new Clinic(lab, PAIR, PASSWORD)) {
                return other.mend(other.diagnose(0), journals);
            }
        }
        return clinic.mend(row.needsAPerson() ? clinic.diagnose(0) : findings, journals);
    }
}
