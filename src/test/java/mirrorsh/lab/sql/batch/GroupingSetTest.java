package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GROUP BY with several sets: ROLLUP, CUBE, GROUPING SETS. */
class GroupingSetTest {
    private final LabSession lab = new LabSession();

    @BeforeEach
    void table() {
        lab.rows("CREATE TABLE #s (a varchar(5) NOT NULL, b varchar(5) NULL, n int NOT NULL);"
                + "INSERT #s VALUES ('x', 'p', 1), ('x', 'q', 2), ('x', NULL, 4), ('y', 'p', 8)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "ROLLUP(a, b) ~ x|null|4 x|p|1 x|q|2 y|p|8 x|null|7 y|null|8 null|null|15",
                "a, b WITH ROLLUP ~ x|null|4 x|p|1 x|q|2 y|p|8 x|null|7 y|null|8 null|null|15",
                "CUBE(a, b) ~ x|null|4 x|p|1 x|q|2 y|p|8 x|null|7 y|null|8 null|null|4 null|p|9 null|q|2 null|null|15",
                "a, b WITH CUBE ~ x|null|4 x|p|1 x|q|2 y|p|8 x|null|7 y|null|8 null|null|4 null|p|9 null|q|2 null|null|15",
                "GROUPING SETS (a, b) ~ x|null|7 y|null|8 null|null|4 null|p|9 null|q|2",
                "GROUPING SETS ((a, b), ()) ~ x|null|4 x|p|1 x|q|2 y|p|8 null|null|15",
                "GROUPING SETS (ROLLUP(a), b) ~ x|null|7 y|null|8 null|null|15 null|null|4 null|p|9 null|q|2",
                "a, ROLLUP(b) ~ x|null|4 x|p|1 x|q|2 y|p|8 x|null|7 y|null|8",
                "ROLLUP((a, b)) ~ x|null|4 x|p|1 x|q|2 y|p|8 null|null|15",
                "(a), (b) ~ x|null|4 x|p|1 x|q|2 y|p|8",
                "GROUPING SETS (a, a) ~ x|null|7 x|null|7 y|null|8 y|null|8"
            })
    void groupEachRowOncePerSet(String groups, String rows) {
        String select = groups.contains("b")
                ? "SELECT a, b, SUM(n) FROM #s GROUP BY %s ORDER BY GROUPING_ID(a, b), a, b"
                : "SELECT a, NULL, SUM(n) FROM #s GROUP BY %s ORDER BY a";

        assertThat(lab.rows(select.formatted(groups))).containsExactlyInAnyOrder(rows.split(" "));
    }

    @Test
    void areToldApartByGrouping() {
        assertThat(lab.events(
                        "SELECT b, GROUPING(b) AS g, GROUPING_ID(a, b) AS i FROM #s WHERE a = 'x' GROUP BY ROLLUP(a, b)"
                                + " HAVING GROUPING(a) = 0 ORDER BY g, b"))
                .containsExactly(
                        "columns b varchar(5), g tinyint, i int",
                        "row null|0|0",
                        "row p|0|0",
                        "row q|0|0",
                        "row null|1|1",
                        "done SELECT 4");
        assertThat(lab.rows("SELECT a, GROUPING(a) FROM #s GROUP BY a ORDER BY a"))
                .containsExactly("x|0", "y|0");
    }

    @Test
    void makeTheirColumnsNullable() {
        assertThat(lab.run("SELECT a FROM #s GROUP BY ROLLUP(a)")
                        .columns()
                        .get(0)
                        .nullable())
                .isTrue();
        assertThat(lab.run("SELECT a FROM #s GROUP BY a").columns().get(0).nullable())
                .isFalse();
    }

    @Test
    void knowExpressions() {
        assertThat(lab.rows("SELECT n % 2, GROUPING(n % 2), COUNT(*) FROM #s GROUP BY ROLLUP(n % 2) ORDER BY 2, 1"))
                .containsExactly("0|0|3", "1|0|1", "null|1|4");
        assertThat(lab.rows("SELECT UPPER(a), SUM(n) FROM #s GROUP BY GROUPING SETS ((UPPER(a)), ()) ORDER BY 2"))
                .containsExactly("X|7", "Y|8", "null|15");
    }

    @Test
    void areAllSeenByWindows() {
        assertThat(lab.rows("SELECT a, SUM(SUM(n)) OVER (), COUNT(*) OVER (PARTITION BY GROUPING(a)) FROM #s"
                        + " GROUP BY ROLLUP(a) ORDER BY a"))
                .containsExactly("null|30|1", "x|30|2", "y|30|2");
    }

    /** The sets are documented as a UNION ALL of one query each, and the one without columns then has its row. */
    @Test
    void unconfirmedWithoutRowsTheEmptySetAloneHasARow() {
        assertThat(lab.rows("SELECT a, COUNT(*) FROM #s WHERE n > 99 GROUP BY ROLLUP(a)"))
                .containsExactly("null|0");
        assertThat(lab.rows("SELECT COUNT(*) FROM #s WHERE n > 99 GROUP BY ()")).containsExactly("0");
        assertThat(lab.rows("SELECT a FROM #s WHERE n > 99 GROUP BY GROUPING SETS (a)"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "SELECT a FROM #s GROUP BY ROLLUP(a), b WITH CUBE ~ 10703",
                "SELECT a FROM #s GROUP BY CUBE(a,b,n,a,b,n,a,b,n,a,b,n,a) ~ 10705",
                "SELECT GROUPING(a) FROM #s ~ 8161",
                "SELECT GROUPING(n) FROM #s GROUP BY a ~ 8161",
                "SELECT GROUPING(1 + n) FROM #s GROUP BY ROLLUP(n + 1) ~ 8161",
                "SELECT n FROM #s GROUP BY ROLLUP(a) ~ 8120",
                "SELECT GROUPING(a, b) FROM #s GROUP BY ROLLUP(a, b) ~ 174",
                "SELECT a FROM #s WHERE GROUPING(a) = 0 GROUP BY a ~ 49999",
                "SELECT a FROM #s GROUP BY ROLLUP(1) ~ 164"
            })
    void refuse(String query, int error) {
        assertThat(lab.errorOf(query)).isEqualTo(error);
    }
}
