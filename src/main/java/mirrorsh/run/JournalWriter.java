package mirrorsh.run;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Appends events to one run's journal, each a line of JSON. Safe to share. */
final class JournalWriter implements AutoCloseable {
    private final Path file;
    private final FileOutputStream out;
    private final Clock clock;
    private final Json json = new Json();

    /** @param file there already, and empty */
    JournalWriter(Path file, Clock clock) throws IOException {
        this.file = file;
        // not a channel: an interrupt would close that, and the end of the run would go unrecorded
        out = new FileOutputStream(file.toFile(), true);
        this.clock = clock;
    }

    /** @throws JournalException when it is not on the disk */
    synchronized void write(String event, Map<String, ? extends @Nullable Object> members) {
        writeSoon(event, members);
        try {
            // a statement must not run, nor its end be told, before the disk knows of it
            out.getFD().sync();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /**
     * The same for an event that nobody is told of and nothing rests on before the next one: the disk has it together with that.
     *
     * @throws JournalException when it cannot be written
     */
    synchronized void writeSoon(String event, Map<String, ? extends @Nullable Object> members) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("event", event);
        line.put("at", clock.instant().toString());
        line.putAll(members);
        try {
            out.write((json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
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
            out.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
