package mirrorsh.lab.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataTypesTest {
    private final TsqlParser parser = new TsqlParser();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int | int",
                "INTEGER | int",
                "[int] | int",
                "sys.bigint | bigint",
                "bit | bit",
                "money | money",
                "sysname | nvarchar(128)",
                "nvarchar(4000) | nvarchar(4000)",
                "nvarchar(max) | nvarchar(max)",
                "[nvarchar](12) | nvarchar(12)",
                "varchar | varchar(1)",
                "char(10) | char(10)",
                "national character varying(5) | nvarchar(5)",
                "character varying(5) | varchar(5)",
                "binary(16) | binary(16)",
                "varbinary(MAX) | varbinary(max)",
                "decimal | decimal(18,0)",
                "numeric(25,0) | numeric(25,0)",
                "dec(5) | decimal(5,0)",
                "float | float",
                "float(24) | real",
                "real | real",
                "double precision | float",
                "datetime | datetime",
                "datetime2 | datetime2(7)",
                "datetime2(3) | datetime2(3)",
                "time(0) | time(0)",
                "datetimeoffset | datetimeoffset(7)",
                "uniqueidentifier | uniqueidentifier",
                "sql_variant | sql_variant",
            })
    void readsTypesOfDdl(String text, String type) {
        assertThat(parser.parseType(text)).hasToString(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo | 2715",
                "varchar(8001) | 131",
                "nvarchar(4001) | 131",
                "varchar(0) | 1001",
                "char(max) | 102",
                "decimal(39) | 2750",
                "decimal(5,6) | 192",
                "datetime2(8) | 1002",
                "int(4) | 2716",
                "text | 49999",
                "int x | 102",
            })
    void refusesWhatIsNoType(String text, int number) {
        assertThat(catchThrowableOfType(SqlFailure.class, () -> parser.parseType(text))
                        .number())
                .isEqualTo(number);
    }

    @Test
    void conversionsHaveThirtyCharactersByDefault() {
        assertThat(((Expression.Convert) Parsing.value("CAST(1 AS varchar)")).type())
                .isEqualTo(SqlType.varchar(30));
        assertThat(Parsing.number("SELECT CAST(1 AS foo)")).isEqualTo(243);
    }

    @Test
    void parametersOfPreparedStatementsAreRead() {
        assertThat(parser.parseParameters("@P0 int,@P1 nvarchar(4000) OUTPUT, @p2 AS varbinary(max) out"))
                .containsExactly(
                        new ParameterDefinition("@P0", SqlType.INT, false),
                        new ParameterDefinition("@P1", SqlType.nvarchar(4000), true),
                        new ParameterDefinition("@p2", SqlType.varbinary(SqlType.MAX), true));
        assertThat(parser.parseParameters("")).isEqualTo(List.of());
    }

    @Test
    void malformedParametersAreRefused() {
        assertThat(catchThrowableOfType(SqlFailure.class, () -> parser.parseParameters("@P0"))
                        .number())
                .isEqualTo(102);
        assertThat(catchThrowableOfType(SqlFailure.class, () -> parser.parseParameters("@P0 int,"))
                        .number())
                .isEqualTo(102);
    }
}
