package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of what a run against real servers settles has every such test, and no other. */
class RealServerListTest {
    private static final Path LIST = Path.of("docs", "real-servers.md");
    private static final Path SUITE = Path.of("src", "test", "java", "mirrorsh", "conformance");
    private static final Pattern TEST = Pattern.compile("void ((?:unconfirmed|inferred)\\w+)\\(");
    private static final Pattern LISTED = Pattern.compile("`(\\w+)\\.((?:unconfirmed|inferred)\\w+)`");

    @Test
    void hasEveryTestOfWhatIsUnconfirmed() throws IOException {
        Set<String> tests = new TreeSet<>();
        try (Stream<Path> files = Files.list(SUITE)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                Matcher matcher = TEST.matcher(Files.readString(file));
                while (matcher.find()) {
                    tests.add(name + "." + matcher.group(1));
                }
            }
        }

        Set<String> listed = LISTED.matcher(Files.readString(LIST))
                .results()
                .map(found -> found.group(1) + "." + found.group(2))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(tests).hasSizeGreaterThan(20);
        assertThat(listed).isEqualTo(tests);
    }

    @Test
    void namesEveryVariable() throws IOException {
        assertThat(Files.readString(LIST))
                .contains(RealServers.ADDRESS, TriosUnderTest.SHARE)
                .contains(TriosUnderTest.VARIABLES);
    }
}
