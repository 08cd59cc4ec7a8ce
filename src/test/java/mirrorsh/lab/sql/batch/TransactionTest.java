package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTest {
    private final LabSession lab = new LabSession();

    @BeforeEach
    void tables() {
        lab.rows("CREATE TABLE t (x int NOT NULL); CREATE TABLE #t (x int NOT NULL)");
        lab.engine.calls.clear();
    }

    @Test
    void everyStatementCommitsItselfOutsideOfOne() {
        lab.run("INSERT t VALUES (1); INSERT t VALUES (NULL); UPDATE t SET x = 2");

        assertThat(lab.engine.calls).containsExactly("commit", "rollback", "commit");
        assertThat(lab.rows("SELECT x FROM t")).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "#t"})
    void takesEverythingBack(String table) {
        assertThat(lab.events(
                        "BEGIN TRAN; INSERT " + table + " VALUES (1); ROLLBACK; SELECT COUNT(*) AS n FROM " + table))
                .containsExactly(
                        "env BEGIN_TRANSACTION",
                        "done OTHER",
                        "done INSERT 1",
                        "env ROLLBACK_TRANSACTION",
                        "done OTHER",
                        "columns n int",
                        "row 0",
                        "done SELECT 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "#t"})
    void goesBackToASavepoint(String table) {
        assertThat(lab.rows("BEGIN TRAN; INSERT " + table + " VALUES (1); SAVE TRAN s; INSERT " + table
                        + " VALUES (2); ROLLBACK TRAN s; COMMIT; SELECT x FROM " + table))
                .containsExactly("1");
    }

    @Test
    void tableVariablesKeepTheirRows() {
        assertThat(lab.rows("DECLARE @t TABLE (x int); BEGIN TRAN; INSERT @t VALUES (1); ROLLBACK; SELECT x FROM @t"))
                .containsExactly("1");
    }

    @Test
    void takesBackANewTemporaryTable() {
        lab.run("BEGIN TRAN; CREATE TABLE #n (x int); DROP TABLE #t; ROLLBACK");

        assertThat(lab.errorOf("SELECT * FROM #n")).isEqualTo(208);
        assertThat(lab.rows("SELECT * FROM #t")).isEmpty();
    }

    @Test
    void nests() {
        assertThat(lab.events("BEGIN TRAN; BEGIN TRAN; COMMIT; COMMIT"))
                .containsExactly(
                        "env BEGIN_TRANSACTION",
                        "done OTHER",
                        "done OTHER",
                        "done OTHER",
                        "env COMMIT_TRANSACTION",
                        "done OTHER");
        assertThat(lab.rows("BEGIN TRAN; BEGIN TRAN; SELECT @@TRANCOUNT; ROLLBACK; SELECT @@TRANCOUNT, XACT_STATE()"))
                .containsExactly("2", "0|0");
    }

    @Test
    void refusesWhatIsNotOpen() {
        assertThat(lab.errorOf("COMMIT")).isEqualTo(3902);
        assertThat(lab.errorOf("ROLLBACK")).isEqualTo(3903);
        assertThat(lab.errorOf("SAVE TRAN s")).isEqualTo(628);
        assertThat(lab.errorOf("BEGIN TRAN; ROLLBACK TRAN nosuch")).isEqualTo(6401);
    }

    @Nested
    class Implicit {
        @Test
        void beginWithTheFirstStatementThatNeedsOne() {
            assertThat(lab.events("set implicit_transactions on SELECT 1 AS a SELECT x FROM t INSERT t VALUES (1)"
                            + " IF @@TRANCOUNT > 0 COMMIT TRAN"))
                    .containsExactly(
                            "done OTHER",
                            "columns a int",
                            "row 1",
                            "done SELECT 1",
                            "env BEGIN_TRANSACTION",
                            "columns x int",
                            "done SELECT 0",
                            "done INSERT 1",
                            "env COMMIT_TRANSACTION",
                            "done OTHER");
        }

        @Test
        void giveTheDriverItsSavepoint() {
            lab.run("set implicit_transactions on ");

            assertThat(lab.run("IF @@TRANCOUNT = 0 BEGIN BEGIN TRAN IF @@TRANCOUNT = 2 COMMIT TRAN END SAVE TRAN [sp1]")
                            .errors())
                    .isEmpty();
            assertThat(lab.rows("SELECT @@TRANCOUNT")).containsExactly("1");
            assertThat(lab.events("set implicit_transactions off IF @@TRANCOUNT > 0 COMMIT TRAN "))
                    .containsExactly("done OTHER", "env COMMIT_TRANSACTION", "done OTHER");
            assertThat(lab.events("IF @@TRANCOUNT > 0 ROLLBACK TRAN")).isEmpty();
        }
    }

    @Nested
    class AfterErrors {
        @Test
        void staysOpenUnlessTheErrorEndsTheBatch() {
            lab.run("BEGIN TRAN; INSERT t VALUES (1); SELECT 1 / 0");
            assertThat(lab.rows("SELECT @@TRANCOUNT")).containsExactly("1");

            assertThat(lab.events("DECLARE @i int = 'x'"))
                    .containsExactly("error 245 line 1", "env ROLLBACK_TRANSACTION", "done OTHER failed");
            assertThat(lab.rows("SELECT @@TRANCOUNT, (SELECT COUNT(*) FROM t)")).containsExactly("0|0");
        }

        @Test
        void endsWithXactAbort() {
            assertThat(lab.events("SET XACT_ABORT ON; BEGIN TRAN; SELECT 1 / 0 AS x; PRINT 'never'"))
                    .containsExactly(
                            "done OTHER",
                            "env BEGIN_TRANSACTION",
                            "done OTHER",
                            "columns x int",
                            "error 8134 line 1",
                            "env ROLLBACK_TRANSACTION",
                            "done SELECT failed");
        }

        @Test
        void isDoomedWhenTheErrorIsCaught() {
            RecordingSink sink = lab.run("""
                    SET XACT_ABORT ON; BEGIN TRAN
                    BEGIN TRY INSERT t VALUES (NULL) END TRY
                    BEGIN CATCH SELECT XACT_STATE() AS s END CATCH
                    SET XACT_ABORT OFF
                    INSERT t VALUES (1)
                    COMMIT
                    """);

            assertThat(sink.rows()).containsExactly("-1");
            assertThat(sink.errors()).containsExactly(3930, 3930, 3998);
            assertThat(lab.rows("SELECT @@TRANCOUNT")).containsExactly("0");
        }

        @Test
        void isNotDoomedByAnOrdinaryError() {
            assertThat(lab.rows("BEGIN TRAN; BEGIN TRY EXEC('INSERT t VALUES (NULL)') END TRY"
                            + " BEGIN CATCH SELECT XACT_STATE() END CATCH; COMMIT"))
                    .containsExactly("1");
        }
    }

    @Test
    void leftOpenByATextInsideIsReported() {
        assertThat(lab.run("EXEC('BEGIN TRAN')").errors()).containsExactly(266);
        assertThat(lab.rows("SELECT @@TRANCOUNT")).containsExactly("1");
        assertThat(lab.run("EXEC('COMMIT')").errors()).containsExactly(266);
    }

    @Test
    void answersTransactionManagerRequests() {
        RecordingSink sink = new RecordingSink();

        lab.interpreter.begin("", sink);
        lab.run("INSERT t VALUES (1)");
        lab.interpreter.save("s");
        lab.run("INSERT t VALUES (2)");
        lab.interpreter.rollback("s", sink);
        lab.interpreter.commit(sink);

        assertThat(sink.events()).containsExactly("env BEGIN_TRANSACTION", "env COMMIT_TRANSACTION");
        assertThat(lab.rows("SELECT x FROM t")).containsExactly("1");
    }

    @Test
    void endsWithTheSession() {
        lab.run("BEGIN TRAN; INSERT t VALUES (1)");

        lab.interpreter.close();

        assertThat(lab.engine.calls).containsExactly("rollback");
    }

    @Test
    void resetGivesTheSessionBackAsNew() {
        lab.run("BEGIN TRAN; INSERT t VALUES (1); SET NOCOUNT ON; USE AppDb");

        lab.interpreter.reset(false);

        assertThat(lab.events("SELECT @@TRANCOUNT AS n, DB_NAME() AS d"))
                .containsExactly("columns n int, d nvarchar(128)", "row 0|master", "done SELECT 1");
        assertThat(lab.errorOf("SELECT * FROM #t")).isEqualTo(208);
    }

    @Test
    void resetCanKeepTheTransaction() {
        lab.run("BEGIN TRAN");

        lab.interpreter.reset(true);

        assertThat(lab.interpreter.transactionCount()).isEqualTo(1);
    }
}
