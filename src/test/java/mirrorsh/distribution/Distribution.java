package mirrorsh.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The distribution as {@code mvn package} makes it, started as a person starts it, with a home of its own. */
public final class Distribution {
    public static final Path FOLDER = Path.of("target/mirrorsh").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 120;

    private Distribution() {}

    /** A process of it in its own folder, so that {@code runbooks/} is there; not started yet. */
    public static ProcessBuilder process(Path home, List<String> command) {
        assertThat(FOLDER.resolve("bin/mirrorsh")).as("made by: mvn package").isExecutable();
        ProcessBuilder builder = new ProcessBuilder(command).directory(FOLDER.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
        builder.environment().put("XDG_STATE_HOME", home.resolve("state").toString());
        builder.environment().put("MIRRORSH_NO_ARCHIVE", "1"); // not made for one start
        builder.environment().put("COLUMNS", "100");
        builder.environment().keySet().removeAll(List.of("NO_COLOR", "MIRRORSH_LAB_PASSWORD", "MIRRORSH_PASSWORD"));
        return builder;
    }

    /** What it prints to standard output, given lines of input; it has to end with exit code 0. */
    static List<String> lines(Path home, String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bin/mirrorsh"));
        command.addAll(List.of(arguments));
        Path out = home.resolve("out.txt");
        Path err = home.resolve("err.txt");
        Path in = Files.writeString(home.resolve("in.txt"), input);
        Process process = process(home, command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("ended")
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(out, StandardCharsets.UTF_8);
    }
}
