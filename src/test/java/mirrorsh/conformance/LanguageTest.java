package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lexical rules, batches and the statements that steer them (tsql.md §1). */
@Conformance
class LanguageTest extends ConformanceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT 'it''s'                                     | it's",
                "SELECT N'a' + N'b'                                 | ab",
                "SELECT [a]]b] FROM (SELECT 1 AS [a]]b]) AS t       | 1",
                "SELECT \"q\" FROM (SELECT 2 AS \"q\") AS t         | 2",
                "SELECT 0x                                          | ``",
                "SELECT 0x0aFF                                      | 0AFF",
                "SELECT 1 /* one /* two */ three */ + 1             | 2",
                "SELECT 1 -- the end                                | 1",
                "sElEcT 3                                           | 3",
                "SELECT 1;;;                                        | 1",
                "SELECT 1.50                                        | 1.50",
                "SELECT 1e2                                         | 100.0",
                "SELECT -5 % 3                                      | -2",
                "SELECT 7 / 2                                       | 3",
                "SELECT 7 / 2.0                                     | 3.500000",
                "SELECT 6 & 3                                       | 2",
            })
    void readsTokens(String batch, String value) throws Exception {
        assertThat(sql.value(batch)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT 'open                                  | 105",
                "SELECT FROM                                   | 156",
                "SELECT 1 = 1                                  | 102",
                "SELECT * FROM                                 | 102",
                "SELECT 1 FROM WHERE                           | 156",
                "SELECT @x                                     | 137",
                "SELECT x                                      | 207",
                "SELECT 1 FROM nowhere                         | 208",
                "EXEC ct_nothing                               | 2812",
                "GO                                            | 2812",
                "USE ct_nowhere                                | 911",
                "SELECT 1 FROM ct_nowhere.sys.databases        | 911",
                "SELECT ct_f(1)                                | 195",
                "DECLARE @a int, @a int                        | 134",
                "SELECT 1 / 0                                  | 8134",
                "SELECT CAST('x' AS int)                       | 245",
                "SELECT CAST(300 AS tinyint)                   | 220",
                "SELECT CAST(1e10 AS int)                      | 232",
                "EXEC sp_executesql N'SELECT @i', N'@i int', 'x' | 8114",
                "SELECT POWER(2, 31)                           | 232",
                "SELECT CAST(3000000000 AS int)                | 8115",
                "SELECT CAST('20300231' AS datetime)           | 242",
                "SELECT CAST('never' AS datetime)              | 241",
                "DECLARE @t TABLE (a int); SELECT b FROM @t    | 207",
                "SELECT (SELECT 1 UNION ALL SELECT 2)          | 512",
                "SELECT a FROM (SELECT 1 AS a, 2 AS a) AS t    | 8156",
                "SELECT name, COUNT(*) FROM sys.databases      | 8120",
                "SELECT 1 UNION SELECT 1, 2                    | 205",
                "SELECT SUM(name) FROM sys.databases           | 8117",
                "RAISERROR('own', 16, 1)                       | 50000",
                "THROW 50001, 'own', 1                         | 50001",
                "THROW                                         | 10704",
                "BREAK                                         | 135",
                "SELECT TOP (-1) 1                             | 127",
                "COMMIT                                        | 3902",
                "ROLLBACK                                      | 3903",
                "CREATE TABLE #a (i int, i int)                | 2705",
                "DROP TABLE ct_nothing                         | 3701",
            })
    void refuses(String batch, int number) {
        assertThat(sql.errors(batch).get(0)).isEqualTo(number);
    }

    @Test
    void anIdentifierHasAtMost128Characters() {
        assertThat(sql.errors("SELECT 1 AS [" + "a".repeat(129) + "]")).containsExactly(103);
    }

    @Test
    void unconfirmedAnEmptyIdentifierIs1038() {
        assertThat(sql.errors("SELECT 1 AS []").get(0)).isEqualTo(1038);
    }

    @Test
    void unconfirmedAnOddBinaryLiteralIsPaddedInFront() throws Exception {
        assertThat(sql.value("SELECT 0xABC")).isEqualTo("0ABC");
    }

    @Test
    void ddlTakesNoVariables() {
        assertThat(sql.errors("DECLARE @p nvarchar(50) = N'x'; CREATE LOGIN ct_l WITH PASSWORD = @p")
                        .get(0))
                .isIn(102, 156);
    }

    @Test
    void aMistakeInTheTextStopsTheWholeBatchBeforeItBegins() throws Exception {
        sql.run("CREATE TABLE #t (i int)");

        assertThat(sql.errors("INSERT INTO #t VALUES (1); SELECT FROM")).hasSize(1);

        assertThat(sql.value("SELECT COUNT(*) FROM #t")).isEqualTo("0");
    }

    @Test
    void namesAreResolvedWhenTheyAreReached() throws Exception {
        sql.run("CREATE TABLE #t (i int)");

        assertThat(sql.errors("INSERT INTO #t VALUES (1); SELECT * FROM ct_nowhere"))
                .containsExactly(208);

        assertThat(sql.value("SELECT COUNT(*) FROM #t")).isEqualTo("1");
    }

    @Test
    void variablesEndWithTheirBatch() throws Exception {
        sql.run("DECLARE @v int = 1");

        assertThat(sql.errors("SELECT @v")).containsExactly(137);
    }

    @Test
    void useHoldsForTheBatchesBehindIt() throws Exception {
        Client.Reply reply = sql.run("USE msdb");

        assertThat(sql.value("SELECT DB_NAME()")).isEqualTo("msdb");
        assertThat(reply.messages()).containsExactly(5701);
    }

    @Test
    void useInsideDynamicTextIsTakenBack() throws Exception {
        sql.run("USE master; EXEC (N'USE msdb')");

        assertThat(sql.value("SELECT DB_NAME()")).isEqualTo("master");
    }

    @Nested
    class OfControl {
        @Test
        void whileRunsWithBreakAndContinue() throws Exception {
            assertThat(sql.value("""
                    DECLARE @i int = 0, @s int = 0;
                    WHILE 1 = 1
                    BEGIN
                        SET @i += 1;
                        IF @i = 3 CONTINUE;
                        IF @i > 5 BREAK;
                        SET @s = @s + @i;
                    END
                    SELECT @s""")).isEqualTo("12");
        }

        @Test
        void ifTakesUnknownForNo() throws Exception {
            assertThat(sql.value("IF NULL = 1 SELECT 'yes' ELSE SELECT 'no'")).isEqualTo("no");
        }

        @Test
        void catchSeesTheError() throws Exception {
            assertThat(sql.rows("""
                    BEGIN TRY
                        SELECT 1 / 0;
                    END TRY
                    BEGIN CATCH
                        SELECT ERROR_NUMBER(), ERROR_SEVERITY(), ERROR_LINE(), ERROR_PROCEDURE();
                    END CATCH""")).isEmpty();
            assertThat(sql.run("BEGIN TRY SELECT 1 / 0; END TRY BEGIN CATCH SELECT ERROR_NUMBER(), ERROR_SEVERITY(),"
                                    + " ERROR_PROCEDURE(); END CATCH")
                            .results()
                            .get(1))
                    .containsExactly(List.of("8134", "16", "NULL"));
        }

        @Test
        void throwPassesTheErrorOn() {
            assertThat(sql.errors("BEGIN TRY RAISERROR('x', 16, 3) END TRY BEGIN CATCH THROW END CATCH"))
                    .containsExactly(50000);
        }

        @Test
        void tryDoesNotCatchItsOwnTextsMistakesButThoseOfDynamicText() throws Exception {
            assertThat(sql.value("BEGIN TRY EXEC ('SELECT FROM') END TRY BEGIN CATCH SELECT ERROR_NUMBER() END CATCH"))
                    .isEqualTo("156");
        }

        @Test
        void printAndLowRaiserrorAreMessages() throws Exception {
            Client.Reply reply = sql.run("PRINT 'one'; RAISERROR('two %d %s', 10, 1, 7, 'x')");

            assertThat(reply.texts()).containsExactly("one", "two 7 x");
        }

        @Test
        void returnEndsTheBatch() throws Exception {
            assertThat(sql.run("SELECT 1; RETURN; SELECT 2").results()).hasSize(1);
        }

        @Test
        void statementsBehindAnErrorStillRun() throws Exception {
            sql.run("CREATE TABLE #seen (i int)");

            assertThat(sql.errors("SELECT 1 / 0; INSERT INTO #seen VALUES (1)")).containsExactly(8134);

            assertThat(sql.value("SELECT COUNT(*) FROM #seen")).isEqualTo("1");
        }

        @Test
        void xactAbortEndsTheBatch() throws Exception {
            sql.run("CREATE TABLE #seen (i int); SET XACT_ABORT ON");

            assertThat(sql.errors("SELECT 1 / 0; INSERT INTO #seen VALUES (1)")).containsExactly(8134);

            assertThat(sql.value("SELECT COUNT(*) FROM #seen")).isEqualTo("0");
        }
    }

    @Nested
    class OfTransactions {
        @Test
        void rollbackTakesRowsBack() throws Exception {
            assertThat(sql.value("CREATE TABLE #t (i int); BEGIN TRANSACTION; INSERT INTO #t VALUES (1); ROLLBACK;"
                            + " SELECT COUNT(*) FROM #t"))
                    .isEqualTo("0");
        }

        @Test
        void trancountNests() throws Exception {
            assertThat(sql.value("BEGIN TRAN; BEGIN TRAN; COMMIT; SELECT @@TRANCOUNT; ROLLBACK"))
                    .isEqualTo("1");
        }

        @Test
        void savepointsKeepWhatWasBefore() throws Exception {
            assertThat(sql.value("CREATE TABLE #t (i int); BEGIN TRAN; INSERT INTO #t VALUES (1); SAVE TRAN s;"
                            + " INSERT INTO #t VALUES (2); ROLLBACK TRAN s; COMMIT; SELECT COUNT(*) FROM #t"))
                    .isEqualTo("1");
        }

        @Test
        void unconfirmedEndpointsAreRefusedInsideWith574Or226() {
            assertThat(sql.errors(
                                    "BEGIN TRAN; CREATE ENDPOINT ct_e AS TCP (LISTENER_PORT = 7998) FOR DATABASE_MIRRORING"
                                            + " (ROLE = ALL)")
                            .get(0))
                    .isIn(574, 226);
            sql.errors("ROLLBACK");
        }

        @Test
        void unconfirmedAlterDatabaseIsRefusedInsideWith226() throws Exception {
            database();

            assertThat(sql.errors("BEGIN TRAN; ALTER DATABASE ct_db SET RECOVERY SIMPLE")
                            .get(0))
                    .isEqualTo(226);
            sql.errors("ROLLBACK");
        }

        @Test
        void backupIsRefusedInsideWith3021() throws Exception {
            database();
            String file = file(".bak");

            assertThat(sql.errors("BEGIN TRAN; BACKUP DATABASE ct_db TO DISK = '" + file + "'"))
                    .containsExactly(3021, 3013);
            sql.errors("ROLLBACK");
        }

        @Test
        void inferredPrincipalsAndCertificatesRollBackWithIt() throws Exception {
            assumeFalse(server.isLab(), "the lab refuses them inside a transaction, and says so");
            masterKey();

            sql.run("BEGIN TRAN; CREATE CERTIFICATE ct_gone WITH SUBJECT = 'gone';"
                    + " CREATE LOGIN ct_gone WITH PASSWORD = '" + PASSWORD + "'; ROLLBACK");

            assertThat(sql.rows("SELECT 1 FROM sys.certificates WHERE name = 'ct_gone'"))
                    .isEmpty();
            assertThat(sql.rows("SELECT 1 FROM sys.server_principals WHERE name = 'ct_gone'"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GOTO behind; SELECT 0; behind: SELECT 1                                               | 1",
                "DECLARE @v int; DECLARE c CURSOR FOR SELECT 5; OPEN c; FETCH NEXT FROM c INTO @v; CLOSE c; DEALLOCATE c; SELECT @v | 5",
                "CREATE TABLE #o (i int); INSERT INTO #o VALUES (7); DELETE FROM #o OUTPUT deleted.i   | 7",
                "SELECT COUNT(LAG1) FROM (SELECT LAG(i) OVER (ORDER BY i) AS LAG1 FROM (VALUES (1), (2)) AS t (i)) AS x | 1",
            })
    void knowsMoreThanTheProcedureNeeds(String batch, String value) throws Exception {
        assertThat(sql.value(batch)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT CHECKSUM(1)",
                "CREATE VIEW ct_v AS SELECT 1 AS i",
                "CREATE PROCEDURE ct_p AS SELECT 1",
                "MERGE #a AS a USING #b AS b ON a.i = b.i WHEN MATCHED THEN DELETE;",
                "SELECT 1 AS a FOR XML PATH",
                "SHUTDOWN",
                "DBCC CHECKDB",
                "CREATE INDEX ct_i ON sys.databases (name)",
                "EXEC sp_help",
                "EXEC master..xp_cmdshell 'dir'",
                "SELECT * FROM sys.triggers",
                "SELECT * FROM master..sysdatabases",
                "SELECT * FROM msdb.dbo.sysjobhistory",
                "SELECT * FROM sys.dm_io_virtual_file_stats(NULL, NULL)",
                "SELECT OBJECT_NAME(1)",
            })
    void theLabSaysWhatItDoesNotImitate(String batch) {
        assumeTrue(server.isLab(), "a real server does it");

        assertThatThrownBy(() -> sql.run(batch)).hasMessageMatching("(?s).*(lab does not|not imitate).*");
    }

    @Nested
    class OfDynamicText {
        @Test
        void spExecutesqlTakesParametersAndGivesThemBack() throws Exception {
            assertThat(sql.value("DECLARE @o int; EXEC sp_executesql N'SET @r = @a * 2', N'@a int, @r int OUTPUT', 21,"
                            + " @o OUTPUT; SELECT @o"))
                    .isEqualTo("42");
        }

        @Test
        void execRunsTextPutTogether() throws Exception {
            assertThat(sql.value("DECLARE @n sysname = N'ct'; EXEC (N'SELECT ''' + @n + N'_x''')"))
                    .isEqualTo("ct_x");
        }

        @Test
        void seesTempTablesOfTheCallerAndDropsItsOwn() throws Exception {
            sql.run(
                    "CREATE TABLE #outer (i int); EXEC (N'INSERT INTO #outer VALUES (1); CREATE TABLE #inner (i int)')");

            assertThat(sql.value("SELECT COUNT(*) FROM #outer")).isEqualTo("1");
            assertThat(sql.errors("SELECT * FROM #inner")).containsExactly(208);
        }
    }
}
