package mirrorsh.trust;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A disk of our own that is as small as a test wants it. Where none may be made, the test is skipped and says so. */
final class TinyDisk implements AutoCloseable {
    private final Path folder;

    /** @param kilobytes in steps of 4 */
    TinyDisk(Path folder, int kilobytes) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        boolean made = command("mount", "-t", "tmpfs", "-o", "mode=700,size=" + kilobytes + "k", "tmpfs");
        assumeTrue(made, "No disk can be made here: it takes the right to mount one.");
    }

    /** From now on it has so much room. */
    void grow(int kilobytes) throws IOException, InterruptedException {
        assumeTrue(command("mount", "-o", "remount,size=" + kilobytes + "k"), "A disk that grows cannot be made here.");
    }

    private boolean command(String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(words));
        line.add(folder.toString());
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // a system without such a program
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        command("umount", "-l");
    }
}
