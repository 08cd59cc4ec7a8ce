package mirrorsh.effect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The errors that the procedure meets, explained (procedure.md §3 to §6 "Fails", errors.md §2 to §5). Immutable. */
public final class ErrorExplanations {
    private static final String RESOURCE = "errors.tsv";

    private final Map<Integer, ErrorExplanation> byNumber;

    private ErrorExplanations(Map<Integer, ErrorExplanation> byNumber) {
        this.byNumber = Collections.unmodifiableMap(byNumber);
    }

    /** Reads the table that comes with the product: one error a line, columns parted by tabs. */
    public static ErrorExplanations load() {
        try (InputStream stream = ErrorExplanations.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is not in the class path");
            }
            Map<Integer, ErrorExplanation> all = new TreeMap<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            lines.lines().map(ErrorExplanations::parse).forEach(row -> all.put(row.number(), row));
            return new ErrorExplanations(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ErrorExplanation parse(String line) {
        String[] columns = line.split("\t", -1);
        return new ErrorExplanation(Integer.parseInt(columns[0]), columns[1], columns[2], columns[3]);
    }

    /** All numbers that are explained, ascending. */
    public Iterable<Integer> numbers() {
        return byNumber.keySet();
    }

    /**
     * The explanation of an error, if there is one.
     *
     * @param host what commands in {@link ErrorExplanation#next} are about
     */
    public Optional<ErrorExplanation> find(int number, String host) {
        return Optional.ofNullable(byNumber.get(number))
                .map(row -> new ErrorExplanation(
                        row.number(), row.meaning(), row.usually(), row.next().replace("{host}", host)));
    }
}
