package mirrorsh.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Appends events to one run's journal, each a line of JSON that is on the disk before the method returns. One thread. */
final class JournalWriter implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final Clock clock;
    private final Json json = new Json();

    /** @param channel open for appending; closed with this */
    JournalWriter(Path file, FileChannel channel, Clock clock) {
        this.file = file;
        this.channel = channel;
        this.clock = clock;
    }

    /** @throws JournalException when it is not on the disk */
    void write(String event, Map<String, ? extends @Nullable Object> members) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("event", event);
        line.put("at", clock.instant().toString());
        line.putAll(members);
        ByteBuffer bytes = ByteBuffer.wrap((json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // a statement must not run, nor its end be told, before the disk knows of it
            channel.force(false);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private JournalException unwritable(IOException e) {
        return new JournalException(
                "The journal " + file + " cannot be written: " + e.getMessage() + ".", "free the disk, then resume", e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
