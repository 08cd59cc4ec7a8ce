package mirrorsh.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import mirrorsh.model.UsageException;

/** Files that a command is asked to write. */
final class WrittenFile {
    private WrittenFile() {}

    /** @throws UsageException when it cannot be written */
    static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException("The file " + file + " cannot be written.", "a path in a folder that is there");
        }
    }
}
