package mirrorsh.lab.sql.parse;

import static mirrorsh.lab.sql.parse.Parsing.batch;
import static mirrorsh.lab.sql.parse.Parsing.column;
import static mirrorsh.lab.sql.parse.Parsing.number;
import static mirrorsh.lab.sql.parse.Parsing.refusal;
import static mirrorsh.lab.sql.parse.Parsing.select;
import static mirrorsh.lab.sql.parse.Parsing.statement;
import static mirrorsh.lab.sql.parse.Parsing.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.type.SqlType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** tsql.md §1. */
class LexicalRulesTest {
    private static Object constant(String text) {
        return ((Expression.Literal) value(text)).value();
    }

    private static SqlType type(String text) {
        return ((Expression.Literal) value(text)).type();
    }

    @Nested
    class Names {
        @Test
        void bracketsAndDoubleQuotesAreUndoubled() {
            assertThat(statement("USE [a]]b\"c]")).isEqualTo(new Statement.Use("a]b\"c", 1));
            assertThat(statement("USE \"a\"\"b]c\"")).isEqualTo(new Statement.Use("a\"b]c", 1));
        }

        @Test
        void hundredAndTwentyEightCharactersAreTheMost() {
            String longest = "x".repeat(128);

            assertThat(statement("USE " + longest)).isEqualTo(new Statement.Use(longest, 1));
            assertThat(statement("USE [" + "]]".repeat(128) + "]")).isEqualTo(new Statement.Use("]".repeat(128), 1));
            assertThat(number("USE " + longest + "x")).isEqualTo(103);
            assertThat(number("USE [" + longest + "x]")).isEqualTo(103);
            assertThat(refusal("SELECT 1\nUSE [" + longest + "x]").line()).isEqualTo(2);
        }

        @Test
        void emptyNamesAreRefused() {
            assertThat(number("USE []")).isEqualTo(1038);
            assertThat(number("USE \"\"")).isEqualTo(1038);
        }

        @Test
        void doubleQuotesAreStringsWithQuotedIdentifiersOff() {
            Statement print = new TsqlParser()
                    .parse("PRINT \"it's \"\"so\"\"\"", false)
                    .statements()
                    .get(0);

            assertThat(((Statement.Print) print).text())
                    .isEqualTo(new Expression.Literal("it's \"so\"", SqlType.varchar(9)));
        }

