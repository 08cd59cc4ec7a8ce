package mirrorsh.run;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Appends events to one run's journal, each a line of JSON. Safe to share. */
final class JournalWriter implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(JournalWriter.class.getName());

    private final Path file;
    private final FileOutputStream out;
    private final Clock clock;
    private final Json json = new Json();
    private long whole;
    private @Nullable JournalException broken;

    /** @param file there already, and empty */
    JournalWriter(Path file, Clock clock) throws IOException {
        this.file = file;
        // not a channel: an interrupt would close that, and the end of the run would go unrecorded
        out = new FileOutputStream(file.toFile(), true);
        this.clock = clock;
    }

    /** @throws JournalException when it is not on the disk; nothing more is written then: it would stand behind half a line */
    synchronized void write(String event, Map<String, ? extends @Nullable Object> members) {
        append(event, members, true);
    }

    /**
     * The same for an event on which nothing rests before the next one: the disk has it together with that.
     *
     * @throws JournalException when it cannot be written
     */
    synchronized void writeSoon(String event, Map<String, ? extends @Nullable Object> members) {
        append(event, members, false);
    }

    private void append(String event, Map<String, ? extends @Nullable Object> members, boolean now) {
        if (broken != null) {
            throw broken;
        }
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("event", event);
        line.put("at", clock.instant().toString());
        line.putAll(members);
        byte[] bytes = (json.write(line) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            out.write(bytes);
            if (now) {
                // the disk knows of a statement before it runs, and of its end before anything else is done
                out.getFD().sync();
            }
            whole += bytes.length;
        } catch (IOException e) {
            broken = unwritable(e);
            cutHalfLine();
            throw broken;
        }
    }

    private void cutHalfLine() {
        try {
            out.getChannel().truncate(whole);
        } catch (IOException e) {
            // readers take half a line for the end, too
            LOG.log(Level.FINE, "The half line stays.", e);
        }
    }

    private JournalException unwritable(IOException e) {
        String next = whole == 0 ? "the same again" : "resume, or the same again";
        return new JournalException(
                "The journal " + file + " cannot be written: " + e.getMessage() + ".",
                "free the disk, then " + next,
                e);
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            if (broken == null) {
                throw unwritable(e);
            }
        }
    }
}
