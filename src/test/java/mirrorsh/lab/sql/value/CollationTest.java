package mirrorsh.lab.sql.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollationTest {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "A",
            "a ",
            "a b",
            "ab",
            "AB  ",
            "b",
            "é",
            "E",
            "e\u0301",
            "e",
            "ea\u0301",
            "eá",
            "straße",
            "STRASSE",
            "ΟΔΟΣ",
            "οδος",
            "οδοσ",
            "ΟΔΟΣ1",
            "1",
            "10",
            "_",
            "a_",
            "Ab\u0301c",
            "abc",
            "ábc",
            "İ",
            "i",
            "I",
            "ı");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SQL_Latin1_General_CP1_CI_AS",
                "Latin1_General_CS_AS",
                "Latin1_General_CI_AI",
                "Latin1_General_CS_AI",
                "Latin1_General_BIN2"
            })
    void takesTextsForTheSameWhereTheirOrderIsTheSame(String name) {
        Collation collation = Collation.named(name);

        for (String one : TEXTS) {
            for (String other : TEXTS) {
                assertThat(collation.isSame(one, other))
                        .as("'%s' and '%s'", one, other)
                        .isEqualTo(collation.compare(one, other) == 0)
                        .isEqualTo(collation.key(one).equals(collation.key(other)));
            }
        }
    }
}
