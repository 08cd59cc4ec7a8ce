package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import mirrorsh.model.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetTest {
    @TempDir
    private Path folder;

    private Bench bench(Map<String, String> environment) {
        return new Bench(FakeHosts.of("HOST_A"), new PaperConsole(80), folder, environment);
    }

    private Path file() {
        return folder.resolve("config/settings.toml");
    }

    @Test
    void showsEverySettingWithItsValueAndWhereItIsFrom() {
        Bench bench = bench(Map.of("MIRRORSH_CONNECT_SECONDS", "7"));

        assertThat(bench.execute("set")).isEqualTo(ExitCode.DONE);

        assertThat(bench.text())
                .contains(" connect-seconds    7       environment")
                .contains(" read-seconds       60      usual");
    }

    @Test
    void changesASettingForTheSession() {
        Bench bench = bench(Map.of());

        assertThat(bench.execute("set", "read-seconds", "5")).isEqualTo(ExitCode.DONE);

        assertThat(bench.session.settings().limits().reading()).isEqualTo(Duration.ofSeconds(5));
        assertThat(file()).doesNotExist();
    }

    @Test
    void keepsASettingWhereThatIsAskedFor() throws IOException {
        assertThat(bench(Map.of()).execute("set", "production", "*live*, SQL1", "--save"))
                .isEqualTo(ExitCode.DONE);

        Settings later = bench(Map.of()).session.settings();
        assertThat(later.isProduction("X", "sql-live-3,1433")).isTrue();
        assertThat(later.isProduction("sql1", "")).isTrue();
        assertThat(later.isProduction("SQL12", "")).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void forgetsWhatIsPutBack() throws IOException {
        Bench bench = bench(Map.of());
        bench.execute("set", "editing", "vi", "--save");

        assertThat(bench.execute("set", "editing", "--usual", "--save")).isEqualTo(ExitCode.DONE);

        assertThat(Files.readString(file())).doesNotContain("editing");
        assertThat(bench.session.editsLikeVi()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colour|on|There is no setting colour.|set color",
                "color|blue|The setting color takes on or off, not 'blue'.|set color on",
                "read-seconds|0|The setting read-seconds takes a number of seconds from 1 to 604800, not '0'.|set read-seconds 60",
            })
    void refusesWhatItDoesNotKnow(String name, String value, String problem, String next) {
        Bench bench = bench(Map.of());

        assertThat(bench.execute("set", name, value)).isEqualTo(ExitCode.USAGE);

        assertThat(bench.asideText()).isEqualTo(problem + "\n  Try: " + next);
    }

    @Test
    void saysWhichLineOfTheFileIsWrong() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "# mine\ncolor = \"off\"\nconect-seconds = 3\n");

        assertThatThrownBy(() -> bench(Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(":3: Expected NAME = \"...\", NAME one of color, editing");
    }

    @Test
    void isShownToMachines() {
        Bench bench = bench(Map.of());

        assertThat(bench.execute("set", "editing", "--json")).isEqualTo(ExitCode.DONE);

        assertThat(bench.text())
                .isEqualTo("{\"settings\":[{\"name\":\"editing\",\"value\":\"emacs\",\"origin\":\"usual\","
                        + "\"usual\":\"emacs\",\"about\":\"Keys of the input line\"}]}");
    }
}
