package mirrorsh.effect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorExplanationsTest {
    private final ErrorExplanations explanations = ErrorExplanations.load();

    @Test
    void explainsWhat1418Hides() {
        ErrorExplanation found = explanations.find(1418, "HOST_A").orElseThrow();

        assertThat(found.usually()).contains("CONNECT");
        assertThat(found.next()).startsWith("diagnose");
    }

    @Test
    void putsTheHostIntoTheNextCommand() {
        assertThat(explanations.find(7862, "HOST_B").orElseThrow().next()).isEqualTo("endpoint show --on HOST_B");
    }

    @Test
    void knowsNothingOfOtherNumbers() {
        assertThat(explanations.find(99999, "HOST_A")).isEmpty();
    }

    @Test
    void saysEverythingOfEveryError() {
        assertThat(explanations.numbers()).hasSizeGreaterThan(90).allSatisfy(number -> {
            ErrorExplanation row = explanations.find(number, "H").orElseThrow();
            assertThat(row.meaning()).endsWith(".");
            assertThat(row.usually()).endsWith(".");
            assertThat(row.next()).isNotBlank().doesNotContain("{");
        });
    }
}
