package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parser lets through must not be too deep to be computed. */
class DeepTest {
    private final LabSession lab = new LabSession();

    private static String many(int count, String separator, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(separator));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 200, 400, 800, 1600, 3200})
    void textsAreAnsweredOrRefused(int size) {
        String[] batches = {
            "SELECT " + many(size, " + ", i -> "1"),
            "SELECT " + many(size, " + ", i -> "'a'"),
            "SELECT " + "(".repeat(size) + "1" + ")".repeat(size),
            "SELECT " + "ABS(".repeat(size) + "1" + ")".repeat(size),
            "SELECT " + "ISNULL(NULL, ".repeat(size) + "1" + ")".repeat(size),
            "SELECT " + "CASE WHEN 1 = 1 THEN ".repeat(size) + "1" + " END".repeat(size),
            "SELECT " + "(SELECT ".repeat(size) + "1" + ")".repeat(size),
            "SELECT 1 WHERE " + "NOT (".repeat(size) + "1 = 1" + ")".repeat(size),
            "SELECT 1 WHERE " + "EXISTS (SELECT 1 WHERE ".repeat(size) + "1 = 1" + ")".repeat(size),
            "SELECT 1 WHERE " + many(size, " OR ", i -> i + " = -1") + " OR 1 = 1",
            "SELECT 1 WHERE 5 IN (" + many(size, ", ", String::valueOf) + ")",
            many(size, " UNION ALL ", i -> "SELECT " + i),
            "SELECT 1 FROM " + many(size, ", ", i -> "(SELECT 1 AS a) AS t" + i),
            "SELECT * FROM " + "(SELECT * FROM ".repeat(size) + "(SELECT 1 AS a) t" + ") t".repeat(size),
            "WITH " + many(size, ", ", i -> "c" + i + " AS (SELECT " + (i == 0 ? "1 AS x" : "x FROM c" + (i - 1)) + ")")
                    + " SELECT * FROM c" + (size - 1),
            "BEGIN ".repeat(size) + "PRINT 1 " + "END ".repeat(size),
            "IF 1 = 1 ".repeat(size) + "PRINT 1"
        };
        for (String batch : batches) {
            RecordingSink sink = lab.run(batch);

            assertThat(sink.events())
                    .as(batch.substring(0, Math.min(60, batch.length())))
                    .isNotEmpty();
            assertThat(sink.errors())
                    .as(batch.substring(0, Math.min(60, batch.length())))
                    .isSubsetOf(191);
        }
    }

    @Test
    void commonTablesThatDoubleAreRefused() {
        String doubling = many(
                30,
                ", ",
                i -> "c" + i + " AS (SELECT " + (i == 0 ? "1 AS x" : "a.x FROM c" + (i - 1) + " a, c" + (i - 1) + " b")
                        + ")");

        assertThat(lab.errorOf("WITH " + doubling + " SELECT COUNT(*) FROM c29"))
                .isEqualTo(191);
    }

    @Test
    void longListsAreNoDepth() {
        assertThat(lab.rows("SELECT 1 WHERE 9999 IN (" + many(10_000, ", ", String::valueOf) + ")"))
                .containsExactly("1");
    }
}
