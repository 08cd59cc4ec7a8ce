package mirrorsh.diagnosis;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import mirrorsh.diagnosis.Explanation.Cause;

/** The errors that mirroring meets, explained (errors.md §2 to §7, procedure.md §17). Immutable. */
public final class Explanations {
    private static final String RESOURCE = "explanations.tsv";

    private final Map<Integer, Explanation> byNumber;

    private Explanations(Map<Integer, Explanation> byNumber) {
        this.byNumber = Collections.unmodifiableMap(byNumber);
    }

    /** Reads the table that comes with the product. */
    public static Explanations load() {
        Map<Integer, Explanation> all = new TreeMap<>();
        Resource.rows(RESOURCE).stream().map(Explanations::parse).forEach(row -> all.put(row.number(), row));
        return new Explanations(all);
    }

    private static Explanation parse(List<String> columns) {
        return new Explanation(
                Integer.parseInt(columns.get(0)),
                columns.get(1),
                Arrays.stream(columns.get(2).split(" \\| ", -1))
                        .map(Explanations::cause)
                        .toList(),
                columns.get(3));
    }

    private static Cause cause(String text) {
        String[] parts = text.split(" => ", -1);
        return new Cause(parts[0], parts[1]);
    }

    /** All numbers that are explained, ascending. */
    public Collection<Integer> numbers() {
        return byNumber.keySet();
    }

    /**
     * The explanation of an error, if there is one.
     *
     * @param host what commands in it are about
     */
    public Optional<Explanation> find(int number, String host) {
        return Optional.ofNullable(byNumber.get(number))
                .map(row -> new Explanation(
                        row.number(),
                        row.meaning(),
                        row.causes().stream()
                                .map(each -> new Cause(
                                        each.what().replace("{host}", host),
                                        each.check().replace("{host}", host)))
                                .toList(),
                        row.next().replace("{host}", host)));
    }
}
