package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a diagnosis found.
 *
 * @param causes independent of each other, in the order in which they are to be mended
 * @param notes what is worth knowing but not wrong: what could be set up, what this login may not see
 */
public record Findings(List<Cause> causes, List<String> notes) {
    public Findings {
        causes = List.copyOf(causes);
        notes = List.copyOf(notes);
    }

    /**
     * A cause, and what follows from it.
     *
     * @param symptoms findings that depend on it, in the order in which they are mended after it
     */
    public record Cause(Finding finding, List<Finding> symptoms) {
        public Cause {
            symptoms = inMendingOrder(symptoms);
        }
    }

    /** All findings, causes first. */
    public List<Finding> all() {
        List<Finding> all = new ArrayList<>(causes.stream().map(Cause::finding).toList());
        causes.forEach(cause -> all.addAll(cause.symptoms()));
        return all;
    }

    /**
     * All findings in the order in which they can be mended: each after those that it follows from, and what makes partners call each
     * other after everything that may be in its way, the witness at the end.
     */
    public List<Finding> inMendingOrder() {
        return inMendingOrder(causes.stream()
                .flatMap(cause -> Stream.concat(Stream.of(cause.finding()), cause.symptoms().stream()))
                .toList());
    }

    private static List<Finding> inMendingOrder(List<Finding> all) {
        Map<String, List<Finding>> byKey = all.stream().collect(Collectors.groupingBy(Finding::key));
        Set<Finding> ordered = new LinkedHashSet<>();
        Set<Finding> met = new HashSet<>();
        all.forEach(finding -> place(finding, byKey, met, ordered));
        return ordered.stream().sorted(Comparator.comparing(Finding::needs)).toList();
    }

    private static void place(
            Finding finding, Map<String, List<Finding>> byKey, Set<Finding> met, Set<Finding> ordered) {
        if (met.add(finding)) {
            finding.dependsOn()
                    .forEach(key ->
                            byKey.getOrDefault(key, List.of()).forEach(earlier -> place(earlier, byKey, met, ordered)));
            ordered.add(finding);
        }
    }

    /** All mends in the order in which they can be done. */
    public List<Mend> mends() {
        return inMendingOrder().stream()
                .flatMap(finding -> finding.mends().stream())
                .distinct()
                .toList();
    }

    /** Whether anything has to be mended; if not, the exit code is 0. */
    public boolean needsMending() {
        return causes.stream().anyMatch(cause -> cause.finding().confidence() != Confidence.HARMLESS);
    }

    /** As product.md has it: {@code {"findings":[...]}}, causes first. */
    public Map<String, Object> json() {
        return Map.of("findings", all().stream().map(Finding::json).toList());
    }
}
