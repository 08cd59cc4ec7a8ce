package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.SqlType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallTest {
    private final LabSession lab = new LabSession();

    @Nested
    class Procedures {
        @Test
        void answerSeveralResults() {
            assertThat(lab.events("DECLARE @r int; EXEC @r = master.dbo.sp_two_results 1, @b = 'x'; SELECT @r AS r"))
                    .containsExactly(
                            "done OTHER",
                            "columns a int",
                            "row 1",
                            "row 2",
                            "done SELECT 2",
                            "columns b int",
                            "row 3",
                            "done SELECT 1",
                            "done OTHER",
                            "columns r int",
                            "row 7",
                            "done SELECT 1");
            assertThat(lab.engine.calls).containsExactly("sp_two_results [null=1, @b=x]", "commit");
        }

        @Test
        void thatAreMissingDoNotEndTheBatch() {
            assertThat(lab.events("EXEC sp_nosuch; PRINT 'on'"))
                    .containsExactly("error 2812 line 1", "done OTHER failed", "info 0 on", "done OTHER");
        }

        @Test
        void giveNothingBackThroughArguments() {
            assertThat(lab.errorOf("DECLARE @a int; EXEC sp_two_results @a OUTPUT"))
                    .isEqualTo(49999);
        }

        @Test
        void dropHandlesSilently() {
            assertThat(lab.events("EXEC sp_unprepare 3;EXEC sp_unprepare 4;"))
                    .containsExactly("done OTHER", "done OTHER");
        }

        @Test
        void areCalledByTheWire() {
            RecordingSink sink = new RecordingSink();

            int status = lab.interpreter.call(
                    ObjectName.of("sp_two_results"),
                    List.of(new Procedure.Argument("@x", SqlType.INT, 5)),
                    sink,
                    Cancellation.NONE);
            int missing = lab.interpreter.call(ObjectName.of("nosuch"), List.of(), sink, Cancellation.NONE);

            assertThat(status).isEqualTo(7);
            assertThat(missing).isNotZero();
            assertThat(sink.errors()).containsExactly(2812);
        }
    }

    @Nested
    class Texts {
        @Test
        void haveVariablesOfTheirOwn() {
            assertThat(lab.run("DECLARE @a int = 1; EXEC('DECLARE @a int = 2; PRINT @a'); PRINT @a")
                            .events())
                    .filteredOn(event -> event.startsWith("info"))
                    .containsExactly("info 0 2", "info 0 1");
            assertThat(lab.run("DECLARE @a int = 1; EXEC('SELECT @a')").errors())
                    .containsExactly(137);
        }

        @Test
        void takeBackWhatTheySet() {
            assertThat(lab.events("EXEC('USE AppDb; SET NOCOUNT ON'); SELECT DB_NAME() AS d"))
                    .containsExactly(
                            "env DATABASE AppDb",
                            "info 5701 The database context is now 'AppDb'.",
                            "done OTHER",
                            "done OTHER",
                            "env DATABASE master",
                            "done OTHER",
                            "columns d nvarchar(128)",
                            "row master",
                            "done SELECT 1");
        }

        @Test
        void nestSoDeepOnly() {
            RecordingSink sink =
                    lab.run("DECLARE @s nvarchar(max) = N'EXEC sp_executesql @s, N''@s nvarchar(max)'', @s';"
                            + " EXEC sp_executesql @s, N'@s nvarchar(max)', @s");

            assertThat(sink.errors()).containsExactly(217);
        }
    }

    @Nested
    class ExecuteSql {
        @Test
        void passesAndReturnsParameters() {
            assertThat(lab.rows("DECLARE @o int = 1, @t nvarchar(50) = N'SET @y = @x * 2 + @y; SELECT @x';"
                            + " EXEC sp_executesql @t, N'@x int, @y int OUTPUT', @x = 20, @y = @o OUTPUT; SELECT @o"))
                    .containsExactly("20", "41");
            assertThat(lab.rows("DECLARE @unused int\n\nDECLARE @o int\n"
                            + "EXEC sp_executesql N'SET @y = 1', N'@y int OUTPUT', @o OUTPUT SELECT @o"))
                    .containsExactly("1");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                quoteCharacter = '"',
                value = {
                    "EXEC sp_executesql 'SELECT 1' ~ 214",
                    "EXEC sp_executesql N'SELECT 1', N'@a int' ~ 8178",
                    "EXEC sp_executesql N'SELECT 1', N'@a int', 1, 2 ~ 8144",
                    "EXEC sp_executesql N'SELECT 1', N'@a int', @b = 2 ~ 8145",
                    "DECLARE @v int; EXEC sp_executesql N'SELECT 1', N'@a int', @v OUTPUT ~ 8162",
                    "EXEC sp_executesql N'SELECT 1', N'@a int', 'x' ~ 8114",
                    "EXEC sp_executesql N'SELECT FROM' ~ 156"
                })
        void refuses(String statement, int error) {
            assertThat(lab.errorOf(statement)).isEqualTo(error);
        }

        @Test
        void isWhatTheWireRunsWithParameters() {
            RecordingSink sink = new RecordingSink();

            List<Output> outputs = lab.interpreter.runWithParameters(
                    "USE AppDb; SET @P1 = @P0 + 1; SELECT @P0",
                    "@P0 int,@P1 bigint OUTPUT",
                    List.of(Parameter.of(SqlType.INT, 5), new Parameter(null, SqlType.BIGINT, null, true, false)),
                    sink,
                    Cancellation.NONE);

            assertThat(outputs).containsExactly(new Output(1, "@P1", SqlType.BIGINT, 6L));
            assertThat(sink.events())
                    .containsExactly(
                            "env DATABASE AppDb",
                            "info 5701 The database context is now 'AppDb'.",
                            "done OTHER",
                            "done OTHER",
                            "columns  int",
                            "row 5",
                            "done SELECT 1",
                            "env DATABASE master");
        }

        @Test
        void callsAProcedureForTheDriversCallableStatement() {
            RecordingSink sink = new RecordingSink();

            List<Output> outputs = lab.interpreter.runWithParameters(
                    "EXEC @P0 = sp_two_results @P1",
                    "@P0 int OUTPUT,@P1 nvarchar(4000)",
                    List.of(
                            new Parameter(null, SqlType.INT, null, true, false),
                            Parameter.of(SqlType.nvarchar(4000), "x")),
                    sink,
                    Cancellation.NONE);

            assertThat(outputs).extracting(Output::value).containsExactly(7);
        }

        @Test
        void reportsParametersThatAreMissing() {
            RecordingSink sink = new RecordingSink();

            lab.interpreter.runWithParameters("SELECT @a", "@a int", List.of(), sink, Cancellation.NONE);

            assertThat(sink.events()).containsExactly("error 8178 line 1", "done OTHER failed");
        }
    }
}
