package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "C:\\x]             | C:\\x]",
                "a b               | \"a b\"",
                "it's              | \"it's\"",
                "say \"x\"         | 'say \"x\"'",
                "it's \"x\"        | \"it's \"'\"'\"x\"'\"'\"\"",
            })
    void quotesWhatTheParserWouldPart(String word, String quoted) {
        assertThat(CommandText.quoted(word)).isEqualTo(quoted);
    }

    @Test
    void joinsTheWordsOfALine() {
        assertThat(CommandText.of(List.of("db", "drop", "my db", ""))).isEqualTo("db drop \"my db\" \"\"");
    }
}
