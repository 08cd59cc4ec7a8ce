package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import mirrorsh.lab.type.Cancellation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final LabSession lab = new LabSession();

    @Test
    void answersStatementByStatement() {
        assertThat(
                        lab.events(
                                "SELECT 1 AS a; PRINT 'hi'; DECLARE @t TABLE (x int); INSERT @t VALUES (1), (2); SELECT x FROM @t"))
                .containsExactly(
                        "columns a int",
                        "row 1",
                        "done SELECT 1",
                        "info 0 hi",
                        "done OTHER",
                        "done OTHER",
                        "done INSERT 2",
                        "columns x int",
                        "row 1",
                        "row 2",
                        "done SELECT 2");
    }

    @Test
    void saysNothingAboutNothing() {
        assertThat(lab.events("")).isEmpty();
        assertThat(lab.events("-- nothing")).isEmpty();
    }

    @Test
    void isRefusedWholeWhenItCannotBeParsed() {
        assertThat(lab.events("PRINT 'before'\nSELEC 1 FROM")).containsExactly("error 102 line 2", "done OTHER failed");
    }

    @Test
    void changesTheDatabase() {
        assertThat(lab.events("USE appdb; SELECT DB_NAME()"))
                .containsExactly(
                        "env DATABASE AppDb",
                        "info 5701 The database context is now 'AppDb'.",
                        "done OTHER",
                        "columns  nvarchar(128)",
                        "row AppDb",
                        "done SELECT 1");
        assertThat(lab.errorOf("USE nosuch")).isEqualTo(911);
    }

    @Nested
    class Variables {
        @Test
        void areConvertedToTheirType() {
            assertThat(lab.rows("DECLARE @a varchar(3) = 'abcdef', @b tinyint; SET @b = '7'; SELECT @a, @b, @a + NULL"))
                    .containsExactly("abc|7|null");
        }

        @Test
        void liveForTheBatchOnly() {
            lab.run("DECLARE @a int = 1");

            assertThat(lab.errorOf("SELECT @a")).isEqualTo(137);
        }

        @Test
        void areDeclaredOnceAndBeforeTheirUse() {
            assertThat(lab.events("PRINT 'x'; DECLARE @a int; DECLARE @A int"))
                    .containsExactly("error 134 line 1", "done OTHER failed");
            assertThat(lab.errorOf("SELECT @a\nDECLARE @a int")).isEqualTo(137);
            assertThat(lab.rows("IF 1 = 0 DECLARE @a int = 5; SELECT @a")).containsExactly("null");
            assertThat(
                            lab.rows(
                                    "DECLARE @i int = 0; WHILE @i < 3 BEGIN DECLARE @n int = 5; SET @i += 1; SET @n += 1 END; SELECT @n"))
                    .containsExactly("6");
        }
    }

    @Nested
    class Flow {
        @Test
        void branchesAndLoops() {
            assertThat(lab.events("""
                            DECLARE @i int = 0
                            WHILE 1 = 1
                            BEGIN
                              SET @i = @i + 1
                              IF @i = 2 CONTINUE
                              IF @i > 3 BREAK
                              PRINT @i
                            END
                            IF NULL = 1 PRINT 'yes' ELSE PRINT 'no'
                            RETURN
                            PRINT 'never'
                            """))
                    .filteredOn(event -> event.startsWith("info"))
                    .containsExactly("info 0 1", "info 0 3", "info 0 no");
        }

        @Test
        void returnsNoValueFromABatch() {
            assertThat(lab.errorOf("RETURN 1")).isEqualTo(178);
        }

        @Test
        void waits() {
            assertThat(lab.events("WAITFOR DELAY '00:00:00.010'")).containsExactly("done OTHER");
            assertThat(lab.errorOf("WAITFOR DELAY 'soon'")).isEqualTo(148);
        }

        @Test
        void isCancelledWhileItWaits() {
            Cancellation cancelled = new Cancellation() {
                @Override
                public boolean isRequested() {
                    return false;
                }

                @Override
                public boolean await(long millis) {
                    assertThat(millis).isEqualTo(3_723_000);
                    return true;
                }
            };
            RecordingSink sink = new RecordingSink();

            assertThatThrownBy(() ->
                            lab.interpreter.run("PRINT 'a'; WAITFOR DELAY '01:02:03'; PRINT 'b'", sink, cancelled))
                    .isInstanceOf(Cancellation.CancelledException.class);
            assertThat(sink.events()).containsExactly("info 0 a", "done OTHER");
            assertThat(lab.rows("SELECT 1")).containsExactly("1");
        }

        @Test
        void isCancelledBetweenRows() {
            int[] asked = {0};
            Cancellation cancellation = new Cancellation() {
                @Override
                public boolean isRequested() {
                    return ++asked[0] > 1000;
                }

                @Override
                public boolean await(long millis) {
                    return false;
                }
            };

            assertThatThrownBy(() -> lab.interpreter.run(
                            "WITH n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n WHERE x < 100)"
                                    + " SELECT COUNT(*) FROM n a, n b, n c, n d",
                            new RecordingSink(),
                            cancellation))
                    .isInstanceOf(Cancellation.CancelledException.class);
        }
    }

    @Nested
    class State {
        @Test
        void errorAndRowCountAreOfTheLastStatement() {
            assertThat(lab.run("SELECT 1 / 0; SELECT @@ERROR; SELECT @@ERROR").rows())
                    .containsExactly("8134", "0");
            assertThat(lab.rows("SELECT 1 UNION SELECT 2; SELECT @@ROWCOUNT; PRINT 'x'; SELECT @@ROWCOUNT"))
                    .containsExactly("1", "2", "2", "0");
            assertThat(lab.rows("DECLARE @a int; SET @a = 1; SELECT @@ROWCOUNT"))
                    .containsExactly("1");
        }

        @Test
        void survivesAnIfOnlyAsZero() {
            assertThat(lab.rows("SELECT 1 WHERE 1 = 0; IF @@ROWCOUNT = 0 SELECT @@ROWCOUNT"))
                    .containsExactly("0");
        }
    }

    @Nested
    class SetOptions {
        @Test
        void noCountHidesCounts() {
            assertThat(lab.events("SET NOCOUNT ON; SELECT 1 AS a; SELECT @@ROWCOUNT AS n"))
                    .containsExactly(
                            "done OTHER",
                            "columns a int",
                            "row 1",
                            "done SELECT",
                            "columns n int",
                            "row 1",
                            "done SELECT");
        }

        @Test
        void rowCountLimitsRows() {
            assertThat(lab.rows("SET ROWCOUNT 2; SELECT name FROM sys.databases ORDER BY name; SET ROWCOUNT 0;"
                            + " SELECT COUNT(*) FROM sys.databases"))
                    .containsExactly("AppDb", "Archive", "4");
        }

        @Test
        void textSizeCutsLongValues() {
            assertThat(
                            lab.rows(
                                    "SET TEXTSIZE 4; SELECT CAST('abcdef' AS varchar(max)), CAST(N'abcdef' AS nvarchar(max)), 'abcdef'"))
                    .containsExactly("abcd|ab|abcdef");
        }

        @Test
        void formatOnlyAnswersColumnsOnly() {
            assertThat(
                            lab.events(
                                    "set fmtonly on SELECT name FROM sys.databases; DELETE sys.databases; IF 1=0 SELECT 1 AS a\nset fmtonly off"))
                    .containsExactly(
                            "done OTHER",
                            "columns name nvarchar(128)",
                            "done SELECT 0",
                            "done DELETE",
                            "columns a int",
                            "done SELECT 0",
                            "done OTHER");
        }

        @Test
        void quotedIdentifiersCanBeTurnedOff() {
            lab.rows("SET QUOTED_IDENTIFIER OFF");

            assertThat(lab.rows("SELECT \"a\"")).containsExactly("a");
        }

        @Test
        void thatWouldChangeAnswersAreRefused() {
            assertThat(lab.errorOf("SET ANSI_NULLS OFF")).isEqualTo(49999);
            assertThat(lab.errorOf("SET DATEFORMAT dmy")).isEqualTo(49999);
            assertThat(lab.errorOf("SET LANGUAGE German")).isEqualTo(49999);
            assertThat(lab.errorOf("SET NONSENSE ON")).isEqualTo(195);
        }
    }

    @Nested
    class Administration {
        @Test
        void isHandedOnWithItsVariablesBound() {
            assertThat(
                            lab.events(
                                    "DECLARE @f nvarchar(50) = N'c:\\a.bak', @d sysname = N'AppDb';"
                                            + " BACKUP DATABASE @d TO DISK = @f WITH FORMAT; CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'x'"))
                    .containsExactly("done OTHER", "done OTHER", "done CREATE_MASTER_KEY");
            assertThat(lab.engine.calls)
                    .containsExactly("administer Backup", "commit", "administer CreateMasterKey", "commit");
            assertThat(lab.engine.administered.get(0).toString())
                    .contains("c:\\a.bak")
                    .contains("AppDb");
        }

        @Test
        void knowsWhetherATransactionIsOpen() {
            lab.run("BEGIN TRAN; DROP CERTIFICATE c; ROLLBACK");

            assertThat(lab.engine.calls).containsExactly("administer DropCertificate in transaction", "rollback");
        }

        @Test
        void failsWithAllItsMessages() {
            lab.engine.refusal = mirrorsh.lab.type.SqlFailure.of(2812, "a").followedBy(2714, "b");

            assertThat(lab.run("\nDROP CERTIFICATE c; SELECT @@ERROR AS e").events())
                    .containsExactly(
                            "error 2812 line 2",
                            "error 2714 line 2",
                            "done DROP_CERTIFICATE failed",
                            "columns e int",
                            "row 2714",
                            "done SELECT 1");
        }
    }
}
