package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
     * @param symptoms findings that depend on it, in order; mended after it
     */
    public record Cause(Finding finding, List<Finding> symptoms) {
        public Cause {
            symptoms = List.copyOf(symptoms);
        }
    }

    /** All findings, causes first. */
    public List<Finding> all() {
        List<Finding> all = new ArrayList<>(causes.stream().map(Cause::finding).toList());
        causes.forEach(cause -> all.addAll(cause.symptoms()));
        return all;
    }

    /** All mends in the order in which they can be done: those of the causes, then those of what follows from them. */
    public List<Mend> mends() {
        return all().stream()
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
