package mirrorsh.lab.type;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The message catalogue: number, severity, whether it is written to the event log, and a text with numbered slots.
 *
 * <p>The texts are our own wording of the meaning (errors.md); clients must compare numbers only. They are
 * rows of messages.tsv, sorted by number, tab-separated: {@code number, severity, Y|N, text}; slots are {@code {0}, {1},
 * ...}; {@code #} opens a comment line. Read once, immutable, safe to share.
 *
 * <p>Two numbers are the lab's own: 49999 is what it does not imitate, 49998 what a server refuses under a number that
 * no source tells.
 */
public final class Messages {
    private static final String FILE = "messages.tsv";

    private static final class Loaded {
        static final Map<Integer, Entry> ENTRIES = load();
    }

    private Messages() {}

    /** One row of the catalogue. */
    public record Entry(int number, int severity, boolean logged, String template) {}

    /** Every entry by number, in order; what sys.messages shows. */
    public static Map<Integer, Entry> all() {
        return Loaded.ENTRIES;
    }

    /**
     * The message with its slots filled, state 1, no line.
     *
     * @throws IllegalArgumentException if the catalogue does not have the number
     */
    public static SqlMessage message(int number, Object... arguments) {
        Entry entry = Loaded.ENTRIES.get(number);
        if (entry == null) {
            throw new IllegalArgumentException("Message " + number + " is not in messages.tsv.");
        }
        String text = entry.template();
        for (int i = 0; i < arguments.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
        }
        return new SqlMessage(number, entry.severity(), 1, text, "", 0);
    }

    private static Map<Integer, Entry> load() {
        Map<Integer, Entry> entries = new TreeMap<>();
        try (InputStream in = Messages.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("The message file " + FILE + " is missing from the program.");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    Entry entry = parse(line);
                    entries.put(entry.number(), entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return java.util.Collections.unmodifiableMap(entries);
    }

    private static Entry parse(String line) {
        String[] cells = line.split("\t", 4);
        return new Entry(Integer.parseInt(cells[0]), Integer.parseInt(cells[1]), cells[2].equals("Y"), cells[3]);
    }
}
