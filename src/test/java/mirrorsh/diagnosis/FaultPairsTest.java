package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.PairScript;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two or three faults at once, drawn by a seed: every one is named, at once or when what hides it is mended; nothing else is; and mending
 * leads to SYNCHRONIZED. {@code -Pfaultpairs} draws many more; {@code -Dfaultpairs.seed=N} draws others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultPairsTest {
    private static final long SEED = Long.getLong("faultpairs.seed", 20261123L);
    private static final int COUNT = Integer.getInteger("faultpairs.count", 12);
    private static final List<String> PAIR = List.of("HOST_A", "HOST_B");

    @RegisterExtension
    final LabExtension lab = new LabExtension(settings -> settings.withPacer(() -> new FastPacer(5)));

    private final ResultTable table = new ResultTable();
    private int atOnce;

    /** One draw: two faults, every third time three. */
    record Draw(int number, List<Breakage> faults) {
        List<String> keys() {
            return faults.stream().map(Breakage::key).sorted().toList();
        }

        @Override
        public String toString() {
            return "seed " + SEED + " draw " + number + ": " + String.join(" ", keys());
        }
    }

    static Stream<Draw> draws() {
        Random random = new Random(SEED);
        List<Breakage> all = Breakage.all();
        return IntStream.range(0, COUNT).mapToObj(number -> {
            List<Breakage> chosen = new ArrayList<>();
            while (chosen.size() < (number % 3 == 2 ? 3 : 2)) {
                Breakage next = all.get(random.nextInt(all.size()));
                if (chosen.stream().noneMatch(next::excludes)) {
                    chosen.add(next);
                }
            }
            return new Draw(number, chosen);
        });
    }

    @AfterAll
    void writeTheTable(TestReporter reporter) throws Exception {
        table.write("diagnosis-fault-pairs");
        reporter.publishEntry(
                "faultpairs", "seed " + SEED + ": " + table.totals() + " All named at once in " + atOnce + ".");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("draws")
    void namesAllAndMendsThem(Draw draw, @TempDir Path journals) throws Exception {
        PairScript script = PairScript.pair();
        draw.faults().forEach(fault -> fault.change().accept(script));
        script.perform(lab);
        List<String> causes;
        List<String> met;
        List<String> rounds;
        boolean well;
        try (Clinic clinic = new Clinic(lab, PAIR, "Key#1 of the master")) {
            Findings found = clinic.diagnose(0);
            causes = found.causes().stream().map(cause -> cause.finding().key()).toList();
            if (found.all().stream().map(Finding::key).toList().containsAll(draw.keys())) {
                atOnce++;
            }
            well = !clinic.mend(found, journals).needsMending();
            met = List.copyOf(clinic.met());
            rounds = clinic.rounds();
        }
        String state = lab.await("HOST_A", PairScript.STATE, "SYNCHRONIZED");
        List<String> planted = draw.keys();
        List<String> others =
                causes.stream().filter(key -> !planted.contains(key)).toList();
        String first = causes.isEmpty() ? "" : causes.get(0);
        table.add(new ResultTable.Row(
                "draw " + draw.number(),
                String.join(" ", planted),
                planted.contains(first) ? first : "one of them",
                first,
                others,
                state));

        assertThat(others).as("%s: found %s", draw, causes).isEmpty();
        assertThat(met).as("%s: after %s", draw, rounds).containsAll(planted);
        assertThat(well).as("%s: after %s", draw, rounds).isTrue();
        assertThat(state).as("%s: after %s", draw, rounds).isEqualTo("SYNCHRONIZED");
    }
}
