package mirrorsh.lab.sql.parse;

import static mirrorsh.lab.sql.parse.Parsing.batch;
import static mirrorsh.lab.sql.parse.Parsing.column;
import static mirrorsh.lab.sql.parse.Parsing.integer;
import static mirrorsh.lab.sql.parse.Parsing.number;
import static mirrorsh.lab.sql.parse.Parsing.statement;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.sql.ast.Statement.Transaction.Action;
import mirrorsh.lab.type.SqlType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementReaderTest {
    private static final Statement PRINT = new Statement.Print(integer(1), 1);

    private static Expression.Literal text(String value) {
        return new Expression.Literal(value, SqlType.varchar(value.length()));
    }

    @Nested
    class Flow {
        @Test
        void ifTakesOneStatementAndElseAnother() {
            Expression yes = new Expression.Comparison(Expression.Comparison.Operator.EQUAL, integer(1), integer(1));

            assertThat(statement("IF 1 = 1 PRINT 1")).isEqualTo(new Statement.If(yes, PRINT, null, 1));
            assertThat(statement("IF 1 = 1 PRINT 1; ELSE PRINT 1")).isEqualTo(new Statement.If(yes, PRINT, PRINT, 1));
            assertThat(batch("IF 1 = 1 PRINT 1; PRINT 1").statements())
                    .containsExactly(new Statement.If(yes, PRINT, null, 1), PRINT);
            assertThat(statement("IF 1 = 1 IF 1 = 1 PRINT 1 ELSE PRINT 1"))
                    .isEqualTo(new Statement.If(yes, new Statement.If(yes, PRINT, PRINT, 1), null, 1));
        }

        @Test
        void blocksHoldStatements() {
            assertThat(statement("BEGIN PRINT 1 PRINT 1; END"))
                    .isEqualTo(new Statement.Block(List.of(PRINT, PRINT), 1));
        }

        @Test
        void whileHasBreakAndContinue() {
            Statement.While read = (Statement.While) statement("WHILE @i < 3 BEGIN BREAK CONTINUE RETURN END");

            assertThat(read.body())
                    .isEqualTo(new Statement.Block(
                            List.of(new Statement.Break(1), new Statement.Continue(1), new Statement.Return(null, 1)),
                            1));
            assertThat(statement("RETURN 5")).isEqualTo(new Statement.Return(integer(5), 1));
        }

        @Test
        void errorsAreCaught() {
            assertThat(statement("BEGIN TRY PRINT 1 END TRY BEGIN CATCH THROW END CATCH"))
                    .isEqualTo(new Statement.TryCatch(
                            List.of(PRINT), List.of(new Statement.Throw(null, null, null, 1)), 1));
            assertThat(statement("BEGIN TRY PRINT 1; END TRY BEGIN CATCH END CATCH;"))
                    .isEqualTo(new Statement.TryCatch(List.of(PRINT), List.of(), 1));
        }

        @Test
        void errorsAreRaised() {
            assertThat(statement("RAISERROR ('x %d', 16, 1, @a) WITH NOWAIT, LOG"))
                    .isEqualTo(new Statement.RaiseError(
                            text("x %d"),
                            integer(16),
                            integer(1),
                            List.of(new Expression.Variable("@a")),
                            true,
                            true,
                            1));
            assertThat(statement("THROW 50001, 'x', 1"))
                    .isEqualTo(new Statement.Throw(integer(50001), text("x"), integer(1), 1));
            assertThat(number("RAISERROR ('x', 16)")).isEqualTo(102);
        }

        @Test
        void waitsHaveALengthOrATime() {
            assertThat(statement("WAITFOR DELAY '00:00:01'"))
                    .isEqualTo(new Statement.WaitFor(true, text("00:00:01"), 1));
            assertThat(statement("WAITFOR TIME '23:00'")).isEqualTo(new Statement.WaitFor(false, text("23:00"), 1));
        }

        @Test
        void useNamesADatabase() {
            assertThat(statement("use [my db]")).isEqualTo(new Statement.Use("my db", 1));
        }
    }

    @Nested
    class Transactions {
        @ParameterizedTest
        @CsvSource({
            "BEGIN TRAN,BEGIN,",
            "BEGIN TRANSACTION t1,BEGIN,t1",
            "COMMIT,COMMIT,",
            "COMMIT TRAN,COMMIT,",
            "COMMIT WORK,COMMIT,",
            "COMMIT TRANSACTION [t1],COMMIT,t1",
            "COMMIT TRAN WITH (DELAYED_DURABILITY = ON),COMMIT,",
            "ROLLBACK,ROLLBACK,",
            "ROLLBACK WORK,ROLLBACK,",
            "ROLLBACK TRAN [sp1],ROLLBACK,sp1",
            "SAVE TRAN [sp1],SAVE,sp1",
            "SAVE TRANSACTION a,SAVE,a"
        })
        void haveNames(String text, Action action, String name) {
            assertThat(statement(text)).isEqualTo(new Statement.Transaction(action, name, 1));
        }

        @Test
        void leaveMarks() {
            assertThat(statement("BEGIN TRAN deal WITH MARK"))
                    .isEqualTo(new Statement.Transaction(
                            Statement.Transaction.Action.BEGIN, "deal", new Statement.Transaction.Mark(null), 1));
            assertThat(statement("begin transaction [d 1] with mark N'the deal'"))
                    .isEqualTo(new Statement.Transaction(
                            Statement.Transaction.Action.BEGIN, "d 1", new Statement.Transaction.Mark("the deal"), 1));
            assertThat(number("BEGIN TRAN deal WITH REMARK")).isEqualTo(102);
            assertThat(number("BEGIN TRAN WITH MARK")).isIn(102, 156);
        }
    }

    @Nested
    class Variables {
        @Test
        void areDeclaredWithTypesAndValues() {
            assertThat(statement("DECLARE @a int, @b AS nvarchar(10) = N'x'"))
                    .isEqualTo(new Statement.Declare(
                            List.of(
                                    new Statement.Declare.Variable("@a", SqlType.INT, List.of(), null),
                                    new Statement.Declare.Variable(
                                            "@b",
                                            SqlType.nvarchar(10),
                                            List.of(),
                                            new Expression.Literal("x", SqlType.nvarchar(1)))),
                            1));
        }

        @Test
        void mayBeTables() {
            Statement.Declare read = (Statement.Declare) statement("DECLARE @t TABLE (a int NOT NULL, b sysname NULL)");

            assertThat(read.variables())
                    .containsExactly(new Statement.Declare.Variable(
                            "@t",
                            null,
                            List.of(
                                    new ColumnDefinition("a", SqlType.INT, false, false, false, null),
                                    new ColumnDefinition("b", SqlType.SYSNAME, true, false, false, null)),
                            null));
        }

        @Test
        void areSet() {
            assertThat(statement("SET @x = 1")).isEqualTo(new Statement.SetVariable("@x", integer(1), 1));
            assertThat(statement("SET @x -= 1"))
                    .isEqualTo(new Statement.SetVariable(
                            "@x", new Expression.Arithmetic('-', new Expression.Variable("@x"), integer(1)), 1));
        }
    }

    @Nested
    class Options {
        @ParameterizedTest
        @CsvSource({
            "SET NOCOUNT ON,NOCOUNT,ON",
            "set quoted_identifier off,QUOTED_IDENTIFIER,OFF",
            "SET IMPLICIT_TRANSACTIONS OFF,IMPLICIT_TRANSACTIONS,OFF",
            "set transaction isolation level  serializable,TRANSACTION ISOLATION LEVEL,SERIALIZABLE",
            "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED,TRANSACTION ISOLATION LEVEL,READ UNCOMMITTED",
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ,TRANSACTION ISOLATION LEVEL,REPEATABLE READ",
            "SET TRANSACTION ISOLATION LEVEL SNAPSHOT,TRANSACTION ISOLATION LEVEL,SNAPSHOT",
            "set lock_timeout -1,LOCK_TIMEOUT,-1",
            "SET ROWCOUNT 5,ROWCOUNT,5",
            "SET ROWCOUNT @n,ROWCOUNT,@N",
            "SET TEXTSIZE 2147483647,TEXTSIZE,2147483647",
            "SET LANGUAGE us_english,LANGUAGE,US_ENGLISH",
            "SET LANGUAGE N'Deutsch',LANGUAGE,DEUTSCH",
            "SET DATEFORMAT mdy,DATEFORMAT,MDY",
            "SET DATEFIRST 7,DATEFIRST,7",
            "SET XACT_ABORT ON,XACT_ABORT,ON",
            "SET FMTONLY ON,FMTONLY,ON",
            "SET ARITHABORT ON,ARITHABORT,ON",
            "SET DEADLOCK_PRIORITY LOW,DEADLOCK_PRIORITY,LOW",
            "SET STATISTICS IO ON,STATISTICS IO,ON",
            "SET CONTEXT_INFO 0x01,CONTEXT_INFO,0X01",
        })
        void areUpperCased(String text, String option, String value) {
            assertThat(statement(text)).isEqualTo(new Statement.SetOption(List.of(option), value, 1));
        }

        @Test
        void severalMayBeSetAtOnce() {
            assertThat(statement("SET ANSI_NULLS, ANSI_PADDING ON"))
                    .isEqualTo(new Statement.SetOption(List.of("ANSI_NULLS", "ANSI_PADDING"), "ON", 1));
            assertThat(statement("SET STATISTICS IO, TIME OFF"))
                    .isEqualTo(new Statement.SetOption(List.of("STATISTICS IO", "STATISTICS TIME"), "OFF", 1));
        }
    }

    @Nested
    class Procedures {
        @Test
        void takeArgumentsByPositionAndByName() {
            assertThat(statement("EXEC @r = msdb..sp_x 'a', -1, @v OUTPUT, DEFAULT, word, NULL, @@SPID"))
                    .isEqualTo(new Statement.Execute(
                            "@r",
                            ObjectName.of("msdb", "", "sp_x"),
                            List.of(
                                    new Statement.Argument(null, text("a"), false),
                                    new Statement.Argument(null, integer(-1), false),
                                    new Statement.Argument(null, new Expression.Variable("@v"), true),
                                    new Statement.Argument(null, null, false),
                                    new Statement.Argument(
                                            null, new Expression.Literal("word", SqlType.nvarchar(4)), false),
                                    new Statement.Argument(null, new Expression.Literal(null, SqlType.INT), false),
                                    new Statement.Argument(null, new Expression.GlobalVariable("@@SPID"), false)),
                            1));
            assertThat(statement("EXECUTE p @a = 1, @b = @c OUT WITH RECOMPILE"))
                    .isEqualTo(new Statement.Execute(
                            null,
                            ObjectName.of("p"),
                            List.of(
                                    new Statement.Argument("@a", integer(1), false),
                                    new Statement.Argument("@b", new Expression.Variable("@c"), true)),
                            1));
        }

        @Test
        void mayBeCalledWithoutExecFirstInABatch() {
            assertThat(batch("sp_configure 'user connections' PRINT 1").statements())
                    .containsExactly(
                            new Statement.Execute(
                                    null,
                                    ObjectName.of("sp_configure"),
                                    List.of(new Statement.Argument(null, text("user connections"), false)),
                                    1),
                            PRINT);
            assertThat(statement("GO")).isInstanceOf(Statement.Execute.class);
        }

        @Test
        void textIsExecuted() {
            assertThat(statement("EXEC ('PRINT ' + @x)"))
                    .isEqualTo(new Statement.ExecuteText(
                            new Expression.Arithmetic('+', text("PRINT "), new Expression.Variable("@x")), 1));
        }
    }

    @Nested
    class Rows {
        private final ObjectName table = ObjectName.of("t");

        @Test
        void areInserted() {
            Statement.Insert read = (Statement.Insert) statement("INSERT INTO t (a, b) VALUES (1, DEFAULT), (2, NULL)");

            assertThat(read.table()).isEqualTo(table);
            assertThat(read.columns()).containsExactly("a", "b");
            assertThat(((Query.Values) read.query().body()).rows().get(0))
                    .containsExactly(integer(1), new Expression.Keyword("DEFAULT"));
            assertThat(statement("INSERT t DEFAULT VALUES"))
                    .isEqualTo(new Statement.Insert(table, List.of(), null, null, null, 1));
        }

        @Test
        void areInsertedFromQueriesAndProcedures() {
            Statement.Insert query =
                    (Statement.Insert) statement("WITH c AS (SELECT 1 AS a) INSERT #t SELECT a FROM c");
            Statement.Insert call = (Statement.Insert) statement("INSERT INTO @t EXEC sp_x 1");
            Statement.Insert text = (Statement.Insert) statement("INSERT INTO t (a) EXEC ('SELECT 1')");

            assertThat(query.query().with()).hasSize(1);
            assertThat(call.table()).isEqualTo(ObjectName.of("@t"));
            assertThat(call.execute().procedure()).isEqualTo(ObjectName.of("sp_x"));
            assertThat(text.execute().procedure()).isEqualTo(ObjectName.of("sp_executesql"));
            assertThat(((Statement.Insert) statement("INSERT INTO t (a) (SELECT 1)")).query())
                    .isNotNull();
        }

        @Test
        void areUpdated() {
            Statement.Update read = (Statement.Update)
                    statement("UPDATE TOP (5) t SET a = 1, t.b += 2, c = DEFAULT FROM t JOIN u ON x = y WHERE z = 1");

            assertThat(read.assignments())
                    .containsExactly(
                            new Statement.Update.Set("a", integer(1)),
                            new Statement.Update.Set(
                                    "b", new Expression.Arithmetic('+', column(1, "t", "b"), integer(2))),
                            new Statement.Update.Set("c", new Expression.Keyword("DEFAULT")));
            assertThat(read.from()).isInstanceOf(Query.Join.class);
            assertThat(read.where()).isNotNull();
            assertThat(read.top()).isNotNull();
        }

        @Test
        void areDeleted() {
            assertThat(statement("DELETE FROM t")).isEqualTo(new Statement.Delete(table, null, null, null, null, 1));
            assertThat(statement("DELETE x FROM t AS x"))
                    .isEqualTo(new Statement.Delete(
                            ObjectName.of("x"), null, new Query.Named(table, "x", 1), null, null, 1));
            assertThat(statement("DELETE TOP (1) t WHERE a = 1")).isInstanceOf(Statement.Delete.class);
        }

        @Test
        void areTruncated() {
            assertThat(statement("TRUNCATE TABLE t")).isEqualTo(new Statement.Truncate(table, 1));
        }
    }

    @Nested
    class Tables {
        @Test
        void haveColumnsWithOptionsInAnyOrder() {
            assertThat(statement("CREATE TABLE #t (id int IDENTITY(1,1) PRIMARY KEY CLUSTERED,"
                            + " n nvarchar(10) DEFAULT (N'x') NOT NULL, c varchar(5) COLLATE database_default)"))
                    .isEqualTo(new Statement.CreateTable(
                            ObjectName.of("#t"),
                            List.of(
                                    new ColumnDefinition("id", SqlType.INT, false, true, true, null),
                                    new ColumnDefinition(
                                            "n",
                                            SqlType.nvarchar(10),
                                            false,
                                            false,
                                            false,
                                            new Expression.Literal("x", SqlType.nvarchar(1))),
                                    new ColumnDefinition("c", SqlType.varchar(5), true, false, false, null)),
                            1));
        }

        @Test
        void mayHaveAKeyOfSeveralColumns() {
            Statement.CreateTable read = (Statement.CreateTable) statement(
                    "CREATE TABLE d.dbo.t (a int, b int, CONSTRAINT pk PRIMARY KEY (B, a DESC)) ON [PRIMARY]");

            assertThat(read.columns()).allSatisfy(column -> {
                assertThat(column.primaryKey()).isTrue();
                assertThat(column.nullable()).isFalse();
            });
            assertThat(number("CREATE TABLE t (a int, PRIMARY KEY (x))")).isEqualTo(1911);
            assertThat(number("CREATE TABLE t (a int NULL NOT NULL)")).isEqualTo(156);
        }

        @Test
        void areDropped() {
            assertThat(statement("DROP TABLE IF EXISTS a, tempdb..#b"))
                    .isEqualTo(new Statement.DropTable(
                            List.of(ObjectName.of("a"), ObjectName.of("tempdb", "", "#b")), true, 1));
        }
    }
}
