package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private final LabSession lab = new LabSession();

    private boolean holds(String condition) {
        return lab.value("CASE WHEN " + condition + " THEN 1 ELSE 0 END").equals("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "'abc' = 'ABC' ~ true",
                "'abc' = 'abc   ' ~ true",
                "'abc' = ' abc' ~ false",
                "'cafe' = 'café' ~ false",
                "'abc' COLLATE Latin1_General_CS_AS = 'ABC' ~ false",
                "'abc' COLLATE Latin1_General_BIN = 'ABC' ~ false",
                "'abc' COLLATE Latin1_General_BIN2 = 'abc ' ~ true",
                "'cafe' COLLATE Latin1_General_CI_AI = 'CAFÉ' ~ true",
                "'a' COLLATE DATABASE_DEFAULT = 'A' ~ true",
                "'a' < 'B' ~ true",
                "'B' COLLATE Latin1_General_BIN < 'a' ~ true",
                "'_' < '1' ~ true",
                "'1' < 'a' ~ true",
                "'10' < '9' ~ true",
                "10 < '9' ~ false",
                "0x01 < 0x0102 ~ true",
                "CAST('20200101' AS date) = '2020-01-01T00:00:00' ~ true"
            })
    void followsTheCollation(String condition, boolean outcome) {
        assertThat(holds(condition)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "'Abc' LIKE 'a%' ~ true",
                "'abc' LIKE '_b_' ~ true",
                "'abc' LIKE '[A-M]%' ~ true",
                "'zbc' LIKE '[A-M]%' ~ false",
                "'zbc' LIKE '[^A-M]%' ~ true",
                "'5bc' LIKE '[a-z0-9]bc' ~ true",
                "'a]c' LIKE 'a[]]c' ~ false",
                "'a[c' LIKE 'a[[]c' ~ true",
                "'a-c' LIKE 'a[a-]c' ~ true",
                "'50%' LIKE '50!%' ESCAPE '!' ~ true",
                "'500' LIKE '50!%' ESCAPE '!' ~ false",
                "'a_b' LIKE 'a[_]b' ~ true",
                "'axb' LIKE 'a[_]b' ~ false",
                "'abc  ' LIKE 'abc' ~ true",
                "N'abc  ' LIKE N'abc' ~ false",
                "'abc' LIKE 'abc ' ~ false",
                "'ABC' COLLATE Latin1_General_CS_AS LIKE 'a%' ~ false",
                "'##MS_x' NOT LIKE N'##%' ~ false",
                "'' LIKE '%' ~ true",
                "'ab' LIKE '%%b%' ~ true"
            })
    void likeMatchesAsTheProductDoes(String condition, boolean outcome) {
        assertThat(holds(condition)).isEqualTo(outcome);
    }

    @Test
    void likeNeedsAnEscapeOfOneCharacter() {
        assertThat(lab.error("CASE WHEN 'a' LIKE 'a' ESCAPE 'xy' THEN 1 END")).isEqualTo(506);
    }

    @Test
    void refusesTwoCollationsAtOnce() {
        assertThat(lab.error("CASE WHEN 'a' COLLATE Latin1_General_BIN = 'a' COLLATE Latin1_General_CS_AS THEN 1 END"))
                .isEqualTo(468);
        assertThat(lab.error("'a' COLLATE Klingon_CI_AS")).isEqualTo(448);
        assertThat(lab.error("1 COLLATE Latin1_General_BIN")).isEqualTo(447);
    }

    @Test
    void groupsWhatIsEqual() {
        assertThat(lab.rows("SELECT COUNT(*) FROM (VALUES ('a'), ('A '), ('b')) AS v(x) GROUP BY x ORDER BY 1"))
                .containsExactly("1", "2");
    }

    @Test
    void sortsNullsFirstAndLettersBehindDigits() {
        assertThat(lab.rows(
                        "SELECT x FROM (VALUES ('b'), ('A'), (NULL), ('1'), ('_'), ('é'), ('f')) AS v(x) ORDER BY x"))
                .containsExactly("null", "_", "1", "A", "b", "é", "f");
    }
}
