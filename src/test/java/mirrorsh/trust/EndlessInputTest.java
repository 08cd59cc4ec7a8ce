package mirrorsh.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import mirrorsh.command.ExitCode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that never ends is not read into memory for ever. */
class EndlessInputTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"hosts load", "lint", "sql --on X --file", "run --plan"})
    void isRefusedWithItsName(String command) {
        assumeTrue(Files.exists(Path.of("/dev/zero")), "There is no file without an end here.");
        try (Desk desk = new Desk(folder, Map.of(), new NoFiles(), UnaryOperator.identity())) {
            assertThat(desk.execute((command + " /dev/zero").split(" "))).isEqualTo(ExitCode.USAGE);

            assertThat(desk.err()).contains("/dev/zero is larger than 64 MB");
        }
    }
}
