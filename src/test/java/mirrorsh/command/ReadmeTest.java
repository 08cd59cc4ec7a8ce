package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import mirrorsh.runbook.RunbookLoader;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void listsEveryRunbookAndNoOther() throws IOException {
        List<String> listed = Files.readAllLines(Path.of("README.md")).stream()
                .dropWhile(line -> !line.equals("| runbook | what it does |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("| `"))
                .map(line -> line.split("`", 3)[1] + ".groovy")
                .toList();

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(RunbookLoader.in(Path.of("runbooks")).stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .toList());
    }

    @Test
    void listsEveryCommand() throws IOException {
        List<String> table = new ArrayList<>(List.of("| group | commands |", "|---|---|"));
        CommandIndex.groups()
                .forEach(group -> table.add("| " + group + " | "
                        + CommandIndex.entries().stream()
                                .filter(entry -> entry.group().equals(group))
                                .map(entry -> "`" + entry.name() + "`")
                                .collect(Collectors.joining(", "))
                        + " |"));

        assertThat(Files.readString(Path.of("README.md"))).contains(String.join("\n", table));
    }
}
