package mirrorsh.lab.sql.parse;

import static mirrorsh.lab.sql.parse.Parsing.batch;
import static mirrorsh.lab.sql.parse.Parsing.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import mirrorsh.lab.type.SqlFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deep, long and random text is an error of its own or none, and never the end of the thread. */
class HostileTextTest {
    /** Half of what a thread has by default, so that a caller with frames of its own has room. */
    private static final int STACK = 512 * 1024;

    private static final List<String> WORDS = List.of(
            "SELECT",
            "FROM",
            "WHERE",
            "(",
            ")",
            ",",
            "a",
            "t",
            "@x",
            "@@y",
            "1",
            "1.5",
            "'s'",
            "N's'",
            "0xAB",
            "=",
            "<",
            ">",
            "+",
            "-",
            "*",
            "/",
            "AND",
            "OR",
            "NOT",
            "NULL",
            "IN",
            "LIKE",
            "BETWEEN",
            "EXISTS",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "BEGIN",
            "TRY",
            "CATCH",
            "IF",
            "WHILE",
            "SET",
            "DECLARE",
            "int",
            "AS",
            "JOIN",
            "LEFT",
            "ON",
            "CROSS",
            "APPLY",
            "WITH",
            "UNION",
            "ALL",
            "ORDER",
            "BY",
            "GROUP",
            "OVER",
            "TOP",
            ";",
            ".",
            "::",
            "CREATE",
            "ALTER",
            "DROP",
            "DATABASE",
            "LOGIN",
            "USER",
            "CERTIFICATE",
            "ENDPOINT",
            "MASTER",
            "KEY",
            "PARTNER",
            "WITNESS",
            "BACKUP",
            "RESTORE",
            "LOG",
            "TO",
            "DISK",
            "PASSWORD",
            "ENCRYPTION",
            "FILE",
            "FOR",
            "STATE",
            "TCP",
            "LISTENER_PORT",
            "GRANT",
            "CONNECT",
            "EXEC",
            "OUTPUT",
            "VALUES",
            "INSERT",
            "UPDATE",
            "DELETE",
            "INTO",
            "TABLE",
            "CAST",
            "CONVERT",
            "THROW",
            "PRINT",
            "[b]",
            "\"q\"",
            "$",
            "?",
            "'",
            "[",
            "/*",
            "*/",
            "--\n",
            "NOLOCK",
            "OFFSET",
            "ROWS",
            "FETCH",
            "SAFETY",
            "OFF",
            "TIMEOUT");

