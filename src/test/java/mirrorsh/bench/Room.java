package mirrorsh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import mirrorsh.command.ExitCode;
import mirrorsh.host.FileTransport;
import mirrorsh.host.Hosts;
import mirrorsh.trust.Desk;

/** A shell without a terminal and its folder, which goes with it. */
final class Room implements AutoCloseable {
    private final Path folder;
    private final Desk desk;

    Room(String password, FileTransport files, UnaryOperator<Hosts> between) throws IOException {
        folder = Files.createTempDirectory("mirrorsh-bench-");
        desk = new Desk(folder, Map.of("MIRRORSH_PASSWORD", password), files, between);
    }

    void connect(String name, String server) {
        does(List.of(ExitCode.DONE), "connect", name, server, "--trust-certificate");
    }

    /** Executes a command line that has to end with one of these codes. */
    void does(List<Integer> codes, String... words) {
        if (!codes.contains(desk.execute(words))) {
            throw new IllegalStateException(String.join(" ", words) + ": " + desk.said());
        }
    }

    /** How large what was written is. */
    long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Override
    public void close() throws IOException {
        desk.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
