package mirrorsh.lab.sql.parse;

import static mirrorsh.lab.sql.parse.Parsing.number;
import static mirrorsh.lab.sql.parse.Parsing.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxErrorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELEC * FROM t             | 102 | *",
                "SELECT * FROM t WHERE = 1  | 102 | =",
                "SELECT 1 a b               | 102 | b",
                "SELECT (1                  | 102 | 1",
                "SELECT a FROM              | 102 | FROM",
                "SELECT a FROM WHERE b = 1  | 156 | WHERE",
                "IF 1 = 1 END               | 156 | END",
                "BEGIN END                  | 156 | END",
                "SET @x =                   | 102 | =",
                "DECLARE @x                 | 102 | @x",
                "CREATE LOGIN [a b] FOO     | 102 | FOO",
                "EXEC p 'a' + 'b'           | 102 | +",
                "SELECT 1; foo bar          | 102 | foo",
                "SELECT (a = 1)             | 102 | (",
                "SELECT SUM(*)              | 102 | *",
                "PRINT 1 THROW              | 102 | THROW",
                "SELECT 1 }                 | 102 | }",
            })
    void areNearTheWordThatDoesNotFit(String text, int number, String near) {
        SqlMessage message = refusal(text);

        assertThat(message.number()).isEqualTo(number);
        assertThat(message.severity()).isEqualTo(15);
        assertThat(message.text()).contains("'" + near + "'");
    }

    @Test
    void haveTheLineOfTheWord() {
        assertThat(refusal("PRINT 1\n\nPRINT 2\nSELECT FROM t").line()).isEqualTo(4);
        assertThat(refusal("PRINT 1\n\nPRINT 'a\nb").line()).isEqualTo(3);
        assertThat(refusal("SELECT 1\nCREATE VIEW v AS SELECT 1").line()).isEqualTo(2);
        assertThat(refusal("\nSELECT a FROM\n\n").line()).isEqualTo(2);
    }

    @Test
    void unclosedTextIsItsOwnError() {
        assertThat(number("PRINT 'abc")).isEqualTo(105);
        assertThat(refusal("PRINT N'abc").text()).contains("'abc'");
        assertThat(number("PRINT 'abc''")).isEqualTo(105);
        assertThat(number("USE [abc")).isEqualTo(105);
        assertThat(number("USE \"abc")).isEqualTo(105);
        assertThat(number("PRINT 1 /* /* */")).isEqualTo(113);
    }

    @Test
    void conditionsAndValuesAreNotMixedUp() {
        assertThat(number("IF 1 PRINT 1")).isEqualTo(4145);
        assertThat(number("SELECT 1 WHERE a")).isEqualTo(4145);
        assertThat(number("SELECT 1 WHERE a AND b = 1")).isEqualTo(4145);
        assertThat(number("SELECT 1 WHERE NOT (a + 1)")).isEqualTo(4145);
        assertThat(number("SELECT 1 WHERE (a = 1) + 1 = 2")).isEqualTo(102);
        assertThat(number("SELECT CASE WHEN 1 THEN 2 END")).isEqualTo(4145);
    }

    @Test
    void withAndThrowNeedASemicolonBeforeThem() {
        assertThat(number("PRINT 1 WITH c AS (SELECT 1 AS a) SELECT a FROM c")).isEqualTo(156);
        assertThat(number("WHILE 1 = 1 BREAK THROW 50000, 'x', 1")).isEqualTo(102);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE VIEW v AS SELECT 1",
                "CREATE OR ALTER PROCEDURE p AS SELECT 1",
                "CREATE PROC p AS SELECT 1",
                "CREATE UNIQUE INDEX i ON t (a)",
                "CREATE FUNCTION f() RETURNS int AS BEGIN RETURN 1 END",
                "CREATE TRIGGER t ON x FOR INSERT AS PRINT 1",
                "CREATE SCHEMA s",
                "ALTER TABLE t ADD c int",
                "DROP PROCEDURE p",
                "CREATE ROLE r",
                "CREATE SYMMETRIC KEY k WITH ALGORITHM = AES_256 ENCRYPTION BY PASSWORD = 'x'",
                "ALTER AVAILABILITY GROUP g FAILOVER",
                "ALTER AVAILABILITY GROUP g MODIFY REPLICA ON 'x' WITH (FAILOVER_MODE = MANUAL)",
                "CREATE AVAILABILITY GROUP g FOR REPLICA ON 'x' WITH (ENDPOINT_URL = 'u', FAILOVER_MODE = MANUAL,"
                        + " AVAILABILITY_MODE = SYNCHRONOUS_COMMIT) LISTENER 'l' (WITH IP (('10.0.0.1', '255.0.0.0')))",
                "MERGE t USING s ON t.a = s.a WHEN MATCHED THEN DELETE;",
                "BULK INSERT t FROM 'f'",
                "DBCC CHECKDB",
                "SHUTDOWN WITH NOWAIT",
                "KILL 52 WITH STATUSONLY",
                "KILL '6F9619FF-8B86-D011-B42D-00C04FC964FF'",
                "CREATE CREDENTIAL c WITH IDENTITY = 'x' FOR CRYPTOGRAPHIC PROVIDER p",
                "EXECUTE AS USER = 'x'",
                "EXECUTE AS CALLER",
                "EXECUTE AS LOGIN = 'x' WITH NO REVERT",
                "REVERT WITH COOKIE = @c",
                "EXEC ('SELECT 1') AT server",
                "EXEC @p 1",
                "BEGIN DISTRIBUTED TRAN",
                "BEGIN TRAN @name",
                "SELECT 1 AS a FOR XML PATH('')",
                "SELECT a FROM t PIVOT (SUM(x) FOR y IN ([1])) p",
                "SELECT a FROM OPENROWSET('a', 'b', 'c') x",
                "SELECT d AT TIME ZONE 'UTC'",
                "DELETE FROM t WHERE CURRENT OF c",
                "WITH c AS (SELECT 1 AS a) DELETE FROM c",
                "UPDATE t SET @x = a",
                "SET IDENTITY_INSERT t ON",
                "CREATE TABLE t (a int CHECK (a > 0))",
                "CREATE TABLE t (a int UNIQUE)",
                "CREATE TABLE d.dbo.t (a decimal(5, 2), b AS a * 2)",
                "CREATE TABLE t (a int IDENTITY(100, 5))",
                "DECLARE @x xml",
                "CREATE CERTIFICATE c FROM ASSEMBLY a",
                "CREATE CERTIFICATE c FROM EXECUTABLE FILE = 'a.dll'",
                "ALTER LOGIN a ADD CREDENTIAL c",
                "CREATE USER u FOR ASYMMETRIC KEY k",
                "CREATE USER u WITH PASSWORD = 'x'",
                "GRANT SELECT ON t TO u AS dbo",
                "BACKUP DATABASE d FILE = 'f' TO DISK = 'x'",
                "RESTORE DATABASE d FROM DATABASE_SNAPSHOT = 's'",
                "ALTER DATABASE d MODIFY FILE (NAME = a, SIZE = 10MB)",
                "ALTER DATABASE CURRENT SET RECOVERY FULL",
                "CREATE ENDPOINT e AS HTTP (PATH = '/x') FOR SOAP ()",
                "CREATE ENDPOINT e AS TCP (LISTENER_PORT = 5022) FOR SERVICE_BROKER (AUTHENTICATION = WINDOWS)",
                "ALTER SERVICE MASTER KEY WITH OLD_ACCOUNT = 'a', OLD_PASSWORD = 'b'",
                "BACKUP SERVICE MASTER KEY TO FILE = 'x' ENCRYPTION BY PASSWORD = 'y'",
                "SELECT {fn NOW()}",
            })
    void whatTheLabDoesNotDoIsSaid(String text) {
        SqlMessage message = refusal(text);

        assertThat(message.number()).as(message.text()).isEqualTo(TsqlParser.NOT_IMITATED);
        assertThat(message.severity()).isEqualTo(16);
        assertThat(message.text()).startsWith("The lab does not imitate ");
    }

    @Test
    void unknownOptionsAreNamed() {
        assertThat(number("SET FOO ON")).isEqualTo(195);
        assertThat(number("BACKUP DATABASE d TO DISK = 'x' WITH FOO")).isEqualTo(155);
        assertThat(number("BACKUP DATABASE d TO DISK = 'x' WITH NORECOVERY")).isEqualTo(155);
        assertThat(number("RESTORE DATABASE d FROM DISK = 'x' WITH INIT")).isEqualTo(155);
        assertThat(number("EXEC p @a = 1, 2")).isEqualTo(119);
        assertThat(number("EXEC p 1 OUTPUT")).isEqualTo(179);
    }

    @Test
    void carryNoOtherThrowable() {
        assertThatExceptionOfType(SqlFailure.class)
                .isThrownBy(() -> new TsqlParser().parse("SELECT"))
                .satisfies(failure -> assertThat(failure.messages()).hasSize(1));
    }
}
