package mirrorsh.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mirrorsh.model.UsageException;
import mirrorsh.run.JournalFolder;

/** A journal is read up to where it is torn, or refused. */
class JournalFuzz {
    @FuzzTest(maxDuration = "40s")
    void isReadOrRefused(byte[] content) throws IOException {
        Path folder = Files.createTempDirectory("runs");
        Path journal = folder.resolve("2026-11-22-1.jsonl");
        try {
            Files.write(journal, content);
            new JournalFolder(folder).latest();
            new JournalFolder(folder).read("2026-11-22-1");
        } catch (UsageException refused) {
            if (!refused.getMessage().contains("2026-11-22-1")) {
                throw new IllegalStateException("It does not name the run: " + refused.getMessage(), refused);
            }
        } finally {
            Files.deleteIfExists(journal);
            Files.delete(folder);
        }
    }
}