    private static Throwable outcome(Runnable work) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        work.run();
                    } catch (Throwable e) {
                        thrown.set(e);
                    }
                },
                "small stack",
                STACK);
        thread.start();
        thread.join();
        return thrown.get();
    }

    private static String nested(String open, String middle, String close, int times) {
        return open.repeat(times) + middle + close.repeat(times);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 100})
    void hundredLevelsAreRead(int times) throws InterruptedException {
        assertThat(outcome(() -> {
                    batch("SELECT " + nested("(", "1", ")", times));
                    batch("IF " + nested("(NOT ", "1 = 1", ")", times) + " PRINT 1");
                    batch(nested("BEGIN ", "PRINT 1 ", "END ", times));
                    batch(nested("IF 1 = 1 ", "PRINT 1", "", times));
                    batch("SELECT " + nested("f(", "1", ")", times));
                    batch("SELECT " + nested("CASE WHEN 1 = 1 THEN ", "1", " END", times));
                    batch("SELECT " + nested("CAST(", "1", " AS int)", times));
                    batch("SELECT " + nested("(SELECT ", "1", ")", times));
                    batch("SELECT * FROM " + nested("(SELECT * FROM ", "t", ") x", times));
                }))
                .isNull();
    }

    @Test
    void deeperLevelsAreRefused() throws InterruptedException {
        int times = 20_000;
        List<String> texts = List.of(
                "SELECT " + nested("(", "1", ")", times),
                "SELECT " + nested("- ", "1", "", times),
                "SELECT " + nested("f(", "1", ")", times),
                "SELECT " + nested("(SELECT ", "1", ")", times),
                "SELECT " + nested("CASE WHEN 1 = 1 THEN ", "1", " END", times),
                "SELECT 1" + " + 1".repeat(times),
                "SELECT 1" + " UNION SELECT 1".repeat(times),
                "SELECT 1" + " INTERSECT SELECT 1".repeat(times),
                "SELECT * FROM t" + " CROSS JOIN t".repeat(times),
                "SELECT * FROM t" + ", t".repeat(times),
                "SELECT a" + " COLLATE c".repeat(times),
                nested("BEGIN ", "PRINT 1 ", "END ", times),
                nested("IF 1 = 1 ", "PRINT 1", "", times),
                "IF 1 = 1 PRINT 1" + " ELSE IF 1 = 1 PRINT 1".repeat(times),
                nested("BEGIN TRY ", "PRINT 1", " END TRY BEGIN CATCH END CATCH", times),
                "SELECT 1 OPTION (" + nested("(", "x", ")", times) + ")");

        for (String text : texts) {
            Throwable thrown = outcome(() -> batch(text));
            assertThat(thrown).as(text.substring(0, 40)).isInstanceOf(SqlFailure.class);
            assertThat(((SqlFailure) thrown).number()).isEqualTo(191);
        }
    }

    @Test
    void deepChainsWithinDeepParenthesesAddUp() {
        String chain = " + 1".repeat(500) + ")";

        assertThat(number("SELECT " + "(".repeat(3) + "1" + chain.repeat(3))).isEqualTo(191);
    }

    @Test
    void longListsAreNotDeep() {
        assertThat(batch("SELECT 1" + ", 1".repeat(5000)).statements()).hasSize(1);
        assertThat(batch("PRINT 1;".repeat(5000)).statements()).hasSize(5000);
        assertThat(batch("IF 1 = 1" + " OR NOT 1 = 1".repeat(5000) + " PRINT 1").statements())
                .hasSize(1);
        assertThat(batch("IF " + "NOT ".repeat(5001) + "1 = 1 PRINT 1").statements())
                .hasSize(1);
    }

    @Test
    void longestBatchIsLimited() {
        assertThat(number("-".repeat(SourceText.LONGEST + 1))).isEqualTo(TsqlParser.NOT_IMITATED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomWordsAreReadOrRefused(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1500; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "SELECT " : "");
            for (int words = random.nextInt(25); words > 0; words--) {
                text.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextInt(5) == 0 ? "" : " ");
            }
            readOrRefuse(text.toString(), seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void randomCharactersAreReadOrRefused(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1500; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.appendCodePoint(random.nextInt(10) == 0 ? random.nextInt(0x20000) : random.nextInt(128));
            }
            readOrRefuse(text.toString(), seed);
        }
    }

    @Test
    void goodTextWithAWordMissingOrDoubledIsReadOrRefused() {
        Random random = new Random(8);
        String good =
                "CREATE ENDPOINT e STATE = STARTED AS TCP ( LISTENER_PORT = 5022 , LISTENER_IP = ( 10.0.0.1 ) ) FOR"
                        + " DATABASE_MIRRORING ( AUTHENTICATION = CERTIFICATE c , ENCRYPTION = REQUIRED ALGORITHM AES , ROLE = ALL )"
                        + " SELECT TOP ( 5 ) a , x = b FROM t AS y WITH ( NOLOCK ) LEFT JOIN u ON c = d WHERE a IN ( 1 , 2 ) ORDER BY a"
                        + " BACKUP DATABASE d TO DISK = 'x' WITH FORMAT , STATS = 5";
        String[] words = good.split(" ");
        for (int i = 0; i < 2000; i++) {
            String[] changed = words.clone();
            int place = random.nextInt(words.length);
            changed[place] = switch (random.nextInt(3)) {
                case 0 -> "";
                case 1 -> words[place] + " " + words[place];
                default -> WORDS.get(random.nextInt(WORDS.size()));
            };
            readOrRefuse(String.join(" ", changed), 8);
        }
    }

    private static void readOrRefuse(String text, long seed) {
        try {
            batch(text);
        } catch (SqlFailure e) {
            assertThat(e.messages().get(0).line())
                    .as("line of the refusal of %s (seed %d)", text, seed)
                    .isPositive();
        } catch (RuntimeException e) {
            fail("seed " + seed + ", text: " + text, e);
        }
    }
}
