package mirrorsh.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows of a session is what a session shows. A line of it with nothing but … stands for any lines. */
class ReadmeIT {
    private static final String RUN = "$ bin/mirrorsh --lab --yes run runbooks/set-up-mirroring.groovy";
    private static final String STATUS = "mirrorsh:HOST_A> status";

    @TempDir
    private Path home;

    @Test
    void showsWhatTheFirstCommandPrints() throws Exception {
        List<String> printed =
                Distribution.lines(home, "", RUN.replace("$ bin/mirrorsh ", "").split(" "));

        assertCaptured(printed, RUN);
    }

    @Test
    void showsWhatStatusPrints() throws Exception {
        List<String> printed =
                Distribution.lines(home, "run runbooks/set-up-mirroring.groovy\nstatus\n", "--lab", "--yes");

        int end = printed.indexOf(printed.stream()
                .filter(line -> line.startsWith(" Journal: run "))
                .findFirst()
                .orElseThrow());
        assertCaptured(printed.subList(end + 1, printed.size()), STATUS);
    }

    private static void assertCaptured(List<String> printed, String command) throws IOException {
        List<String> real = printed.stream().map(ReadmeIT::timeless).toList();
        List<String> captured =
                captured(command).stream().map(ReadmeIT::timeless).toList();
        int at = 0;
        boolean anywhere = false;
        for (String line : captured) {
            if (line.strip().equals("…")) {
                anywhere = true;
                continue;
            }
            int found = real.subList(at, real.size()).indexOf(line);
            assertThat(found)
                    .as("README.md: <%s>, really:%n%s", line, String.join("\n", printed))
                    .isGreaterThanOrEqualTo(0)
                    .isLessThanOrEqualTo(anywhere ? Integer.MAX_VALUE : 0);
            at += found + 1;
            anywhere = false;
        }
        assertThat(real.subList(at, real.size())).as("behind the last line").isEmpty();
    }

    private static List<String> captured(String command) throws IOException {
        List<String> block = new ArrayList<>();
        boolean within = false;
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            boolean code = line.startsWith("    ");
            if (within && !code && !line.isEmpty()) {
                break;
            }
            if (within) {
                block.add(code ? line.substring(4) : "");
            }
            within |= line.equals("    " + command);
        }
        while (!block.isEmpty() && block.get(block.size() - 1).isEmpty()) {
            block.remove(block.size() - 1);
        }
        assertThat(block).as("README.md shows: " + command).isNotEmpty();
        return block;
    }

    /** Times, days and thumbprints are others in every run. */
    private static String timeless(String line) {
        return line.replaceAll(" +\\d+ ms", " N ms")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d(-\\d+)?", "DAY")
                .replaceAll("[0-9A-F]{4}…[0-9A-F]{4}", "THUMBPRINT")
                .stripTrailing();
    }
}
