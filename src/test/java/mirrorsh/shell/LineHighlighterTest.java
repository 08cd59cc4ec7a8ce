package mirrorsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineHighlighterTest {
    private static String painted(String line, boolean color) throws Exception {
        try (TerminalConsole console = new TerminalConsole(new Screen(80).terminal(), color)) {
            return new LineHighlighter(console, () -> List.of("HOST_A", "HOST_B")).painted(line);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status|~[32mstatus~[0m",
                "stauts|~[31mstauts~[0m",
                "cert list --on HOST_A,HOST_B|~[32mcert~[0m ~[32mlist~[0m ~[36m--on~[0m ~[1mHOST_A,HOST_B~[0m",
                "sql SELECT 'it''s' AS x|~[32msql~[0m ~[35mSELECT~[0m ~[33m'it''s'~[0m ~[35mAS~[0m x",
            })
    void colorsWhatItKnows(String line, String painted) throws Exception {
        assertThat(painted(line, true).replace('\u001b', '~')).isEqualTo(painted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  status  --json",
                "sql -- [a]'b\"",
                "connect \"A",
                "\u001b[31mx",
                "sql /* SELECT",
                ",",
                "use ,"
            })
    void keepsEveryCharacter(String line) throws Exception {
        String plain = painted(line, true).replaceAll("\u001b\\[[0-9;]*m", "");

        assertThat(plain).isEqualTo(line.replace('\u001b', '\uFFFD'));
    }

    @Test
    void paintsNothingWithoutColor() throws Exception {
        assertThat(painted("sql SELECT 1 --on HOST_A", false)).isEqualTo("sql SELECT 1 --on HOST_A");
    }
}
