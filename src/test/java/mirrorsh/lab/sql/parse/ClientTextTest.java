package mirrorsh.lab.sql.parse;

import static mirrorsh.lab.sql.parse.Parsing.batch;
import static mirrorsh.lab.sql.parse.Parsing.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.ast.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the drivers send on their own (tds.md §12), as they send it. */
class ClientTextTest {
    private static List<Class<?>> kinds(String text) {
        return batch(text).statements().stream()
                .<Class<?>>map(Statement::getClass)
                .toList();
    }

    @Test
    void jdbcCommits() {
        assertThat(kinds("set implicit_transactions off IF @@TRANCOUNT > 0 COMMIT TRAN "))
                .containsExactly(Statement.SetOption.class, Statement.If.class);
        assertThat(kinds("IF @@TRANCOUNT > 0 COMMIT TRAN")).containsExactly(Statement.If.class);
        assertThat(kinds("IF @@TRANCOUNT > 0 COMMIT TRAN WITH (DELAYED_DURABILITY = ON)"))
                .containsExactly(Statement.If.class);
        assertThat(kinds("IF @@TRANCOUNT > 0 ROLLBACK TRAN [sp1]")).containsExactly(Statement.If.class);
    }

    @Test
    void jdbcSetsSavepoints() {
        List<Statement> read = batch(
                        "IF @@TRANCOUNT = 0 BEGIN BEGIN TRAN IF @@TRANCOUNT = 2 COMMIT TRAN END SAVE TRAN [sp1]")
                .statements();

        assertThat(read).hasSize(2);
        assertThat(((Statement.Block) ((Statement.If) read.get(0)).then()).statements())
                .hasSize(2);
        assertThat(read.get(1)).isEqualTo(new Statement.Transaction(Statement.Transaction.Action.SAVE, "sp1", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " set lock_timeout 500",
                "SET QUOTED_IDENTIFIER ON",
                "SET CONCAT_NULL_YIELDS_NULL OFF",
                "set transaction isolation level  serializable ",
                "SET ROWCOUNT 10",
                "SET TEXTSIZE 100",
                "SET CURSOR_CLOSE_ON_COMMIT ON",
                "set implicit_transactions on ",
                "use [db]",
                "SELECT SCHEMA_NAME()",
                "SELECT 1",
                "SELECT 1;",
                "SELECT SYSTEM_USER",
                "select maximum from sys.configurations where name = 'user connections'",
                "sp_configure 'user connections'",
                "SELECT @@TRANCOUNT",
                "SELECT CAST(SERVERPROPERTY('EngineEdition') as INT)",
                "SELECT name AS TABLE_CAT FROM sys.databases order by name",
                "select sys.schemas.name 'TABLE_SCHEM', DB_NAME() 'TABLE_CATALOG'    from sys.schemas order by 2, 1",
                "SELECT 'VIEW' 'TABLE_TYPE' UNION SELECT 'TABLE' UNION SELECT 'SYSTEM TABLE'",
                "sp_datatype_info_100 @ODBCVer=3",
                "EXEC sp_tables @P0, @P1, @P2, @P3",
                "exec sp_tables '', '', '%', NULL",
                "EXEC @P0 = p @P1",
                "exec sp_describe_undeclared_parameters @P0",
                "set textsize 64512 ",
                "SELECT @@spid spid",
                "SELECT @@MAX_PRECISION",
            })
    void singleStatementsAreRead(String text) {
        assertThat(batch(text).statements()).hasSize(1);
    }

    @Test
    void jdbcClosesPreparedStatements() {
        assertThat(kinds("EXEC sp_unprepare 3;EXEC sp_unprepare 4;EXEC sp_cursorunprepare 5;"))
                .containsOnly(Statement.Execute.class)
                .hasSize(3);
    }

    @Test
    void jdbcAsksForGeneratedKeys() {
        assertThat(kinds("INSERT INTO t (a) VALUES (1) select SCOPE_IDENTITY() AS GENERATED_KEYS"
                        + " where SCOPE_IDENTITY() is not null"))
                .containsExactly(Statement.Insert.class, Statement.Select.class);
        assertThat(kinds("INSERT INTO t (a) VALUES (1) SELECT SCOPE_IDENTITY() AS _JTDS_GENE_R_ATED_KEYS_"))
                .containsExactly(Statement.Insert.class, Statement.Select.class);
    }

    @Test
    void jdbcAsksForMetadataWithMarkersAndThenWithNulls() {
        assertThat(number("set fmtonly on select a from t where b = ?\nset fmtonly off"))
                .isEqualTo(102);
        assertThat(kinds("set fmtonly on select a from t where b = null\nset fmtonly off"))
                .containsExactly(Statement.SetOption.class, Statement.Select.class, Statement.SetOption.class);
    }

    @Test
    void jdbcReadsColumnsThroughATableVariable() {
        assertThat(kinds("DECLARE @mssqljdbc_temp_sp_columns_result TABLE(TABLE_QUALIFIER SYSNAME, ORDINAL INT);"
                        + "INSERT INTO @mssqljdbc_temp_sp_columns_result EXEC sp_columns_100 @P0,@P1,@P2,@P3,@ODBCVer=@P4;"
                        + "SELECT TABLE_QUALIFIER AS TABLE_CAT, ORDINAL FROM @mssqljdbc_temp_sp_columns_result;"))
                .containsExactly(Statement.Declare.class, Statement.Insert.class, Statement.Select.class);
    }

    @Test
    void jtdsPreparesItsSession() {
        assertThat(kinds("""
                SELECT @@MAX_PRECISION
                SET TRANSACTION ISOLATION LEVEL READ COMMITTED
                SET IMPLICIT_TRANSACTIONS OFF
                SET QUOTED_IDENTIFIER ON
                SET TEXTSIZE 2147483647
                """)).hasSize(5);
        assertThat(kinds(
                        "IF @@TRANCOUNT=0 BEGIN SET IMPLICIT_TRANSACTIONS OFF; BEGIN TRAN; SET IMPLICIT_TRANSACTIONS ON; END"
                                + " SAVE TRAN jtds1"))
                .containsExactly(Statement.If.class, Statement.Transaction.class);
        assertThat(kinds("SET FMTONLY ON; SELECT a FROM t; SET FMTONLY OFF")).hasSize(3);
    }

    @Test
    void tediousPreparesItsSession() {
        assertThat(kinds("""
                set ansi_nulls on
                set ansi_null_dflt_on on
                set ansi_padding on
                set ansi_warnings on
                set arithabort on
                set concat_null_yields_null on
                set datefirst 7
                set dateformat mdy
                set implicit_transactions off
                set language us_english
                set numeric_roundabort off
                set quoted_identifier on
                set textsize 2147483647
                set transaction isolation level read committed
                set xact_abort off
                """)).containsOnly(Statement.SetOption.class).hasSize(15);
    }

    @Test
    void stringAliasesAreNames() {
        Query.Select read =
                Parsing.select("select sys.schemas.name 'TABLE_SCHEM', DB_NAME() 'TABLE_CATALOG' from sys.schemas");

        assertThat(read.items())
                .extracting(item -> ((Query.Output) item).alias())
                .containsExactly("TABLE_SCHEM", "TABLE_CATALOG");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select(1)",
                "SELECT 1WHERE 1=1",
                "SELECT*FROM t",
                "SELECT'x'",
                "SELECT N'x'+'y'",
                "SELECT CASE WHEN a=1THEN 1ELSE 2END FROM t",
                "SELECT a=1,b=-2,[c]=+3",
                "SELECT TOP(1)WITH TIES a FROM t ORDER BY(a)",
                "IF(1=1)SELECT 1",
                "IF(1)=(SELECT 1)SELECT 1",
                "IF NOT EXISTS(SELECT 1)BEGIN RETURN(-1)END ELSE BEGIN PRINT'x'END",
                "RAISERROR('x',16,1)WITH NOWAIT",
                "EXEC('a')",
                "SELECT x.value FROM STRING_SPLIT('a,b', ',') x",
                "SELECT * FROM sys.fn_x(NULL, DEFAULT), [a].[b] AS [c]",
                "SELECT name FROM sys.databases WITH(NOLOCK)WHERE name=N'x'AND database_id>4",
                "SELECT DB_NAME()+'x',@@SERVERNAME,@@VERSION",
                "SELECT COUNT(*)OVER()FROM t",
                "SELECT a FROM t WHERE b=ANY(SELECT 1)OR c<>SOME(SELECT 2)",
                "SELECT 1 UNION(SELECT 2)UNION ALL(SELECT 3)ORDER BY 1",
                "INSERT INTO t SELECT 1 UNION ALL SELECT 2",
                "WHILE @i<3SET @i+=1",
                "EXEC sp_executesql N'SELECT @a', N'@a int', @a = 1",
            })
    void compactTextIsRead(String text) {
        assertThat(batch(text).statements()).hasSize(1);
    }
}
