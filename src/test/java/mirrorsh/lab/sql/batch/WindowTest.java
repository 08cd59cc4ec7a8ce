package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that look at other rows of the result. */
class WindowTest {
    private static final String FOUR = " FROM (VALUES ('a', 1), ('a', 2), ('b', 2), ('b', 5)) x (g, v)";

    private final LabSession lab = new LabSession();

    @BeforeEach
    void table() {
        lab.rows("CREATE TABLE #o (id int, customer varchar(10) NULL, amount numeric(8,2) NULL);"
                + "INSERT #o VALUES (1, 'ann', 10), (2, 'bob', 20.5), (3, 'Ann ', 5), (4, NULL, NULL)");
    }

    @Test
    void rank() {
        assertThat(
                        lab.rows(
                                "SELECT id, ROW_NUMBER() OVER (PARTITION BY customer ORDER BY id DESC),"
                                        + " RANK() OVER (ORDER BY customer), DENSE_RANK() OVER (ORDER BY customer) FROM #o ORDER BY id"))
                .containsExactly("1|2|2|2", "2|1|4|3", "3|1|2|2", "4|1|1|1");
    }

    @Test
    void aggregate() {
        assertThat(lab.rows("SELECT id, SUM(id) OVER (ORDER BY id), COUNT(*) OVER (PARTITION BY customer),"
                        + " MAX(id) OVER () FROM #o ORDER BY id"))
                .containsExactly("1|1|2|4", "2|3|1|4", "3|6|2|4", "4|10|1|4");
    }

    @Test
    void standOverGroups() {
        assertThat(lab.rows("SELECT customer, SUM(COUNT(*)) OVER () FROM #o WHERE id < 4 GROUP BY customer ORDER BY 1"))
                .containsExactly("ann|3", "bob|3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "LAG(v) OVER (ORDER BY g, v) ~ null 1 2 2",
                "LAG(v, 2, -1) OVER (ORDER BY g, v) ~ -1 -1 1 2",
                "LEAD(v) OVER (PARTITION BY g ORDER BY v) ~ 2 null 5 null",
                "FIRST_VALUE(v) OVER (PARTITION BY g ORDER BY v DESC) ~ 2 2 5 5",
                "LAST_VALUE(v) OVER (ORDER BY v) ~ 1 2 2 5",
                "NTILE(3) OVER (ORDER BY g, v) ~ 1 1 2 3",
                "CUME_DIST() OVER (ORDER BY v) ~ 0.25 0.75 0.75 1.0"
            })
    void looksAtOtherRowsOfTheWindow(String function, String values) {
        assertThat(lab.rows("SELECT " + function + FOUR + " ORDER BY g, v")).containsExactly(values.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "SELECT LAG(1) OVER (PARTITION BY 1) ~ 4112",
                "SELECT LAG(id) FROM #o ~ 10753",
                "SELECT LAG(id, -1) OVER (ORDER BY id) FROM #o ~ 8730",
                "SELECT NTILE(0) OVER (ORDER BY id) FROM #o ~ 4191",
                "SELECT LEAD() OVER (ORDER BY id) FROM #o ~ 189"
            })
    void refusesWrongUse(String query, int error) {
        assertThat(lab.errorOf(query)).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "SUM(v) OVER (ORDER BY g, v ROWS UNBOUNDED PRECEDING) ~ 1 3 5 10",
                "SUM(v) OVER (ORDER BY g, v ROWS 1 PRECEDING) ~ 1 3 4 7",
                "SUM(v) OVER (ORDER BY g, v ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) ~ 3 5 9 7",
                "SUM(v) OVER (ORDER BY g, v ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING) ~ null 1 3 4",
                "COUNT(*) OVER (ORDER BY g, v ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING) ~ 2 2 1 0",
                "SUM(v) OVER (ORDER BY g, v ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) ~ 10 9 7 5",
                "SUM(v) OVER (ORDER BY v ROWS CURRENT ROW) ~ 1 2 2 5",
                "SUM(v) OVER (ORDER BY v RANGE CURRENT ROW) ~ 1 4 4 5",
                "SUM(v) OVER (ORDER BY v RANGE UNBOUNDED PRECEDING) ~ 1 5 5 10",
                "SUM(v) OVER (ORDER BY v RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) ~ 10 9 9 5",
                "MIN(v) OVER (PARTITION BY g ORDER BY v DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) ~ 1 2 2 5",
                "AVG(v) OVER (ORDER BY g, v ROWS BETWEEN 99999999999999999999 PRECEDING AND 0 FOLLOWING) ~ 1 1 1 2",
                "COUNT(*) OVER (ORDER BY v ROWS BETWEEN 1 PRECEDING AND 2 PRECEDING) ~ 0 0 0 0",
                "FIRST_VALUE(v) OVER (ORDER BY g, v ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) ~ 1 1 2 2",
                "LAST_VALUE(v) OVER (PARTITION BY g ORDER BY v ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) ~ 2 2 5 5",
                "LAST_VALUE(v) OVER (ORDER BY g, v ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) ~ 2 2 5 null"
            })
    void seesTheRowsOfItsFrame(String function, String values) {
        assertThat(lab.rows("SELECT " + function + FOUR + " ORDER BY g, v")).containsExactly(values.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "SUM(id) OVER (ROWS UNBOUNDED PRECEDING) ~ 10756",
                "RANK() OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) ~ 10752",
                "LAG(id) OVER (ORDER BY id ROWS 1 PRECEDING) ~ 10752",
                "SUM(id) OVER (ORDER BY id RANGE 1 PRECEDING) ~ 4194",
                "SUM(id) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND 1 PRECEDING) ~ 4193",
                "SUM(id) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED FOLLOWING AND UNBOUNDED FOLLOWING) ~ 4193",
                "SUM(id) OVER (ORDER BY id ROWS 1 FOLLOWING) ~ 102",
                "SUM(id) OVER (ORDER BY id ROWS @n PRECEDING) ~ 102"
            })
    void refusesAFrameThatIsNone(String function, int error) {
        assertThat(lab.errorOf("SELECT " + function + " FROM #o")).isEqualTo(error);
    }

    @Test
    void leavesTheWordsOfAFrameFreeForNames() {
        assertThat(lab.rows(
                        "SELECT range, preceding + following FROM (VALUES (1, 2, 3)) t (range, preceding, following)"
                                + " ORDER BY range"))
                .containsExactly("1|5");
    }
}
