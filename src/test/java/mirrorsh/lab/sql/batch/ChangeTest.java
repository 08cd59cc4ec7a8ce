package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeTest {
    private final LabSession lab = new LabSession();

    @BeforeEach
    void tables() {
        lab.rows(
                "CREATE TABLE t (id int IDENTITY PRIMARY KEY, name varchar(5) NOT NULL, n tinyint NULL DEFAULT 7, at date NULL)");
    }

    @Nested
    class Insert {
        @Test
        void fillsDefaultsAndIdentities() {
            assertThat(lab.events("INSERT INTO t (name) VALUES ('a'), ('b')")).containsExactly("done INSERT 2");
            assertThat(lab.rows("SELECT * FROM t; SELECT SCOPE_IDENTITY(), @@IDENTITY"))
                    .containsExactly("1|a|7|null", "2|b|7|null", "2|2");
        }

        @Test
        void tellsTheIdentityOfItsOwnScope() {
            assertThat(lab.rows("INSERT t (name) VALUES ('a'); EXEC('INSERT t (name) VALUES (''b'')');"
                            + " SELECT SCOPE_IDENTITY(), @@IDENTITY"))
                    .containsExactly("1|2");
        }

        @Test
        void knowsTheWordDefault() {
            lab.rows("INSERT t VALUES ('a', DEFAULT, '20200131'), ('b', NULL, DEFAULT)");

            assertThat(lab.rows("SELECT name, n, at FROM t")).containsExactly("a|7|2020-01-31", "b|null|null");
        }

        @Test
        void takesTheRowsOfAQuery() {
            lab.rows("WITH c AS (SELECT name FROM sys.databases WHERE database_id < 3)"
                    + " INSERT t (n, name) SELECT ROW_NUMBER() OVER (ORDER BY name DESC), LEFT(name, 5) FROM c");

            assertThat(lab.rows("SELECT n, name FROM t ORDER BY n")).containsExactly("1|tempd", "2|maste");
        }

        @Test
        void takesTheRowsOfAProcedureOrText() {
            assertThat(lab.run(
                                    "CREATE TABLE #r (v int); INSERT #r EXEC sp_two_results; INSERT #r EXEC('SELECT 9; PRINT 8')")
                            .events())
                    .containsExactly("done CREATE_TABLE", "done INSERT 3", "info 0 8", "done INSERT 1");
            assertThat(lab.rows("SELECT v FROM #r")).containsExactly("1", "2", "3", "9");
        }

        @Test
        void canBeOfDefaultsOnly() {
            assertThat(
                            lab.rows(
                                    "DECLARE @d TABLE (a int IDENTITY, b int DEFAULT 3); INSERT @d DEFAULT VALUES; SELECT * FROM @d"))
                    .containsExactly("1|3");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                quoteCharacter = '"',
                value = {
                    "INSERT t (name) VALUES (NULL) ~ 515",
                    "INSERT t (n) VALUES (1) ~ 515",
                    "INSERT t (name) VALUES ('abcdef') ~ 2628",
                    "INSERT t (name, n) VALUES ('a', 256) ~ 220",
                    "INSERT t (name, n) VALUES ('a', 'x') ~ 245",
                    "INSERT t (name, at) VALUES ('a', 5) ~ 206",
                    "INSERT t (name) VALUES (1, 2) ~ 110",
                    "INSERT t (name, n) VALUES (1) ~ 109",
                    "INSERT t VALUES (1) ~ 213",
                    "INSERT t (name) SELECT 1, 2 ~ 121",
                    "INSERT t (name, n) SELECT 1 ~ 120",
                    "INSERT t SELECT 1 ~ 213",
                    "INSERT t (name, name) VALUES (1, 2) ~ 264",
                    "INSERT t (nosuch) VALUES (1) ~ 207",
                    "INSERT t (id, name) VALUES (1, 'a') ~ 544",
                    "INSERT nosuch VALUES (1) ~ 208",
                    "INSERT sys.databases (name) VALUES ('x') ~ 259",
                    "INSERT t (name) VALUES (1), (1, 2) ~ 10709"
                })
        void refuses(String statement, int error) {
            assertThat(lab.errorOf(statement)).isEqualTo(error);
            assertThat(lab.rows("SELECT * FROM t")).isEmpty();
        }

        @Test
        void keepsTrailingBlanksOutOfTheWay() {
            lab.rows("INSERT t (name) VALUES ('abcde   ')");

            assertThat(lab.rows("SELECT name FROM t")).containsExactly("abcde");
        }

        @Test
        void refusesASecondKeyInATemporaryTable() {
            assertThat(lab.run(
                                    "CREATE TABLE #k (a varchar(5) PRIMARY KEY); INSERT #k VALUES ('a'); INSERT #k VALUES ('A ')")
                            .events())
                    .containsExactly(
                            "done CREATE_TABLE",
                            "done INSERT 1",
                            "error 2627 line 1",
                            "info 3621 The statement has been ended.",
                            "done INSERT failed");
        }
    }

    @Nested
    class Update {
        @BeforeEach
        void rows() {
            lab.rows("INSERT t (name, n) VALUES ('a', 1), ('b', 2), ('c', 3)");
        }

        @Test
        void changesTheRowsFound() {
            assertThat(lab.events("UPDATE t SET n = n + 10, name += 'x' WHERE n > 1"))
                    .containsExactly("done UPDATE 2");
            assertThat(lab.rows("SELECT name, n FROM t ORDER BY id")).containsExactly("a|1", "bx|12", "cx|13");
        }

        @Test
        void seesTheOldValuesOnly() {
            assertThat(lab.rows("DECLARE @v TABLE (a int, b int); INSERT @v VALUES (1, 2); UPDATE @v SET a = b, b = a;"
                            + " SELECT a, b FROM @v"))
                    .containsExactly("2|1");
        }

        @Test
        void joinsOtherTables() {
            lab.rows("UPDATE x SET n = v.y FROM t AS x JOIN (VALUES ('a', 50), ('c', 60)) AS v(z, y) ON v.z = x.name");

            assertThat(lab.rows("SELECT n FROM t ORDER BY id")).containsExactly("50", "2", "60");
        }

        @Test
        void isLimitedByTop() {
            assertThat(lab.events("UPDATE TOP (2) t SET n = DEFAULT")).containsExactly("done UPDATE 2");
            assertThat(lab.rows("SELECT n FROM t ORDER BY id")).containsExactly("7", "7", "3");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                quoteCharacter = '"',
                value = {
                    "UPDATE t SET name = NULL ~ 515",
                    "UPDATE t SET name = 'abcdef' ~ 2628",
                    "UPDATE t SET id = 1 ~ 8102",
                    "UPDATE t SET n = 1, n = 2 ~ 264",
                    "UPDATE t SET nosuch = 1 ~ 207",
                    "UPDATE t SET n = 300 WHERE n > 1 ~ 220",
                    "UPDATE t SET n = 1 / (n - 1) ~ 8134",
                    "UPDATE sys.databases SET name = 'x' ~ 259"
                })
        void refuses(String statement, int error) {
            assertThat(lab.errorOf(statement)).isEqualTo(error);
            assertThat(lab.rows("SELECT n FROM t ORDER BY id")).containsExactly("1", "2", "3");
        }
    }

    @Nested
    class Delete {
        @BeforeEach
        void rows() {
            lab.rows("INSERT t (name, n) VALUES ('a', 1), ('b', 2), ('c', 3)");
        }

        @Test
        void removesTheRowsFound() {
            assertThat(lab.events("DELETE FROM t WHERE n <> 2")).containsExactly("done DELETE 2");
            assertThat(lab.rows("SELECT name FROM t")).containsExactly("b");
        }

        @Test
        void joinsOtherTables() {
            lab.rows("DELETE x FROM t x WHERE EXISTS (SELECT * FROM t y WHERE y.n > x.n)");

            assertThat(lab.rows("SELECT name FROM t")).containsExactly("c");
        }

        @Test
        void ofEverythingCanBeTruncation() {
            assertThat(lab.events("TRUNCATE TABLE t")).containsExactly("done OTHER");
            assertThat(lab.rows("SELECT * FROM t")).isEmpty();
            assertThat(lab.errorOf("TRUNCATE TABLE nosuch")).isEqualTo(4701);
        }
    }

    @Nested
    class Temporary {
        @Test
        void tablesLiveAsLongAsTheSession() {
            lab.rows("CREATE TABLE #a (x int)");

            assertThat(lab.rows("INSERT #a VALUES (1); SELECT x FROM tempdb..#a"))
                    .containsExactly("1");
            assertThat(lab.errorOf("CREATE TABLE #A (y int)")).isEqualTo(2714);
            assertThat(lab.rows("IF OBJECT_ID('tempdb..#a') IS NOT NULL DROP TABLE #a; SELECT OBJECT_ID('tempdb..#a')"))
                    .containsExactly("null");
            assertThat(lab.errorOf("DROP TABLE #a")).isEqualTo(3701);
            assertThat(lab.run("DROP TABLE IF EXISTS #a, nosuch").errors()).isEmpty();
        }

        @Test
        void tablesOfATextGoWithIt() {
            assertThat(lab.run("EXEC('CREATE TABLE #b (x int)'); SELECT * FROM #b")
                            .errors())
                    .containsExactly(208);
        }

        @Test
        void tablesAreMadeBySelectInto() {
            assertThat(lab.events(
                            "SELECT name AS n, database_id * 10 AS d INTO #d FROM sys.databases WHERE database_id < 3"))
                    .containsExactly("done SELECT_INTO 2");
            assertThat(lab.events("SELECT * FROM #d"))
                    .containsExactly(
                            "columns n nvarchar(128), d int", "row master|10", "row tempdb|20", "done SELECT 2");
            assertThat(lab.errorOf("SELECT 1 INTO #e")).isEqualTo(1038);
            assertThat(lab.errorOf("SELECT 1 AS a, 2 AS A INTO #e")).isEqualTo(2705);
        }

        @Test
        void globalTablesAreRefused() {
            assertThat(lab.errorOf("CREATE TABLE ##g (x int)")).isEqualTo(49999);
        }
    }

    @Nested
    class OutputClause {
        @Test
        void sendsWhatInsertWrote() {
            assertThat(lab.rows("INSERT t (name) OUTPUT inserted.id, UPPER(inserted.name) AS N VALUES ('a'), ('b')"))
                    .containsExactly("1|A", "2|B");
        }

        @Test
        void sendsBeforeAndAfterOfUpdate() {
            lab.rows("INSERT t (name, n) VALUES ('a', 1), ('b', 2)");

            assertThat(lab.rows("UPDATE t SET n = n + 1 OUTPUT deleted.n, inserted.n WHERE name = 'b'"))
                    .containsExactly("2|3");
            assertThat(lab.rows("DELETE FROM t OUTPUT deleted.name, deleted.* WHERE id = 1"))
                    .containsExactly("a|1|a|1|null");
        }

        @Test
        void writesIntoATable() {
            assertThat(lab.rows("DECLARE @ids TABLE (id int, was varchar(9) NULL);"
                            + " INSERT t (name) OUTPUT inserted.id INTO @ids (id) VALUES ('a'); SELECT * FROM @ids"))
                    .containsExactly("1|null");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                value = {
                    "INSERT t (name) OUTPUT deleted.id VALUES ('a') ~ 4104",
                    "DELETE t OUTPUT inserted.id ~ 4104",
                    "DELETE t OUTPUT COUNT(deleted.id) ~ 158",
                    "DELETE t OUTPUT deleted.nosuch ~ 207"
                })
        void refuses(String statement, int error) {
            assertThat(lab.errorOf(statement)).isEqualTo(error);
        }
    }
}
