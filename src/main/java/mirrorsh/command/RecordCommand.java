package mirrorsh.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code record FILE}, {@code record off}. */
@Command(
        name = "record",
        description = "Keep a transcript in a file, for the change ticket",
        footer = "  record change-4711.md")
final class RecordCommand implements Doing {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "HTML if it ends in .html, else Markdown; off ends it; nothing tells what is the case")
    private String file = "";

    @Override
    public Result run(Session session) {
        Optional<Path> before = session.recordedIn();
        if (file.isEmpty()) {
            return TextResult.of(before.map(path -> "The transcript is kept in " + path + ".")
                    .orElse("No transcript is kept."));
        }
        if (file.equals("off")) {
            session.endRecording();
            return TextResult.of(
                    before.map(path -> "The transcript is in " + path + ".").orElse("No transcript was kept."));
        }
        session.record(Path.of(file));
        return TextResult.of("From now on commands and results go to " + file + ", too. record off ends it.");
    }
}
