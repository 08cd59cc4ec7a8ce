package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationsTest {
    private final Explanations explanations = Explanations.load();

    @Test
    void explainsWhat1418Hides() {
        Explanation found = explanations.find(1418, "HOST_A").orElseThrow();

        assertThat(found.usually()).contains("CONNECT");
        assertThat(found.causes()).hasSizeGreaterThan(5);
        assertThat(found.next()).startsWith("diagnose");
    }

    @Test
    void putsTheHostIntoCommands() {
        Explanation found = explanations.find(7862, "HOST_B").orElseThrow();

        assertThat(found.next()).isEqualTo("endpoint show --on HOST_B");
        assertThat(found.causes().get(0).check()).isEqualTo("endpoint show --on HOST_B");
    }

    @Test
    void knowsNothingOfOtherNumbers() {
        assertThat(explanations.find(99999, "HOST_A")).isEmpty();
    }

    @Test
    void saysEverythingOfEveryError() {
        assertThat(explanations.numbers()).hasSizeGreaterThan(300).allSatisfy(number -> {
            Explanation row = explanations.find(number, "H").orElseThrow();
            assertThat(row.meaning()).endsWith(".");
            assertThat(row.causes()).isNotEmpty().allSatisfy(cause -> {
                assertThat(cause.what()).endsWith(".").doesNotContain("=>");
                assertThat(cause.check()).isNotBlank().doesNotContain("{");
            });
            assertThat(row.next()).isNotBlank().doesNotContain("{");
        });
    }

    /** The numbers of mirroring itself that procedure.md §17 lists, gaps of the catalogue left out. */
    @Test
    void coversMirroring() {
        List<Integer> gaps = List.of(1484, 1492, 1493, 1494, 1495, 1496, 1497, 1498);

        assertThat(explanations.numbers())
                .containsAll(IntStream.rangeClosed(1401, 1499)
                        .boxed()
                        .filter(number -> !gaps.contains(number))
                        .toList());
    }

    /** Whatever a refused login of an endpoint can have inside. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                28027, 28030, 28031, 28032, 28033, 28034, 28035, 28036, 28037, 28038, 28045, 28046, 28047, 28048, 28080
            })
    void coversHandshakes(int number) {
        assertThat(explanations.find(number, "HOST_A")).isPresent();
    }
}
