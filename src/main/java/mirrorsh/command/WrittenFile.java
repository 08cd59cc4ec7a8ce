package mirrorsh.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that a command is asked to write: the whole of it, or what was there before. */
final class WrittenFile {
    private WrittenFile() {}

    /** @throws mirrorsh.model.MirrorException when it cannot be written */
    static void write(Path file, String text) {
        try {
            boolean fresh = Files.notExists(file);
            if (fresh || Files.isRegularFile(file)) {
                replace(fresh ? file.toAbsolutePath() : file.toRealPath(), text, fresh);
            } else {
                Files.writeString(file, text, StandardCharsets.UTF_8); // a pipe or a device
            }
        } catch (IOException e) {
            throw UnwritableException.of("The file " + file + " cannot be written", e, "a path that can be written");
        }
    }

    /** Half a script is worse than none: beside its place first. */
    private static void replace(Path file, String text, boolean fresh) throws IOException {
        Path beside = file.resolveSibling(".mirrorsh-" + UUID.randomUUID());
        try {
            Files.writeString(beside, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            if (!fresh && Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(file));
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (AccessDeniedException e) {
            if (fresh) {
                throw e;
            }
            Files.writeString(file, text, StandardCharsets.UTF_8); // the folder is closed, but not this file of it
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
