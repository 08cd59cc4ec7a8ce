package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        Set<String> certain = new HashSet<>();
        drafts.stream()
                .filter(draft -> draft.confidence() == Confidence.CERTAIN)
                .forEach(draft -> certain.add(draft.key()));
        // what a log only hints at and a catalog shows is told once
        sorted.removeIf(draft -> draft.confidence() != Confidence.CERTAIN && certain.contains(draft.key()));
        sorted.sort(ORDER);
        Map<String, Draft> byKey = new HashMap<>();
        sorted.forEach(draft -> byKey.putIfAbsent(draft.key(), draft));
        Map<String, Integer> firsts = firsts(sorted);
        for (Draft draft : sorted) {
            if (draft.step() == Step.START) {
                waitFor(draft, sorted, firsts);
            }
            draft.dependsOn().removeIf(key -> !byKey.containsKey(key));
            draft.dependsOn().remove(draft.key());
        }
        Map<Draft, List<Finding>> folded = new LinkedHashMap<>();
        sorted.stream()
                .filter(draft -> draft.dependsOn().isEmpty() && draft.chief().isEmpty())
                .forEach(root -> folded.put(root, new ArrayList<>()));
        for (Draft draft : sorted) {
            if (!folded.containsKey(draft)) {
                root(draft, byKey)
                        .ifPresent(root -> folded.computeIfAbsent(root, each -> new ArrayList<>())
                                .add(draft.finding(observation)));
            }
        }
        return folded.entrySet().stream()
                .map(entry -> new Cause(entry.getKey().finding(observation), entry.getValue()))
                .toList();
    }

    /** Of each host, where in the order the first finding is that concerns it and is no matter of setting partners. */
    private static Map<String, Integer> firsts(List<Draft> sorted) {
        Map<String, Integer> firsts = new HashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            if (sorted.get(i).step().compareTo(Step.START) < 0) {
                for (String host : sorted.get(i).concerned()) {
                    firsts.putIfAbsent(host, i);
                }
            }
        }
        return firsts;
    }

    /** Setting partners waits for whatever is wrong with the hosts that it concerns. */
    private static void waitFor(Draft start, List<Draft> sorted, Map<String, Integer> firsts) {
        start.concerned().stream()
                .flatMap(host -> Optional.ofNullable(firsts.get(host)).stream())
                .min(Integer::compare)
                .map(sorted::get)
                .ifPresent(cause -> start.afterOn(cause.host(), cause.id()));
    }

    /** The first finding up the chain that depends on nothing; in a circle, the finding where the walk ends. */
    private static Optional<Draft> root(Draft draft, Map<String, Draft> byKey) {
        Draft at = draft.chief().orElse(draft);
        for (int i = 0; i < byKey.size() && !at.dependsOn().isEmpty(); i++) {
            at = byKey.getOrDefault(at.dependsOn().iterator().next(), at);
        }
        return Optional.of(at);
    }
}
