package mirrorsh.lab.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {
    private static final Path LAB = Path.of("src/main/java/mirrorsh/lab");
    private static final Pattern THROWN =
            Pattern.compile("(?:SqlFailure\\.of|Messages\\.message|followedBy)\\(\\s*(\\d{3,5})\\b");
    private static final Pattern SLOT = Pattern.compile("\\{(\\d)}");

    @Test
    void hasOneRowForANumberAndTheRowsAreSorted() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (String line : rows()) {
            numbers.add(Integer.valueOf(line.split("\t")[0]));
        }

        assertThat(numbers).hasSizeGreaterThan(300).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void writesEveryRowAsNumberSeverityFlagAndText() throws IOException {
        assertThat(rows()).allMatch(line -> line.matches("\\d+\t\\d{1,2}\t[YN]\t\\S.*\\S"));
    }

    @Test
    void numbersTheSlotsOfATextFromZeroWithoutAGap() {
        for (Messages.Entry entry : Messages.all().values()) {
            TreeSet<Integer> slots = new TreeSet<>();
            Matcher slot = SLOT.matcher(entry.template());
            while (slot.find()) {
                slots.add(Integer.valueOf(slot.group(1)));
            }

            assertThat(slots.isEmpty() || slots.first() == 0 && slots.last() == slots.size() - 1)
                    .as(entry.number() + ": " + entry.template())
                    .isTrue();
        }
    }

    /** The severities of errors.md, for the numbers listed there; 15334 and 15342 reach clients as 16. */
    @ParameterizedTest
    @CsvSource({
        "10, 1440 1441 1442 1443 1444 1445 1446 1480 1486 9690 9691 28027 28031 28034 28035 28036 28037 28045 28080",
        "14, 922 927 942 954 955 956 3110 5011",
        "15, 7860 33161",
        "16, 911 952 1404 1405 1406 1407 1408 1409 1410 1411 1412 1413 1414 1415 1416 1418 1419 1421 1422 1426 1427",
        "16, 1428 1429 1431 1433 1434 1436 1438 1439 1447 1448 1449 1451 1452 1455 1456 1460 1462 1463 1464 1465",
        "16, 1466 1467 1468 1469 1470 1473 1474 1475 1476 1477 1478 1479 1488 1499 3101 3102 3104 3117 3118 3119",
        "16, 3120 3135 3136 3154 3156 3159 3169 3201 3241 4208 4214 4305 4326 4330 5052 5069 5123 5133 7862 7863",
        "16, 7874 7878 9692 9778 15007 15023 15025 15063 15116 15118 15138 15141 15151 15173 15174 15208 15212",
        "16, 15213 15214 15215 15232 15240 15246 15247 15297 15329 15334 15342 15345 15353 15434 15464 15465 15466",
        "16, 15474 15530 15578 15581 26023 28055",
        "17, 957 1453 1454",
        "20, 1402"
    })
    void givesTheSeverityThatIsKnown(int severity, String numbers) {
        for (String number : numbers.split(" ")) {
            assertThat(Messages.message(Integer.parseInt(number)).severity())
                    .as(number)
                    .isEqualTo(severity);
        }
    }

    @Test
    void hasEveryNumberThatTheLabWritesInItsSource() throws IOException {
        TreeSet<Integer> written = new TreeSet<>();
        try (Stream<Path> files = Files.walk(LAB)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                Matcher number = THROWN.matcher(text(file));
                while (number.find()) {
                    written.add(Integer.valueOf(number.group(1)));
                }
            });
        }

        assertThat(written).hasSizeGreaterThan(100);
        assertThat(Messages.all().keySet()).containsAll(written);
    }

    private static List<String> rows() throws IOException {
        try (var in = Messages.class.getResourceAsStream("messages.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toList());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
