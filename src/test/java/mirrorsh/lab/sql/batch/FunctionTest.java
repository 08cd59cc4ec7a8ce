package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionTest {
    private final LabSession lab = new LabSession();

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "LEN('ab  ') ~ 2",
                "LEN(N'  ab') ~ 4",
                "DATALENGTH('ab  ') ~ 4",
                "DATALENGTH(N'ab') ~ 4",
                "DATALENGTH(1) ~ 4",
                "LEFT('abcdef', 3) ~ abc",
                "RIGHT('abcdef', 3) ~ def",
                "SUBSTRING('abcdef', 2, 3) ~ bcd",
                "SUBSTRING('abcdef', 0, 3) ~ ab",
                "SUBSTRING('abc', 9, 3) + '|' ~ |",
                "SUBSTRING(0x010203, 2, 1) ~ 0x02",
                "CHARINDEX('C', 'abcabc') ~ 3",
                "CHARINDEX('c', 'abcabc', 4) ~ 6",
                "CHARINDEX('x', 'abc') ~ 0",
                "PATINDEX('%[0-9]%', 'ab3d') ~ 3",
                "PATINDEX('ab%', 'abc') ~ 1",
                "REPLACE('aXbx', 'x', '-') ~ a-b-",
                "STUFF('abcdef', 2, 3, 'ZZ') ~ aZZef",
                "STUFF('abc', 9, 1, 'x') ~ null",
                "REVERSE('abc') ~ cba",
                "REPLICATE('ab', 3) ~ ababab",
                "SPACE(2) + '|' ~ \"  |\"",
                "UPPER('aé') + LOWER('B') ~ AÉb",
                "LTRIM('  a') + RTRIM('b  ') + TRIM('  c ') ~ abc",
                "CONCAT('a', NULL, 1, 2.5) ~ a12.5",
                "CONCAT_WS(', ', 'a', NULL, 'b') ~ a, b",
                "QUOTENAME('a]b') ~ [a]]b]",
                "QUOTENAME('a''b', '''') ~ 'a''b'",
                "STR(3.14159, 6, 2) ~ \"  3.14\"",
                "CHAR(65) + NCHAR(937) ~ AΩ",
                "ASCII('A') ~ 65",
                "UNICODE(N'Ω') ~ 937",
                "PARSENAME('[a.b].dbo.[t]', 3) ~ a.b",
                "TRANSLATE('2*[3+4]', '[]', '()') ~ 2*(3+4)",
                "ABS(-5) ~ 5",
                "CEILING(1.2) ~ 2",
                "FLOOR(-1.2) ~ -2",
                "ROUND(123.456, 1) ~ 123.500",
                "ROUND(123.456, 1, 1) ~ 123.400",
                "POWER(2, 10) ~ 1024",
                "SQRT(16) ~ 4.0",
                "SIGN(-3) ~ -1",
                "ISNUMERIC('1e5') + ISNUMERIC('abc') + ISNUMERIC('$5') ~ 2",
                "ISDATE('20200230') + ISDATE('2020-02-29') ~ 1",
                "CONVERT(varchar(50), HASHBYTES('SHA1', 'abc'), 2) ~ A9993E364706816ABA3E25717850C26C9CD0D89D",
                "CONVERT(varchar(50), HASHBYTES('MD5', N'abc'), 2) ~ CE1473CF80C6B3FDA8E3DFC006ADC315",
                "LEN(CAST(NEWID() AS varchar(36))) ~ 36"
            })
    void answers(String expression, String value) {
        assertThat(lab.value(expression)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "GETDATE() ~ 2026-03-04T05:06:07.890",
                "SYSUTCDATETIME() ~ 2026-03-04T05:06:07.891",
                "CAST('2020-01-01 10:11:12.998' AS datetime) ~ 2020-01-01T10:11:12.997",
                "CAST('2020-01-01 10:11:12.999' AS datetime) ~ 2020-01-01T10:11:13",
                "CAST('20200131' AS datetime) ~ 2020-01-31T00:00",
                "CAST('01/31/2020' AS date) ~ 2020-01-31",
                "CAST('Jan 31 2020 2:05PM' AS datetime) ~ 2020-01-31T14:05",
                "CAST('31 January 2020' AS date) ~ 2020-01-31",
                "CAST('2020-01-31T10:00:00+02:00' AS datetimeoffset(0)) ~ 2020-01-31T10:00+02:00",
                "CONVERT(date, '31/01/2020', 103) ~ 2020-01-31",
                "CAST('10:11' AS time(0)) ~ 10:11",
                "CAST(1 AS datetime) ~ 1900-01-02T00:00",
                "CAST('20200131' AS datetime) + 1.5 ~ 2020-02-01T12:00",
                "DATEADD(month, 1, '20200131') ~ 2020-02-29T00:00",
                "DATEADD(day, -1, CAST('20200301' AS date)) ~ 2020-02-29",
                "DATEADD(ms, 2, CAST('20200101' AS datetime)) ~ 2020-01-01T00:00:00.003",
                "DATEDIFF(year, '20191231', '20200101') ~ 1",
                "DATEDIFF(day, '20200101 23:59', '20200102 00:01') ~ 1",
                "DATEDIFF(week, '20200104', '20200105') ~ 1",
                "DATEDIFF(ss, '20200101', '20200101 00:01') ~ 60",
                "DATEPART(weekday, '20200105') ~ 1",
                "DATEPART(week, '20200105') ~ 2",
                "DATEPART(iso_week, '20210103') ~ 53",
                "DATENAME(month, '20200105') ~ January",
                "DATENAME(dw, '20200105') ~ Sunday",
                "DAY('20200105') + MONTH('20200105') + YEAR('20200105') ~ 2026",
                "EOMONTH('20200105', 1) ~ 2020-02-29",
                "DATEFROMPARTS(2020, 2, 29) ~ 2020-02-29"
            })
    void answersAboutDates(String expression, String value) {
        assertThat(lab.value(expression)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "0 ~ \"Jan  5 2020  2:07PM\"",
                "1 ~ 01/05/20",
                "101 ~ 01/05/2020",
                "103 ~ 05/01/2020",
                "104 ~ 05.01.2020",
                "106 ~ 05 Jan 2020",
                "108 ~ 14:07:08",
                "109 ~ \"Jan  5 2020  2:07:08:123PM\"",
                "112 ~ 20200105",
                "120 ~ 2020-01-05 14:07:08",
                "121 ~ 2020-01-05 14:07:08.123",
                "23 ~ 2020-01-05",
                "126 ~ 2020-01-05T14:07:08.123",
                "127 ~ 2020-01-05T14:07:08.123"
            })
    void writesDatesInTheStylesOfConvert(int style, String text) {
        assertThat(lab.value("CONVERT(varchar(30), CAST('2020-01-05 14:07:08.123' AS datetime), " + style + ")"))
                .isEqualTo(text);
    }

    @Test
    void writesNewerDatesAsIso() {
        assertThat(lab.value("CAST(CAST('2020-01-05 14:07:08.5' AS datetime2(3)) AS varchar(30))"))
                .isEqualTo("2020-01-05 14:07:08.500");
        assertThat(lab.value("CAST(CAST('20200105' AS date) AS varchar(30))")).isEqualTo("2020-01-05");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "CAST('2020-13-01x' AS datetime) ~ 241",
                "CAST('20200230' AS datetime) ~ 242",
                "CAST('20200230' AS date) ~ 241",
                "CAST('17000101' AS datetime) ~ 242",
                "DATEADD(year, 9000, '20200101') ~ 517",
                "DATEDIFF(ms, '19000101', '20200101') ~ 535",
                "DATEADD(hour, 1, CAST('20200101' AS date)) ~ 9810",
                "CONVERT(varchar(30), GETDATE(), 99) ~ 281",
                "LEFT('a', -1) ~ 536",
                "SUBSTRING('a', 1, -1) ~ 537",
                "SQRT(-1) ~ 3623"
            })
    void refusesWhatHasNoAnswer(String expression, int error) {
        assertThat(lab.error(expression)).isEqualTo(error);
    }

    @Test
    void splitsTexts() {
        assertThat(lab.rows("SELECT value FROM STRING_SPLIT('a,b,,c', ',')")).containsExactly("a", "b", "", "c");
    }
}
