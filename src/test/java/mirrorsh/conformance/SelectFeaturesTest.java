package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SELECT can do: joins, APPLY, subqueries, grouping, windows, common tables, functions, conversions. */
@Conformance
class SelectFeaturesTest extends ConformanceTest {
    private static final String ROWS =
            " (VALUES (1, N'a', 10), (2, N'b', 20), (3, N'b', NULL), (4, N'C', 5))" + " AS t (id, g, v) ";

    /** Rows as {@code a,b;c,d}. */
    private String drawn(String query) throws Exception {
        return sql.rows(query.replace("$T", ROWS)).stream()
                .map(row -> String.join(",", row))
                .collect(Collectors.joining(";"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT id FROM $T WHERE v > 5 ORDER BY id DESC                       | 2;1",
                "SELECT DISTINCT g FROM $T ORDER BY g                                 | a;b;C",
                "SELECT g, COUNT(*), SUM(v), MIN(v), MAX(v), AVG(v) FROM $T GROUP BY g ORDER BY g | a,1,10,10,10,10;b,2,20,20,20,20;C,1,5,5,5,5",
                "SELECT COUNT(v), COUNT(DISTINCT g) FROM $T                           | 3,3",
                "SELECT g FROM $T GROUP BY g HAVING COUNT(*) > 1                      | b",
                "SELECT a.id, b.id FROM $T.s AS x                                     | -",
                "SELECT id, ROW_NUMBER() OVER (PARTITION BY g ORDER BY id) FROM $T ORDER BY id | 1,1;2,1;3,2;4,1",
                "SELECT id, RANK() OVER (ORDER BY g), DENSE_RANK() OVER (ORDER BY g) FROM $T ORDER BY id | 1,1,1;2,2,2;3,2,2;4,4,3",
                "SELECT id, SUM(id) OVER (ORDER BY id) FROM $T ORDER BY id            | 1,1;2,3;3,6;4,10",
                "SELECT id, SUM(id) OVER (PARTITION BY g) FROM $T ORDER BY id         | 1,1;2,5;3,5;4,4",
                "SELECT id, SUM(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM $T ORDER BY id | 1,1;2,3;3,5;4,7",
                "SELECT id, COUNT(v) OVER (ORDER BY g RANGE UNBOUNDED PRECEDING) FROM $T ORDER BY id | 1,1;2,2;3,2;4,3",
                "SELECT id, LAST_VALUE(id) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) FROM $T ORDER BY id | 1,4;2,4;3,4;4,4",
                "SELECT g, GROUPING(g), SUM(v) FROM $T GROUP BY ROLLUP (g) ORDER BY 2, 1 | a,0,10;b,0,20;C,0,5;NULL,1,35",
                "SELECT g, id % 2, GROUPING_ID(g, id % 2), COUNT(*) FROM $T GROUP BY GROUPING SETS ((g), (id % 2)) ORDER BY 3, 1, 2 | a,NULL,1,1;b,NULL,1,2;C,NULL,1,1;NULL,0,2,2;NULL,1,2,2",
                "SELECT COUNT(*) FROM (SELECT g, id FROM $T GROUP BY CUBE (g, id)) AS c | 12",
                "SELECT g, COUNT(*) FROM $T GROUP BY g WITH CUBE ORDER BY 2, 1        | a,1;C,1;b,2;NULL,4",
                "WITH c AS (SELECT id FROM $T WHERE id > 2) SELECT COUNT(*) FROM c     | 2",
                "WITH n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 4) SELECT SUM(i) FROM n | 10",
                "SELECT STRING_AGG(g, N'-') WITHIN GROUP (ORDER BY id) FROM $T        | a-b-b-C",
                "SELECT TOP (2) id FROM $T ORDER BY id                                | 1;2",
                "SELECT TOP 50 PERCENT id FROM $T ORDER BY id                         | 1;2",
                "SELECT TOP (1) WITH TIES g FROM $T WHERE g = N'b' ORDER BY g         | b;b",
                "SELECT id FROM $T ORDER BY id OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY   | 2;3",
                "SELECT id FROM $T WHERE g LIKE N'[a-b]' ORDER BY id                  | 1;2;3",
                "SELECT id FROM $T WHERE g LIKE N'[^b]' ORDER BY id                   | 1;4",
                "SELECT id FROM $T WHERE g IN (N'a', N'c') ORDER BY id                | 1;4",
                "SELECT id FROM $T WHERE v IS NULL                                    | 3",
                "SELECT id FROM $T WHERE v NOT IN (10, NULL)                          | ``",
                "SELECT id FROM $T WHERE v BETWEEN 5 AND 10 ORDER BY id               | 1;4",
                "SELECT id FROM $T WHERE EXISTS (SELECT 1 WHERE v = 20)               | 2",
                "SELECT id FROM $T WHERE id > ALL (SELECT 1 UNION SELECT 2) ORDER BY id | 3;4",
                "SELECT id FROM $T WHERE id = ANY (SELECT 2 UNION SELECT 9)           | 2",
                "SELECT (SELECT MAX(id) FROM $T)                                      | 4",
                "SELECT t.id, x.d FROM $T CROSS APPLY (SELECT t.id * 2 AS d) AS x ORDER BY t.id | 1,2;2,4;3,6;4,8",
                "SELECT t.id, x.d FROM $T OUTER APPLY (SELECT t.v AS d WHERE t.v > 9) AS x ORDER BY t.id | 1,10;2,20;3,NULL;4,NULL",
                "SELECT t.id, o.k FROM $T LEFT JOIN (VALUES (1, N'x'), (9, N'y')) AS o (i, k) ON o.i = t.id ORDER BY t.id | 1,x;2,NULL;3,NULL;4,NULL",
                "SELECT t.id, o.k FROM $T RIGHT JOIN (VALUES (1, N'x'), (9, N'y')) AS o (i, k) ON o.i = t.id ORDER BY o.i | 1,x;NULL,y",
                "SELECT t.id, o.i FROM $T FULL JOIN (VALUES (4), (9)) AS o (i) ON o.i = t.id WHERE t.id IS NULL OR o.i IS NOT NULL ORDER BY o.i | 4,4;NULL,9",
                "SELECT COUNT(*) FROM $T CROSS JOIN (VALUES (1), (2)) AS o (i)        | 8",
                "SELECT 1 UNION SELECT 1 UNION ALL SELECT 2                           | 1;2",
                "SELECT 1 INTERSECT SELECT 1                                          | 1",
                "SELECT id FROM $T EXCEPT SELECT 1                                    | 2;3;4",
                "SELECT CASE g WHEN N'a' THEN 1 WHEN N'b' THEN 2 ELSE 0 END FROM $T ORDER BY id | 1;2;2;0",
                "SELECT CASE WHEN v > 9 THEN N'big' WHEN v IS NULL THEN N'none' END FROM $T ORDER BY id | big;big;none;NULL",
                "SELECT IIF(1 = 1, 'y', 'n'), CHOOSE(2, 'a', 'b'), COALESCE(NULL, 3), NULLIF(1, 1), ISNULL(NULL, 'z') | y,b,3,NULL,z",
            })
    void selects(String query, String rows) throws Exception {
        if (rows.equals("-")) {
            assertThat(sql.errors(query.replace("$T", ROWS))).isNotEmpty();
        } else {
            assertThat(drawn(query)).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "LEN(N'ab  ')                                          | 2",
                "DATALENGTH(N'ab  ')                                   | 8",
                "UPPER('aB') + LOWER('Cd')                             | ABcd",
                "SUBSTRING('abcdef', 2, 3)                             | bcd",
                "LEFT('abc', 2) + RIGHT('xyz', 1)                      | abz",
                "LTRIM(RTRIM('  a  '))                                 | a",
                "REPLACE('aXbX', 'x', '-')                             | a-b-",
                "CHARINDEX('c', 'abcabc', 4)                           | 6",
                "PATINDEX('%[0-9]%', 'ab7')                            | 3",
                "STUFF('abcdef', 2, 3, 'X')                            | aXef",
                "REPLICATE('ab', 3)                                    | ababab",
                "REVERSE('abc')                                        | cba",
                "QUOTENAME('a]b')                                      | [a]]b]",
                "CONCAT('a', NULL, 1)                                  | a1",
                "ASCII('A')                                            | 65",
                "CHAR(66)                                              | B",
                "UNICODE(N'ä')                                         | 228",
                "ABS(-3)                                               | 3",
                "ROUND(2.567, 1)                                       | 2.600",
                "FLOOR(-1.5)                                           | -2",
                "CEILING(1.2)                                          | 2",
                "POWER(2, 10)                                          | 1024",
                "SIGN(-7)                                              | -1",
                "DATEDIFF(day, '20200101', '20200201')                 | 31",
                "DATEADD(month, 1, CAST('20200131' AS date))           | 2020-02-29",
                "DATEPART(weekday, '20200105')                         | 1",
                "DATENAME(month, '20200105')                           | January",
                "YEAR('20211231') + MONTH('20211231') + DAY('20211231') | 2064",
                "CONVERT(varchar(30), CAST('20200102 03:04:05' AS datetime), 120) | 2020-01-02 03:04:05",
                "CONVERT(varchar(30), CAST('20200102 03:04:05.123' AS datetime), 121) | 2020-01-02 03:04:05.123",
                "CONVERT(varchar(30), CAST('20200102 03:04:05' AS datetime), 126) | 2020-01-02T03:04:05",
                "CONVERT(varchar(8), CAST('20200102' AS datetime), 112)  | 20200102",
                "CONVERT(varchar(10), CAST('20200102' AS datetime), 103) | 02/01/2020",
                "CONVERT(varchar(10), CAST('20200102' AS datetime), 101) | 01/02/2020",
                "CONVERT(varchar(10), CAST('20200102' AS datetime), 104) | 02.01.2020",
                "CONVERT(varchar(20), 0x0AFF, 1)                       | 0x0AFF",
                "CONVERT(varchar(20), 0x0AFF, 2)                       | 0AFF",
                "CONVERT(varbinary(4), '0x0AFF', 1)                    | 0AFF",
                "CAST(CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier) AS varchar(36)) | 6F9619FF-8B86-D011-B42D-00C04FC964FF",
                "CAST(CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier) AS varbinary(16)) | FF19966F868B11D0B42D00C04FC964FF",
                "CAST(1234.5678 AS decimal(8, 2))                      | 1234.57",
                "CAST(2.5 AS int)                                      | 2",
                "TRY_CAST('x' AS int)                                  | NULL",
                "TRY_CONVERT(int, '12')                                | 12",
                "CAST('abc' AS char(5)) + '.'                          | abc  .",
                "CASE WHEN 'a ' = 'a' THEN 'same' ELSE 'other' END     | same",
                "CASE WHEN 'A' = 'a' THEN 'same' ELSE 'other' END      | same",
                "CASE WHEN N'ß' = N'ss' THEN 'same' ELSE 'other' END   | same",
                "CASE WHEN CAST(200 AS tinyint) > 100 THEN 'more' END  | more",
                "ISNUMERIC('12.5')                                     | 1",
                "(SELECT SUM(a) FROM (VALUES (1.25), (2.5)) AS t (a))  | 3.75",
                "(SELECT AVG(a) FROM (VALUES (1.25), (2.5)) AS t (a))  | 1.875000",
                "(SELECT TOP 1 SUM(a) OVER () FROM (VALUES (0.001), (0.002)) AS t (a)) | 0.003",
                "CAST(1.25 AS decimal(38, 2)) + CAST(2.50 AS decimal(38, 2)) | 3.75",
                "CAST(1.25 AS decimal(38, 4)) - CAST(2 AS decimal(38, 0)) | -1",
                "ISNUMERIC('.') + ISNUMERIC('-') + ISNUMERIC('$')      | 3",
                "ISNUMERIC('') + ISNUMERIC('1 2') + ISNUMERIC('e')     | 0",
                "UPPER('straße') + LOWER('ÄB')                         | STRAßEäb",
                "DB_ID('master')                                       | 1",
                "SCHEMA_ID('sys')                                      | 4",
                "CONVERT(varchar(30), CAST(CAST('2020-01-02 03:04:05.123' AS datetime) AS datetime2), 121) | 2020-01-02 03:04:05.1233333",
                "CONVERT(varchar(30), CAST(CAST('2020-01-02 03:04:05.123' AS datetime) AS datetime2(3)), 121) | 2020-01-02 03:04:05.123",
                "SCHEMA_ID('ct_nothing')                               | NULL",
                "DB_NAME(4)                                            | msdb",
                "OBJECT_ID('ct_nothing')                               | NULL",
                "SUSER_SNAME(0x01)                                     | sa",
                "IS_SRVROLEMEMBER('sysadmin')                          | 1",
                "IS_SRVROLEMEMBER('ct_nothing')                        | NULL",
                "@@TRANCOUNT                                           | 0",
                "SERVERPROPERTY('ct_nothing')                          | NULL",
                "ISNULL(CAST(NULL AS char(2)), 'abc')                  | ab",
                "NEWID()                                               | *",
            })
    void computes(String expression, String value) throws Exception {
        String found = sql.value("USE master; SELECT " + expression);

        if (value.equals("*")) {
            assertThat(found).isNotEqualTo("NULL");
        } else {
            assertThat(found).isEqualTo(value);
        }
    }

    @Test
    void changesRowsAndCountsThem() throws Exception {
        Client.Reply reply = sql.run("""
                CREATE TABLE #t (id int IDENTITY(1, 1) PRIMARY KEY, n nvarchar(10) NOT NULL, v int NULL DEFAULT 7);
                INSERT INTO #t (n) VALUES (N'a'), (N'b');
                INSERT INTO #t (n, v) SELECT N'c', 1;
                UPDATE #t SET v = v + 1 WHERE n <> N'c';
                DELETE FROM #t WHERE n = N'b';
                """);

        assertThat(reply.counts()).endsWith(2L, 1L, 2L, 1L);
        assertThat(drawn("SELECT id, n, v FROM #t ORDER BY id")).isEqualTo("1,a,8;3,c,1");
    }

    @Test
    void refusesRowsThatBreakTheTable() throws Exception {
        sql.run("CREATE TABLE #t (id int PRIMARY KEY, n nvarchar(3) NOT NULL)");
        sql.run("INSERT INTO #t VALUES (1, N'a')");

        assertThat(sql.errors("INSERT INTO #t VALUES (1, N'b')")).containsExactly(2627);
        assertThat(sql.errors("INSERT INTO #t VALUES (2, NULL)")).containsExactly(515);
        assertThat(sql.errors("INSERT INTO #t VALUES (2, N'long')").get(0)).isIn(2628, 8152);
        assertThat(sql.errors("INSERT INTO #t VALUES (2)")).containsExactly(213);
        assertThat(sql.errors("INSERT INTO #t (id, x) VALUES (2, N'b')")).containsExactly(207);
    }

    @Test
    void selectIntoMakesATable() throws Exception {
        sql.run("SELECT name, database_id INTO #d FROM sys.databases WHERE database_id <= 4");

        assertThat(sql.value("SELECT COUNT(*) FROM #d")).isEqualTo("4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DECLARE @c int; SELECT @c = COUNT(a) FROM (VALUES (1), (NULL)) AS t (a)",
                "DECLARE @s int = (SELECT SUM(CASE WHEN a > 1 THEN a END) FROM (VALUES (1), (2)) AS t (a))",
                "IF (SELECT MIN(a) FROM (VALUES (1), (NULL)) AS t (a)) = 1 PRINT 'one'",
            })
    void warnsOfNullsThatAnAggregateLeftOut(String batch) throws Exception {
        assertThat(sql.run(batch).messages()).contains(8153);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT(*) FROM (VALUES (1), (NULL)) AS t (a)",
                "SELECT MAX(a) FROM (VALUES (1), (2)) AS t (a)",
                "SELECT MAX(a) FROM (SELECT 1 AS a WHERE 1 = 0) AS t",
            })
    void warnsOfNothingElse(String batch) throws Exception {
        assertThat(sql.run(batch).messages()).isEmpty();
    }

