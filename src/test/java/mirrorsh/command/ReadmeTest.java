package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {
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
