package mirrorsh.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mirrorsh.command.HostFile;
import mirrorsh.model.UsageException;

/** A file of host definitions is read, or refused with its name. */
class HostFileFuzz {
    @FuzzTest(maxDuration = "40s")
    void isReadOrRefused(byte[] content) throws IOException {
        Path file = Files.createTempFile("hosts", ".toml");
        try {
            Files.write(file, content);
            HostFile.read(file);
        } catch (UsageException refused) {
            if (!refused.getMessage().contains(file.getFileName().toString())) {
                throw new IllegalStateException("It does not name the file: " + refused.getMessage(), refused);
            }
        } finally {
            Files.delete(file);
        }
    }
}
