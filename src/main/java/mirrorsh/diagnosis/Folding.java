package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.diagnosis.Findings.Cause;
import mirrorsh.model.Observation;

/** Puts findings in order and those that follow from others under their cause. */
final class Folding {
    private static final Comparator<Draft> ORDER = Comparator.comparing((Draft draft) -> !draft.isPromoted())
            .thenComparing(Draft::step)
            .thenComparing(Draft::host)
            .thenComparing(Draft::id);

    private Folding() {}

    static List<Cause> fold(Observation observation, List<Draft> drafts) {
        List<Draft> sorted = new ArrayList<>(drafts);
        sorted.sort(ORDER);
        for (Draft draft : sorted) {
            if (draft.step() == Step.START) {
                waitFor(draft, sorted);
            }
            draft.dependsOn()
                    .removeIf(key ->
                            sorted.stream().noneMatch(other -> other.key().equals(key)));
            draft.dependsOn().remove(draft.key());
        }
        Map<Draft, List<Finding>> folded = new LinkedHashMap<>();
        sorted.stream()
                .filter(draft -> draft.dependsOn().isEmpty())
                .forEach(root -> folded.put(root, new ArrayList<>()));
        for (Draft draft : sorted) {
            if (!folded.containsKey(draft)) {
                root(draft, sorted, sorted.size())
                        .ifPresent(root -> folded.computeIfAbsent(root, each -> new ArrayList<>())
                                .add(draft.finding(observation)));
            }
        }
        return folded.entrySet().stream()
                .map(entry -> new Cause(entry.getKey().finding(observation), entry.getValue()))
                .toList();
    }

    /** Setting partners waits for whatever is wrong with the hosts that it concerns. */
    private static void waitFor(Draft start, List<Draft> sorted) {
        sorted.stream()
                .filter(other -> other.step().compareTo(Step.START) < 0)
                .filter(other -> other.concerned().stream().anyMatch(start.concerned()::contains))
                .findFirst()
                .ifPresent(cause -> start.afterOn(cause.host(), cause.id()));
    }

    /** The first finding up the chain that depends on nothing; in a circle, the finding where the walk ends. */
    private static Optional<Draft> root(Draft draft, List<Draft> sorted, int most) {
        Draft at = draft;
        for (int i = 0; i < most && !at.dependsOn().isEmpty(); i++) {
            String key = at.dependsOn().iterator().next();
            at = sorted.stream()
                    .filter(other -> other.key().equals(key))
                    .findFirst()
                    .orElse(at);
        }
        return Optional.of(at);
    }
}
