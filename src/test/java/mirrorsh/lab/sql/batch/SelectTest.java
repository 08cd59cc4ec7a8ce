package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectTest {
    private final LabSession lab = new LabSession();

    @BeforeEach
    void tables() {
        lab.rows("CREATE TABLE #o (id int, customer varchar(10) NULL, amount numeric(8,2) NULL);"
                + "INSERT #o VALUES (1, 'ann', 10), (2, 'bob', 20.5), (3, 'Ann ', 5), (4, NULL, NULL);"
                + "CREATE TABLE #c (name varchar(10), town nvarchar(10));"
                + "INSERT #c VALUES ('ANN', N'Rome'), ('cid', N'Oslo')");
    }

    @Nested
    class Columns {
        @Test
        void areNamedAndTypedAsWritten() {
            assertThat(lab.events("SELECT ID, amount AS [the sum], 1, n = N'x', 'y' 'z' FROM #o WHERE id = 1"))
                    .containsExactly(
                            "columns id int, the sum numeric(8,2),  int, n nvarchar(1), z varchar(1)",
                            "row 1|10.00|1|x|y",
                            "done SELECT 1");
        }

        @Test
        void ofAStarComeInOrder() {
            assertThat(lab.events("SELECT c.*, o.* FROM #o o JOIN #c AS c ON c.name = o.customer WHERE id = 3"))
                    .containsExactly(
                            "columns name varchar(10), town nvarchar(10), id int, customer varchar(10), amount numeric(8,2)",
                            "row ANN|Rome|3|Ann |5.00",
                            "done SELECT 1");
        }

        @Test
        void keepTheirNullability() {
            assertThat(lab.run("SELECT name, database_id, create_date FROM sys.databases")
                            .columns())
                    .extracting(column -> column.nullable())
                    .containsExactly(false, false, true);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "SELECT nosuch FROM #o ~ 207",
                "SELECT o.nosuch FROM #o o ~ 207",
                "SELECT x.id FROM #o o ~ 4104",
                "SELECT #o.id FROM #o o ~ 4104",
                "SELECT * FROM #nosuch ~ 208",
                "SELECT * FROM nosuch.dbo.t ~ 208",
                "SELECT * FROM @nosuch ~ 1087",
                "SELECT id FROM #o a, #o b ~ 209",
                "SELECT 1 FROM #o a, #o a ~ 1011",
                "SELECT 1 FROM #o, #o ~ 1013",
                "SELECT customer, COUNT(*) FROM #o ~ 8120",
                "SELECT * FROM #o GROUP BY id ~ 8120",
                "SELECT id FROM #o GROUP BY id HAVING amount > 1 ~ 8121",
                "SELECT id FROM #o GROUP BY id ORDER BY amount ~ 8127",
                "SELECT COUNT(*), (SELECT town FROM #c WHERE name = customer) FROM #o ~ 8120",
                "SELECT id FROM #o WHERE COUNT(*) > 1 ~ 147",
                "SELECT SUM(COUNT(*)) FROM #o ~ 130",
                "SELECT SUM(customer) FROM #o ~ 8117",
                "SELECT id FROM #o ORDER BY 2 ~ 108",
                "SELECT DISTINCT id FROM #o ORDER BY amount ~ 145",
                "SELECT id FROM #o UNION SELECT name FROM #c ~ 245",
                "SELECT id FROM #o UNION SELECT name, town FROM #c ~ 205",
                "SELECT id FROM #o UNION SELECT 1 ORDER BY id + 1 ~ 104",
                "SELECT (SELECT id FROM #o) ~ 512",
                "SELECT (SELECT id, id FROM #o) ~ 116",
                "SELECT * FROM (SELECT id FROM #o ORDER BY id) d ~ 1033",
                "SELECT * FROM (SELECT 1) d ~ 8155",
                "SELECT * FROM (SELECT 1, 2) d (a) ~ 8158",
                "SELECT * FROM (SELECT id, id FROM #o) d ~ 8156",
                "SELECT * ~ 263",
                "SELECT x.* FROM #o ~ 107",
                "SELECT TOP (-1) id FROM #o ~ 127",
                "SELECT TOP (1.5) id FROM #o ~ 1060",
                "SELECT TOP 1 WITH TIES id FROM #o ~ 1062",
                "SELECT id FROM #o ORDER BY id OFFSET -1 ROWS ~ 10742",
                "SELECT id FROM #o ORDER BY id OFFSET 0 ROWS FETCH NEXT 0 ROWS ONLY ~ 10744",
                "SELECT TOP 1 id FROM #o ORDER BY id OFFSET 1 ROWS ~ 10741",
                "SELECT ROW_NUMBER() FROM #o ~ 10753",
                "SELECT ROW_NUMBER() OVER (PARTITION BY id) FROM #o ~ 4112",
                "SELECT id FROM #o WHERE ROW_NUMBER() OVER (ORDER BY id) = 1 ~ 4108",
                "SELECT PERCENTILE_CONT(id) OVER (ORDER BY id) FROM #o ~ 49999",
                "SELECT id FROM #o GROUP BY id, 1 ~ 164",
                "SELECT (SELECT MAX(o.id)) FROM #o o ~ 49999",
                "SELECT CASE WHEN id = 1 THEN NULL END FROM #o ~ 8133",
                "WITH a AS (SELECT 1 AS x), a AS (SELECT 2 AS x) SELECT * FROM a ~ 239",
                "SELECT * FROM nosuch_function(1) ~ 208"
            })
    void refuses(String query, int error) {
        assertThat(lab.errorOf(query)).isEqualTo(error);
    }

    @Nested
    class Joins {
        private void gives(String query, String... rows) {
            assertThat(lab.rows(query)).containsExactly(rows);
        }

        @Test
        void ofAllKindsKeepTheRightRows() {
            gives("SELECT id, town FROM #o JOIN #c ON customer = name ORDER BY id", "1|Rome", "3|Rome");
            gives(
                    "SELECT id, town FROM #o LEFT JOIN #c ON customer = name ORDER BY id",
                    "1|Rome",
                    "2|null",
                    "3|Rome",
                    "4|null");
            gives(
                    "SELECT id, town FROM #o RIGHT JOIN #c ON customer = name ORDER BY town, id",
                    "null|Oslo",
                    "1|Rome",
                    "3|Rome");
            gives(
                    "SELECT id, town FROM #o FULL JOIN #c ON customer = name ORDER BY town, id",
                    "2|null",
                    "4|null",
                    "null|Oslo",
                    "1|Rome",
                    "3|Rome");
            gives("SELECT COUNT(*) FROM #o CROSS JOIN #c", "8");
            gives("SELECT COUNT(*) FROM #o, #c WHERE customer = name", "2");
        }

        @Test
        void withoutAnEqualityTryEveryPair() {
            gives(
                    "SELECT o.id, p.id FROM #o o JOIN #o p ON o.id < p.id AND p.id < 4 ORDER BY 1, 2",
                    "1|2",
                    "1|3",
                    "2|3");
        }

        @Test
        void byLookUpFindWhatEveryPairTriedWouldFind() {
            for (String kind : new String[] {"JOIN", "LEFT JOIN", "FULL JOIN"}) {
                String ordered = " FROM #o o " + kind + " #c c ON %s ORDER BY o.id, c.name";

                assertThat(lab.rows("SELECT o.id, c.name" + ordered.formatted("o.customer = c.name")))
                        .isEqualTo(lab.rows("SELECT o.id, c.name" + ordered.formatted("NOT (o.customer <> c.name)")));
            }
        }

        @Test
        void compareTypesThatDiffer() {
            gives("SELECT o.id FROM #o o JOIN (VALUES ('1'), (' 3')) AS v(x) ON v.x = o.id ORDER BY 1", "1", "3");
        }

        @Test
        void ofApplySeeTheLeftRow() {
            gives(
                    "SELECT c.name, x.n FROM #c c CROSS APPLY (SELECT COUNT(*) AS n FROM #o WHERE customer = c.name) x ORDER BY 1",
                    "ANN|2",
                    "cid|0");
            gives(
                    "SELECT c.name, x.id FROM #c c OUTER APPLY (SELECT TOP 1 id FROM #o WHERE customer = c.name ORDER BY id DESC) x"
                            + " ORDER BY 1",
                    "ANN|3",
                    "cid|null");
            gives("SELECT o.id, f.doubled FROM #o o CROSS APPLY fn_double(o.id) f WHERE o.id < 3", "1|2", "2|4");
            gives("SELECT doubled FROM fn_double(21)", "42");
        }
    }

    @Nested
    class Subqueries {
        @Test
        void mayDependOnTheRowOutside() {
            assertThat(lab.rows("SELECT name, (SELECT SUM(amount) FROM #o WHERE customer = name) FROM #c ORDER BY 1"))
                    .containsExactly("ANN|15.00", "cid|null");
            assertThat(lab.rows("SELECT name FROM #c WHERE NOT EXISTS (SELECT * FROM #o WHERE customer = name)"))
                    .containsExactly("cid");
            assertThat(lab.rows("SELECT id FROM #o WHERE customer IN (SELECT name FROM #c) ORDER BY id"))
                    .containsExactly("1", "3");
        }

        @Test
        void notInOfANullIsNeverTrue() {
            assertThat(lab.rows("SELECT name FROM #c WHERE name NOT IN (SELECT customer FROM #o)"))
                    .isEmpty();
        }
    }

    @Nested
    class Groups {
        @Test
        void areFormedByTheCollation() {
            assertThat(lab.rows("SELECT customer, COUNT(*), SUM(amount), AVG(amount), MIN(id), MAX(id) FROM #o"
                            + " GROUP BY customer ORDER BY customer"))
                    .containsExactly("null|1|null|null|4|4", "ann|2|15.00|7.500000|1|3", "bob|1|20.50|20.500000|2|2");
        }

        @Test
        void haveTypesOfTheirOwn() {
            assertThat(lab.events(
                            "SELECT COUNT(*) n, SUM(amount) s, AVG(id) a, COUNT_BIG(id) b, AVG(amount) v FROM #o"))
                    .containsExactly(
                            "columns n int, s numeric(38,2), a int, b bigint, v numeric(38,6)",
                            "row 4|35.50|2|4|11.833333",
                            "info 8153 An aggregate left NULLs out.",
                            "done SELECT 1");
        }

        @Test
        void ofNothingAreOneRowWithoutKeysAndNoneWithThem() {
            assertThat(lab.rows("SELECT COUNT(*), MAX(id) FROM #o WHERE id > 99"))
                    .containsExactly("0|null");
            assertThat(lab.rows("SELECT id FROM #o WHERE id > 99 GROUP BY id")).isEmpty();
        }

        @Test
        void canBeByAnExpression() {
            assertThat(lab.rows("SELECT id % 2, COUNT(*) FROM #o GROUP BY id % 2 HAVING COUNT(*) > 1 ORDER BY id % 2"))
                    .containsExactly("0|2", "1|2");
            assertThat(lab.errorOf("SELECT id % 3 FROM #o GROUP BY id % 2")).isEqualTo(8120);
        }

        @Test
        void countDistinctValues() {
            assertThat(lab.rows("SELECT COUNT(DISTINCT customer), COUNT(customer) FROM #o"))
                    .containsExactly("2|3");
        }

        @Test
        void aggregateTextsInOrder() {
            assertThat(lab.rows("SELECT STRING_AGG(customer, ';') WITHIN GROUP (ORDER BY id DESC) FROM #o"))
                    .containsExactly("Ann ;bob;ann");
        }

        @Test
        void overflowLoudly() {
            assertThat(lab.errorOf("SELECT SUM(x) FROM (VALUES (2147483647), (1)) AS v(x)"))
                    .isEqualTo(8115);
        }
    }

    @Nested
    class Order {
        @Test
        void knowsAliasesPlacesAndExpressions() {
            assertThat(lab.rows("SELECT id AS x FROM #o ORDER BY x DESC")).containsExactly("4", "3", "2", "1");
            assertThat(lab.rows("SELECT id FROM #o ORDER BY 1 DESC")).containsExactly("4", "3", "2", "1");
            assertThat(lab.rows("SELECT id FROM #o ORDER BY amount * -1")).containsExactly("4", "2", "1", "3");
            assertThat(lab.rows("SELECT -id AS id FROM #o ORDER BY id")).containsExactly("-4", "-3", "-2", "-1");
        }

        @Test
        void isCutByTopAndFetch() {
            assertThat(lab.rows("SELECT TOP 2 id FROM #o ORDER BY id")).containsExactly("1", "2");
            assertThat(lab.rows("SELECT TOP (1) WITH TIES id FROM #o ORDER BY customer DESC"))
                    .containsExactly("2");
            assertThat(lab.rows("SELECT TOP 2 WITH TIES id FROM #o ORDER BY customer DESC"))
                    .containsExactly("2", "1", "3");
            assertThat(lab.rows("SELECT TOP 30 PERCENT id FROM #o ORDER BY id")).containsExactly("1", "2");
            assertThat(lab.rows("SELECT id FROM #o ORDER BY id OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY"))
                    .containsExactly("2", "3");
            assertThat(lab.rows("DECLARE @n int = 1; SELECT TOP (@n) id FROM #o ORDER BY id"))
                    .containsExactly("1");
        }
    }

    @Nested
    class SetOperations {
        @Test
        void compareWholeRows() {
            assertThat(lab.rows("SELECT 'a' UNION SELECT 'A ' UNION ALL SELECT 'a'"))
                    .containsExactly("a", "a");
            assertThat(lab.rows("SELECT id FROM #o EXCEPT SELECT 2 ORDER BY id"))
                    .containsExactly("1", "3", "4");
            assertThat(lab.rows("SELECT id FROM #o INTERSECT SELECT v FROM (VALUES (2), (9)) AS t(v)"))
                    .containsExactly("2");
        }

        @Test
        void takeTheCommonType() {
            assertThat(lab.events("SELECT 1 AS n UNION ALL SELECT 2.5"))
                    .containsExactly("columns n numeric(11,1)", "row 1.0", "row 2.5", "done SELECT 2");
            assertThat(lab.events("SELECT NULL AS n UNION ALL SELECT 'x'"))
                    .containsExactly("columns n varchar(1)", "row null", "row x", "done SELECT 2");
        }
    }

    @Nested
    class CommonTables {
        @Test
        void areSeenByThoseBehindThem() {
            assertThat(lab.rows(";WITH a AS (SELECT id FROM #o WHERE id < 3), b(x) AS (SELECT id * 10 FROM a)"
                            + " SELECT a.id, b.x FROM a JOIN b ON b.x = a.id * 10"))
                    .containsExactly("1|10", "2|20");
        }

        @Test
        void recur() {
            assertThat(lab.rows(
                            "WITH n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n WHERE x < 5) SELECT SUM(x) FROM n"))
                    .containsExactly("15");
        }

        @Test
        void recurAtMostAHundredLevels() {
            assertThat(
                            lab.rows(
                                    "WITH n AS (SELECT 0 AS x UNION ALL SELECT x + 1 FROM n WHERE x < 100) SELECT COUNT(*) FROM n"))
                    .containsExactly("101");
            assertThat(lab.errorOf("WITH n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n) SELECT MAX(x) FROM n"))
                    .isEqualTo(530);
        }

        @Test
        void recurseAsDeepAsTheStatementAllows() {
            String numbers =
                    "WITH n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 300) SELECT MAX(i) FROM n";

            assertThat(lab.errorOf(numbers)).isEqualTo(530);
            assertThat(lab.rows(numbers + " OPTION (MAXRECURSION 0)")).containsExactly("300");
            assertThat(lab.rows(numbers + " OPTION (RECOMPILE, MAXRECURSION 299)"))
                    .containsExactly("300");
            assertThat(lab.errorOf(numbers + " OPTION (MAXRECURSION 9)")).isEqualTo(530);
            assertThat(lab.errorOf(numbers + " OPTION (MAXRECURSION 32768)")).isEqualTo(310);
        }

        @Test
        void recurWithTheAnchorsTypesOnly() {
            assertThat(lab.errorOf("WITH n AS (SELECT 'a' AS x UNION ALL SELECT x + 'b' FROM n) SELECT * FROM n"))
                    .isEqualTo(240);
        }
    }

    @Test
    void rowsAlreadySentStayBeforeAnError() {
        assertThat(lab.events("SELECT 10 / x FROM (VALUES (5), (0)) AS v(x)"))
                .containsExactly("columns  int", "row 2", "error 8134 line 1", "done SELECT failed");
    }

    @Test
    void assignmentsRunThroughTheRowsInOrder() {
        assertThat(lab.rows(
                        "DECLARE @s varchar(50) = '', @n int; SELECT @s = @s + LTRIM(id), @n = id FROM #o ORDER BY id DESC;"
                                + " SELECT @s, @n, @@ROWCOUNT"))
                .containsExactly("4321|1|4");
        assertThat(lab.errorOf("DECLARE @n int; SELECT @n = id, id FROM #o")).isEqualTo(141);
    }
}
