package mirrorsh.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file for its owner alone, replaced as a whole, so that no reader sees half of it. */
final class OwnFile {
    private OwnFile() {}

    /** @throws IOException when it cannot be written; what was there before is still there then */
    static void write(Path file, String text) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(
                    file.toString(), null, "it is no plain file"); // a device must not be replaced
        }
        Path whole = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = whole.getParent();
        if (folder == null) {
            throw new IOException(file + " is no file");
        }
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, whole.getFileName().toString(), ".new"); // 0600 from its first byte
        try {
            Files.writeString(fresh, text, StandardCharsets.UTF_8);
            Files.move(fresh, whole, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
