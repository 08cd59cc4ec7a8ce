package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** Pictures that are written to files, as a reader of XML and a browser see them. */
class PictureFileTest {
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge");
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private Path drawn(String name) {
        Path file = folder.resolve(name);
        Bench bench = new Bench(
                FakeHosts.mirrored("HOST_A", "HOST_B", "OFF"), new PaperConsole(80), folder.resolve("home"), Map.of());
        assertThat(bench.execute("topology", "--out", file.toString())).isEqualTo(ExitCode.DONE);
        return file;
    }

    private static Optional<String> browser() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .flatMap(each -> BROWSERS.stream().map(name -> Path.of(each, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    @Test
    void isWellFormed() throws Exception {
        Document picture = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(drawn("mirroring.svg").toFile());

        assertThat(picture.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(picture.getDocumentElement().getTextContent()).contains("HOST_A", "HOST_B", "SYNCHRONIZED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirroring.svg", "mirroring.html"})
    void isShownByABrowser(String name) throws Exception {
        Optional<String> browser = browser();
        assumeTrue(browser.isPresent(), "None of these is on the PATH: " + String.join(", ", BROWSERS));
        Path file = drawn(name);
        Path shown = folder.resolve("dom.txt");
        List<String> command = Stream.of(
                        browser.get(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom",
                        file.toUri().toString())
                .toList();

        Process process = new ProcessBuilder(command)
                .redirectOutput(shown.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readString(shown, StandardCharsets.UTF_8))
                .contains("<svg")
                .contains("HOST_A")
                .contains("SYNCHRONIZED");
    }
}
