package mirrorsh.runbook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import mirrorsh.model.UsageException;

/** Which runbooks from outside the product this user has approved, by their content: an edit revokes an approval. */
public final class Approvals {
    private final Path file;

    /** @param file one hash and path a line; made when something is approved */
    public Approvals(Path file) {
        this.file = file;
    }

    /** SHA-256 of a runbook's text, in hexadecimal digits. */
    public static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** Whether a runbook of this content was approved. */
    public boolean has(String hash) {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .anyMatch(line -> line.startsWith(hash + " "));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Where they are. */
    public Path file() {
        return file;
    }

    /**
     * Remembers an approval.
     *
     * @throws IOException when it cannot be written; the others are still there then
     */
    public void approve(String hash, Path runbook) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (!Files.exists(file)
                && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        // the end of a line that a full disk cut off would spoil this one
        String line = "\n" + hash + " " + runbook.toAbsolutePath() + "\n";
        Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private UsageException unusable(IOException e) {
        return new UsageException(
                "The approvals in " + file + " cannot be read: " + e.getMessage() + ".", "check the file");
    }
}
