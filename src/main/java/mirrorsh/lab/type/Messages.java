package mirrorsh.lab.type;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The message catalogue: number, severity, whether it is written to the event log, and a text with numbered slots.
 *
 * <p>The texts are our own wording of the meaning (errors.md); clients must compare numbers only. One file for each
 * room of the lab, tab-separated: {@code number, severity, Y|N, text}; slots are {@code {0}, {1}, ...}; {@code #} opens a
 * comment line. Read once, immutable, safe to share.
 */
public final class Messages {
    private static final List<String> FILES = List.of(
            "messages-tds.tsv",
            "messages-sql.tsv",
            "messages-session.tsv",
            "messages-instance.tsv",
            "messages-mirroring.tsv");

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
     * @throws IllegalArgumentException if no file of the catalogue has the number
     */
    public static SqlMessage message(int number, Object... arguments) {
        Entry entry = Loaded.ENTRIES.get(number);
        if (entry == null) {
            throw new IllegalArgumentException("Message " + number + " is in no messages-*.tsv.");
        }
        String text = entry.template();
        for (int i = 0; i < arguments.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
        }
        return new SqlMessage(number, entry.severity(), 1, text, "", 0);
    }

    private static Map<Integer, Entry> load() {
        Map<Integer, Entry> entries = new TreeMap<>();
        for (String file : FILES) {
            try (InputStream in = Messages.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException("The message file " + file + " is missing from the program.");
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
        }
        return java.util.Collections.unmodifiableMap(entries);
    }

    private static Entry parse(String line) {
        String[] cells = line.split("\t", 4);
        return new Entry(Integer.parseInt(cells[0]), Integer.parseInt(cells[1]), cells[2].equals("Y"), cells[3]);
    }
}