    @Test
    void threePartNamesReachOtherDatabases() throws Exception {
        assertThat(sql.value("USE tempdb; SELECT COUNT(*) FROM master.sys.databases WHERE name = N'tempdb'"))
                .isEqualTo("1");
        sql.run("USE master");
    }

    @Test
    void tableVariablesAndInsertExecWork() throws Exception {
        assertThat(sql.value("DECLARE @t TABLE (n sysname); INSERT INTO @t EXEC (N'SELECT name FROM sys.databases WHERE"
                        + " database_id = 1'); SELECT n FROM @t"))
                .isEqualTo("master");
    }

    @Test
    void describesItsColumns() throws Exception {
        try (var statement = sql.connection().createStatement();
                var set = statement.executeQuery(
                        "SELECT CAST(1 AS tinyint) AS a, N'x' AS b, CAST(1 AS decimal(9, 2)) AS c, GETDATE() AS d")) {
            var columns = set.getMetaData();

            assertThat(columns.getColumnTypeName(1)).isEqualTo("tinyint");
            assertThat(columns.getColumnTypeName(2)).isEqualTo("nvarchar");
            assertThat(columns.getPrecision(3)).isEqualTo(9);
            assertThat(columns.getScale(3)).isEqualTo(2);
            assertThat(columns.getColumnTypeName(4)).isEqualTo("datetime");
        }
    }
}
