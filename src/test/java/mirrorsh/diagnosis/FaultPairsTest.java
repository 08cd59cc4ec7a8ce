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
 * Two or three faults at once, drawn by a seed, on a pair and on a trio with a witness: every one is named, at once or when what hides it
 * is mended; nothing else is; and mending leads to SYNCHRONIZED, and to a witness that is connected. {@code -Pfaultpairs} draws many more;
 * {@code -Dfaultpairs.seed=N} draws others, and {@code -Dfaultpairs.only=N} the one with that number.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultPairsTest {
    private static final long SEED = Long.getLong("faultpairs.seed", 20261123L);
    private static final int COUNT = Integer.getInteger("faultpairs.count", 12);
    private static final int ONLY = Integer.getInteger("faultpairs.only", -1);
    private static final List<String> PAIR = List.of("HOST_A", "HOST_B");
    private static final List<String> TRIO = List.of("HOST_A", "HOST_B", "HOST_W");
    private static final String WITNESS =
            "SELECT ISNULL((SELECT mirroring_witness_state_desc FROM sys.database_mirroring WHERE database_id = DB_ID('"
                    + PairScript.DATABASE + "')), 'NONE')";

    @RegisterExtension
    final LabExtension lab = new LabExtension(settings -> settings.withPacer(() -> new FastPacer(5)));

    private final Rates pairs = new Rates("20 pair draws");
    private final Rates trios = new Rates("30 trio draws");

    /** What the draws of one kind came to. */
    private static final class Rates {
        private final String part;
        private final ResultTable table;
        private int atOnce;

        Rates(String part) {
            this.part = part;
            table = new ResultTable(part.substring(3) + " of two or three faults, seed " + SEED);
        }

        String line() {
            return table.totals() + " All named at once in " + atOnce + ".";
        }

        void write(TestReporter reporter) throws Exception {
            if (table.isEmpty()) {
                return;
            }
            table.note("All named at once in " + atOnce + ".");
            table.write(part);
            reporter.publishEntry("faultpairs", part.substring(3) + ", seed " + SEED + ": " + line());
        }
    }

    /** One draw: two faults, every third time three. */
    record Draw(int number, List<Breakage> faults) {
        List<String> keys() {
            return faults.stream().map(Breakage::key).sorted().toList();
        }

        @Override
        public String toString() {
            return "seed " + SEED + " draw " + number + ": "
                    + String.join(" ", faults.stream().map(Breakage::what).toList());
        }
    }

    static Stream<Draw> pairDraws() {
        List<Breakage> all = Breakage.all();
        return draws(COUNT, SEED, all, all);
    }

    /** At least one fault is about the witness. */
    static Stream<Draw> trioDraws() {
        List<Breakage> all = new ArrayList<>(Breakage.all());
        all.addAll(Breakage.ofWitness());
        return draws(COUNT / 2, SEED + 1, Breakage.ofWitness(), all);
    }

    private static Stream<Draw> draws(int count, long seed, List<Breakage> first, List<Breakage> others) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    List<Breakage> chosen = new ArrayList<>();
                    while (chosen.size() < (number % 3 == 2 ? 3 : 2)) {
                        List<Breakage> from = chosen.isEmpty() ? first : others;
                        Breakage next = from.get(random.nextInt(from.size()));
                        if (chosen.stream().noneMatch(next::excludes)) {
                            chosen.add(next);
                        }
                    }
                    return new Draw(number, chosen);
                })
                .filter(draw -> ONLY < 0 || draw.number() == ONLY);
    }

    @AfterAll
    void writeTheTable(TestReporter reporter) throws Exception {
        pairs.write(reporter);
        trios.write(reporter);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairDraws")
    void namesAllAndMendsThem(Draw draw, @TempDir Path journals) throws Exception {
        check(draw, PAIR, PairScript.pair(), pairs, journals);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trioDraws")
    void namesAllAndMendsThemOnATrio(Draw draw, @TempDir Path journals) throws Exception {
        PairScript script = PairScript.withWitness()
                .replace(
                        "endpoint of HOST_W",
                        "HOST_W",
                        PairScript.endpoint("CERTIFICATE HOST_W_cert", "REQUIRED ALGORITHM AES", "WITNESS"));
        check(draw, TRIO, script, trios, journals);
        assertThat(lab.await("HOST_A", WITNESS, "CONNECTED"))
                .as("%s: the witness on HOST_A", draw)
                .isEqualTo("CONNECTED");
        assertThat(lab.await("HOST_B", WITNESS, "CONNECTED"))
                .as("%s: the witness on HOST_B", draw)
                .isEqualTo("CONNECTED");
    }

    private void check(Draw draw, List<String> hosts, PairScript script, Rates rates, Path journals) throws Exception {
        draw.faults().forEach(fault -> fault.change().accept(script));
        script.perform(lab);
        List<String> causes;
        List<String> met;
        List<String> rounds;
        List<String> left;
        boolean well;
        try (Clinic clinic = new Clinic(lab, hosts, "Key#1 of the master")) {
            Findings found = clinic.diagnose(0);
            causes = found.causes().stream().map(cause -> cause.finding().key()).toList();
            if (found.all().stream().map(Finding::key).toList().containsAll(draw.keys())) {
                rates.atOnce++;
            }
            Findings last = clinic.mend(found, journals);
            well = !last.needsMending();
            left = last.all().stream().map(Finding::key).toList();
            met = List.copyOf(clinic.met());
            rounds = clinic.rounds();
        }
        String state = lab.await("HOST_A", PairScript.STATE, "SYNCHRONIZED");
        List<String> planted = draw.keys();
        List<String> others =
                causes.stream().filter(key -> !planted.contains(key)).toList();
        String first = causes.isEmpty() ? "" : causes.get(0);
        rates.table.add(new ResultTable.Row(
                "draw " + draw.number(),
                String.join(" ", planted),
                planted.contains(first) ? first : "one of them",
                first,
                others,
                state));

        assertThat(others).as("%s: found %s", draw, causes).isEmpty();
        assertThat(met).as("%s: after %s", draw, rounds).containsAll(planted);
        assertThat(well).as("%s: after %s, left %s", draw, rounds, left).isTrue();
        assertThat(state).as("%s: after %s", draw, rounds).isEqualTo("SYNCHRONIZED");
    }
}
