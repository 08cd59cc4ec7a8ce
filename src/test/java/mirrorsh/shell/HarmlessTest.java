package mirrorsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HarmlessTest {
    @Test
    void leavesColorsTabsAndLineEnds() {
        String text = "\u001b[1;31mred\u001b[0m\tü 日本\nnext";

        assertThat(Harmless.colored(text)).isEqualTo(text);
    }

    @Test
    void takesCommandsOutOfWhatATerminalShows() {
        String text = "a\u001b]0;title\u0007b\u001b[2Jc\rd\u009b2Je\u202ef";

        assertThat(Harmless.colored(text)).isEqualTo("a�]0;title�b�[2Jc�d�2Je�f");
    }

    @Test
    void takesEveryControlCharacterOutOfAStream() {
        assertThat(Harmless.plain("a\u001b[31mb\rc\td\ne")).isEqualTo("a�[31mb�c\td\ne");
    }
}
