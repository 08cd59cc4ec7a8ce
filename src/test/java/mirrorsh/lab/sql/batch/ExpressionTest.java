package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private final LabSession lab = new LabSession();

    @Nested
    class Numbers {
        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                quoteCharacter = '"',
                value = {
                    "7 / 2 ~ 3 ~ int",
                    "-7 / 2 ~ -3 ~ int",
                    "-7 % 3 ~ -1 ~ int",
                    "7.0 / 2 ~ 3.500000 ~ numeric(7,6)",
                    "2.0 / 3 ~ 0.666666 ~ numeric(7,6)",
                    "1.10 + 2.205 ~ 3.305 ~ numeric(5,3)",
                    "1.5 * 1.5 ~ 2.25 ~ numeric(5,2)",
                    "CAST(200 AS tinyint) + CAST(1 AS tinyint) ~ 201 ~ tinyint",
                    "CAST(1 AS bigint) + 1 ~ 2 ~ bigint",
                    "2147483648 ~ 2147483648 ~ numeric(10,0)",
                    "1e0 + 1 ~ 2.0 ~ float",
                    "5 & 6 | 8 ^ 1 ~ 13 ~ int",
                    "-(-3) ~ 3 ~ int",
                    "'5' + 1 ~ 6 ~ int",
                    "1 + NULL ~ null ~ int",
                    "CAST(1 AS money) / 3 ~ 0.3333 ~ money"
                })
        void keepTheTypeOfTheirOperands(String expression, String value, String type) {
            assertThat(lab.value(expression)).isEqualTo(value);
            assertThat(lab.type(expression)).isEqualTo(type);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                quoteCharacter = '"',
                value = {
                    "2147483647 + 1 ~ 8115",
                    "CAST(255 AS tinyint) + CAST(1 AS tinyint) ~ 8115",
                    "CAST(256 AS tinyint) ~ 220",
                    "CAST(-1 AS tinyint) ~ 220",
                    "CAST(9999999999 AS int) ~ 8115",
                    "1 / 0 ~ 8134",
                    "1 % 0 ~ 8134",
                    "1.0 / 0 ~ 8134",
                    "CAST(123.45 AS numeric(4,2)) ~ 8115",
                    "CAST('x' AS int) ~ 245",
                    "'1x' + 1 ~ 245",
                    "CAST('99999999999' AS int) ~ 248",
                    "CAST('300' AS tinyint) ~ 244",
                    "CAST('1.5' AS bigint) ~ 8114",
                    "CAST('x' AS numeric(5,2)) ~ 8114",
                    "CAST('x' AS float) ~ 8114",
                    "CAST('x' AS uniqueidentifier) ~ 8169",
                    "CAST(1 AS bit) + CAST(1 AS bit) ~ 402",
                    "'a' - 'b' ~ 8117",
                    "-'a' ~ 8117",
                    "1e0 % 2 ~ 402"
                })
        void refuseWhatDoesNotFit(String expression, int error) {
            assertThat(lab.error(expression)).isEqualTo(error);
        }
    }

    @Test
    void turnsBitsAround() {
        assertThat(lab.value("~5")).isEqualTo("-6");
        assertThat(lab.value("~CAST(5 AS tinyint)")).isEqualTo("250");
        assertThat(lab.value("~CAST(1 AS bit)")).isEqualTo("0");
    }

    @Nested
    class Texts {
        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                quoteCharacter = '"',
                value = {
                    "'a' + 'bc' ~ abc ~ varchar(3)",
                    "'a' + N'bc' ~ abc ~ nvarchar(3)",
                    "CAST('ab' AS char(4)) + '|' ~ ab  | ~ varchar(5)",
                    "'a' + NULL ~ null ~ varchar(2)",
                    "CAST('abcdef' AS varchar(3)) ~ abc ~ varchar(3)",
                    "CAST(12345 AS varchar(3)) ~ * ~ varchar(3)",
                    "CAST(1.50 AS varchar(10)) ~ 1.50 ~ varchar(10)",
                    "CAST(0.1e0 AS varchar(30)) ~ 0.1 ~ varchar(30)",
                    "CAST(123456789e0 AS varchar(30)) ~ 1.23457e+008 ~ varchar(30)",
                    "CAST(CAST(1234.5 AS money) AS varchar(20)) ~ 1234.50 ~ varchar(20)",
                    "CONVERT(varchar(20), CAST(1234.5 AS money), 1) ~ 1,234.50 ~ varchar(20)",
                    "CONVERT(varchar(10), 0xABCD, 1) ~ 0xABCD ~ varchar(10)",
                    "CONVERT(varchar(10), 0xABCD, 2) ~ ABCD ~ varchar(10)",
                    "CONVERT(varbinary(4), '0xABCD', 1) ~ 0xABCD ~ varbinary(4)",
                    "CONVERT(varbinary(4), 'ABCD', 2) ~ 0xABCD ~ varbinary(4)",
                    "CAST(1 AS varbinary(8)) ~ 0x00000001 ~ varbinary(8)",
                    "CAST(0x0102 AS int) ~ 258 ~ int",
                    "CAST('true' AS bit) ~ 1 ~ bit",
                    "CAST(5 AS bit) ~ 1 ~ bit"
                })
        void areConverted(String expression, String value, String type) {
            assertThat(lab.value(expression)).isEqualTo(value);
            assertThat(lab.type(expression)).isEqualTo(type);
        }

        @Test
        void losesCharactersThatTheCodePageDoesNotHave() {
            assertThat(lab.value("CAST(N'Ωé' AS varchar(5))")).isEqualTo("?é");
        }

        @Test
        void writeAGuidInUpperCase() {
            assertThat(lab.value(
                            "CAST(CAST('0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0' AS uniqueidentifier) AS varchar(36))"))
                    .isEqualTo("0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0");
            assertThat(lab.value(
                            "CAST(CAST('0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0' AS uniqueidentifier) AS binary(16))"))
                    .isEqualTo("0x3C2D1E0F5A4B78698796A5B4C3D2E1F0");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                quoteCharacter = '"',
                value = {
                    "CAST('a' AS varbinary(1)) + 1 ~ 0",
                    "CASE WHEN 0x01 = 'a' THEN 1 END ~ 0",
                    "CAST(GETDATE() AS int) + 0 ~ 0",
                    "CAST(CAST('20200101' AS date) AS int) ~ 529",
                    "CAST(NEWID() AS int) ~ 529",
                    "CAST('20200101' AS date) + 1 ~ 206",
                    "CAST(GETDATE() AS time) + CAST('20200101' AS date) ~ 402",
                    "1 + SERVERPROPERTY('EngineEdition') ~ 8117",
                    "LEN(SERVERPROPERTY('Edition')) ~ 8116"
                })
        void meetTheRulesOfConversion(String expression, int error) {
            assertThat(lab.error(expression)).isEqualTo(error);
        }

        @Test
        void areNotPutIntoBytesImplicitly() {
            assertThat(lab.errorOf("DECLARE @b varbinary(4) = 'ab'")).isEqualTo(257);
            assertThat(lab.errorOf("DECLARE @b int = GETDATE()")).isEqualTo(257);
            assertThat(lab.errorOf("DECLARE @b int = SERVERPROPERTY('EngineEdition')"))
                    .isEqualTo(257);
        }
    }

    @Nested
    class ThreeValues {
        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                quoteCharacter = '"',
                value = {
                    "NULL = NULL ~ unknown",
                    "NOT (NULL = 1) ~ unknown",
                    "NULL = 1 OR 1 = 1 ~ true",
                    "NULL = 1 AND 1 = 0 ~ false",
                    "NULL IS NULL ~ true",
                    "'1 ' = 1 ~ true",
                    "1 NOT IN (2, NULL) ~ unknown",
                    "1 IN (1, NULL) ~ true",
                    "NULL BETWEEN 1 AND 2 ~ unknown",
                    "3 BETWEEN 1 AND NULL ~ unknown",
                    "0 BETWEEN 1 AND NULL ~ false",
                    "2 >= ALL (SELECT 1 UNION SELECT 2) ~ true",
                    "2 < ANY (SELECT 1 UNION SELECT 2) ~ false",
                    "EXISTS (SELECT 1 WHERE 1 = 0) ~ false"
                })
        void decide(String condition, String outcome) {
            String found = lab.value("CASE WHEN " + condition + " THEN 'true' WHEN NOT (" + condition
                    + ") THEN 'false' ELSE 'unknown' END");

            assertThat(found).isEqualTo(outcome);
        }
    }

    @Nested
    class Variants {
        @Test
        void keepTheirBaseType() {
            assertThat(lab.value("SERVERPROPERTY('EngineEdition')")).isEqualTo("3:int");
            assertThat(lab.value("CAST(SERVERPROPERTY('EngineEdition') AS int)"))
                    .isEqualTo("3");
            assertThat(lab.value("SQL_VARIANT_PROPERTY(CAST(1.5 AS sql_variant), 'BaseType')"))
                    .isEqualTo("numeric:nvarchar(128)");
        }

        @Test
        void compareByTheFamilyOfTheirBaseTypes() {
            assertThat(lab.value("CASE WHEN SERVERPROPERTY('EngineEdition') = 3 THEN 'yes' END"))
                    .isEqualTo("yes");
            assertThat(lab.value("CASE WHEN SERVERPROPERTY('Edition') = 'developer edition' THEN 'yes' END"))
                    .isEqualTo("yes");
            assertThat(lab.value("CASE WHEN CAST('9' AS sql_variant) < CAST(1 AS sql_variant) THEN 'yes' END"))
                    .isEqualTo("yes");
        }
    }

    @Nested
    class Choices {
        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                quoteCharacter = '"',
                value = {
                    "CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'bcd' END ~ bcd ~ varchar(3)",
                    "CASE WHEN 1 = 0 THEN 1 ELSE 2.5 END ~ 2.5 ~ numeric(11,1)",
                    "IIF(1 > 0, 'yes', N'no') ~ yes ~ nvarchar(3)",
                    "ISNULL(NULL, 5) ~ 5 ~ int",
                    "ISNULL(CAST(NULL AS varchar(2)), 'abcd') ~ ab ~ varchar(2)",
                    "COALESCE(NULL, CAST(NULL AS varchar(2)), 'abcd') ~ abcd ~ varchar(4)",
                    "NULLIF('a', 'A ') ~ null ~ varchar(1)",
                    "CHOOSE(2, 'a', 'b', 'c') ~ b ~ varchar(1)",
                    "CHOOSE(9, 'a', 'b') ~ null ~ varchar(1)"
                })
        void takeTheCommonType(String expression, String value, String type) {
            assertThat(lab.value(expression)).isEqualTo(value);
            assertThat(lab.type(expression)).isEqualTo(type);
        }

        @Test
        void computeOnlyTheBranchTaken() {
            assertThat(lab.value("CASE WHEN 1 = 1 THEN 1 ELSE 1 / 0 END")).isEqualTo("1");
            assertThat(lab.value("ISNULL(2, 1 / 0)")).isEqualTo("2");
        }

        @Test
        void triedConversionsAnswerNull() {
            assertThat(lab.value("TRY_CAST('x' AS int)")).isEqualTo("null");
            assertThat(lab.value("TRY_CONVERT(date, '2020-02-30')")).isEqualTo("null");
            assertThat(lab.error("TRY_CAST(NEWID() AS int)")).isEqualTo(529);
        }
    }

    @Nested
    class Names {
        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                quoteCharacter = '"',
                value = {
                    "nosuch ~ 207",
                    "t.nosuch ~ 4104",
                    "NOSUCH(1) ~ 195",
                    "dbo.nosuch(1) ~ 4121",
                    "@nosuch ~ 137",
                    "@@NOSUCH ~ 137",
                    "FORMAT(1, 'N') ~ 49999",
                    "LEFT('a') ~ 174",
                    "ROUND(1) ~ 189",
                    "DATEPART(fortnight, GETDATE()) ~ 155",
                    "SUM(1) OVER (PARTITION BY 1 ORDER BY 1) ~ 5308"
                })
        void areRefusedWithTheNumberOfTheProduct(String expression, int error) {
            assertThat(lab.error(expression)).isEqualTo(error);
        }

        @Test
        void ofNiladicFunctionsNeedNoParentheses() {
            assertThat(lab.value("SYSTEM_USER")).isEqualTo("sa");
            assertThat(lab.type("CURRENT_TIMESTAMP")).isEqualTo("datetime");
        }
    }
}