        @Test
        void namesHaveUpToFourPartsAndMayLeaveOutTheMiddle() {
            assertThat(value("a.b.c.d")).isEqualTo(column(1, "a", "b", "c", "d"));
            assertThat(((Query.Named) select("SELECT * FROM master..[x y]").from()).name())
                    .isEqualTo(ObjectName.of("master", "", "x y"));
            assertThat(((Query.Named) select("SELECT * FROM s...t").from()).name())
                    .isEqualTo(ObjectName.of("s", "", "", "t"));
            assertThat(number("SELECT * FROM a.b.c.d.e")).isEqualTo(117);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "partner",
                    "WITNESS",
                    "role",
                    "state",
                    "name",
                    "type",
                    "safety",
                    "timeout",
                    "subject",
                    "start_date",
                    "position",
                    "log",
                    "status",
                    "value",
                    "endpoint",
                    "login",
                    "certificate",
                    "password",
                    "master",
                    "server",
                    "offset",
                    "first",
                    "next",
                    "rows",
                    "only",
                    "output",
                    "partition",
                    "try",
                    "catch",
                    "throw",
                    "time",
                    "date",
                    "level",
                    "service",
                    "private",
                    "windows",
                    "nolock",
                    "hash",
                    "loop",
                    "apply",
                    "within",
                    "binary",
                    "url",
                    "format",
                    "encryption",
                    "algorithm",
                    "move",
                    "enable",
                    "disable",
                    "sid",
                    "go",
                    "_x",
                    "#t",
                    "Ünïcode",
                    "x$1"
                })
        void wordsWithAMeaningInTheirPlaceOnlyAreNames(String word) {
            Query.Select read =
                    select("SELECT " + word + ", t." + word + " AS " + word + ", 1 " + word + " FROM " + word);

            assertThat(((Query.Output) read.items().get(0)).expression()).isEqualTo(column(1, word));
            assertThat(((Query.Output) read.items().get(1)).alias()).isEqualTo(word);
            assertThat(((Query.Output) read.items().get(2)).alias()).isEqualTo(word);
            assertThat(read.from()).isEqualTo(new Query.Named(ObjectName.of(word), null, 1));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"user", "key", "file", "database", "select", "plan", "rule", "public", "external", "read"})
        void reservedWordsAreNamesInBracketsOnly(String word) {
            assertThat(statement("USE [" + word + "]")).isEqualTo(new Statement.Use(word, 1));
            assertThat(number("USE " + word)).isEqualTo(156);
        }
    }

    @Nested
    class Constants {
        @Test
        void integersAreIntAndThenNumeric() {
            assertThat(value("2147483647")).isEqualTo(new Expression.Literal(2147483647, SqlType.INT));
            assertThat(value("2147483648"))
                    .isEqualTo(new Expression.Literal(new BigDecimal("2147483648"), SqlType.numeric(10, 0)));
            assertThat(number("SELECT " + "9".repeat(39))).isEqualTo(1007);
        }

        @ParameterizedTest
        @CsvSource({"1.50,3,2", "0.5,1,1", ".25,2,2", "12.,2,0", "0.0,1,1", "100.001,6,3"})
        void decimalsAreNumericWithTheirDigits(String text, int precision, int scale) {
            assertThat(type(text)).isEqualTo(SqlType.numeric(precision, scale));
        }

        @Test
        void exponentsMakeFloats() {
            assertThat(value("1.5e3")).isEqualTo(new Expression.Literal(1500.0, SqlType.FLOAT));
            assertThat(value("2E-1")).isEqualTo(new Expression.Literal(0.2, SqlType.FLOAT));
            assertThat(number("SELECT 1e999")).isEqualTo(168);
        }

        @Test
        void stringsAreVarcharOrNvarchar() {
            assertThat(value("'it''s'")).isEqualTo(new Expression.Literal("it's", SqlType.varchar(4)));
            assertThat(value("N'Ü'")).isEqualTo(new Expression.Literal("Ü", SqlType.nvarchar(1)));
            assertThat(type("''")).isEqualTo(SqlType.varchar(1));
            assertThat(type("'" + "x".repeat(8001) + "'")).isEqualTo(SqlType.varchar(SqlType.MAX));
            assertThat(type("N'" + "x".repeat(4001) + "'")).isEqualTo(SqlType.nvarchar(SqlType.MAX));
        }

        @Test
        void aBackslashAtTheEndOfALineJoinsIt() {
            assertThat(constant("'a\\\nb\\c'")).isEqualTo("ab\\c");
        }

        @Test
        void binariesHaveWholeBytes() {
            assertThat((byte[]) constant("0x0aFF")).containsExactly(10, 255);
            assertThat((byte[]) constant("0xABC")).containsExactly(0x0A, 0xBC);
            assertThat((byte[]) constant("0x")).isEmpty();
            assertThat(type("0x0102")).isEqualTo(SqlType.varbinary(2));
        }

        @Test
        void moneyIsRefused() {
            assertThat(number("SELECT $1.50")).isEqualTo(TsqlParser.NOT_IMITATED);
        }

        @Test
        void nullIsAnInt() {
            assertThat(value("NULL")).isEqualTo(new Expression.Literal(null, SqlType.INT));
        }
    }

    @Nested
    class Between {
        @Test
        void commentsNest() {
            assertThat(batch("/* a /* b */ c */ PRINT 1 -- rest\nPRINT 2--").statements())
                    .hasSize(2);
            assertThat(batch("/*".repeat(20000) + "*/".repeat(20000)).statements())
                    .isEmpty();
        }

        @Test
        void semicolonsMayStandAnywhereBetweenStatements() {
            assertThat(batch(";;PRINT 1;;PRINT 2 PRINT 3;BEGIN;PRINT 4;;END;").statements())
                    .hasSize(4);
            assertThat(batch("").statements()).isEmpty();
            assertThat(batch(" ; ").statements()).isEmpty();
        }

        @Test
        void linesAreCounted() {
            assertThat(batch("PRINT 1\r\n/* \n */\r\nPRINT 2").statements())
                    .extracting(Statement::line)
                    .containsExactly(1, 4);
        }
    }
}
