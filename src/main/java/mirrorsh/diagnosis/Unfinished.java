package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recognizes a set-up that was begun and not finished: from some step of the procedure on everything is missing and nothing before it is.
 * Then the first missing thing is the cause and the others only come after it.
 */
final class Unfinished {
    /** What a set-up makes on its way, by the rows that say it is missing; each is of one host. */
    private static final Map<String, Integer> OUTBOUND = Map.of("P01", 0, "P03", 1, "P21", 2);

    private static final Map<String, Integer> INBOUND = Map.of("P17", 0, "P16", 1, "P07", 2, "P18", 3);
    private static final int OUTBOUND_STEPS = 3;
    private static final int INBOUND_STEPS = 4;

    private final List<Draft> drafts;
    private final String first;
    private final String second;

    private Unfinished(List<Draft> drafts, String first, String second) {
        this.drafts = drafts;
        this.first = first;
        this.second = second;
    }

    static void fold(Case facts, List<Draft> drafts) {
        List<Relation> relations = facts.setup().relations();
        if (relations.size() != 1 || drafts.stream().anyMatch(Draft::isPromoted)) {
            return;
        }
        Relation pair = relations.get(0);
        new Unfinished(drafts, pair.one(), pair.other())
                .order()
                .or(() -> new Unfinished(drafts, pair.other(), pair.one()).order())
                .ifPresent(Unfinished::chain);
    }

    private static void chain(List<Draft> inOrder) {
        Draft cause = inOrder.get(0);
        inOrder.stream().skip(1).forEach(draft -> draft.afterOn(cause.host(), cause.id()));
    }

    /** The findings in the order of the procedure, if they are just its rest and there are two or more. */
    private Optional<List<Draft>> order() {
        int steps = 2 * OUTBOUND_STEPS + 2 * INBOUND_STEPS + 1;
        boolean[] missing = new boolean[steps];
        Draft[] by = new Draft[steps];
        missing[steps - 1] = true; // whether partners are set is not judged before there is a copy
        for (Draft draft : drafts) {
            if (draft.confidence() == Confidence.HARMLESS) {
                continue;
            }
            int from = position(draft);
            if (from < 0) {
                return Optional.empty();
            }
            int to = Math.max(from, last(draft, from));
            by[from] = by[from] == null ? draft : by[from];
            for (int i = from; i <= to; i++) {
                missing[i] = true;
            }
        }
        return isRest(missing) ? Optional.of(listed(by)).filter(all -> all.size() > 1) : Optional.empty();
    }

    private static List<Draft> listed(Draft[] by) {
        List<Draft> all = new ArrayList<>();
        for (Draft draft : by) {
            if (draft != null) {
                all.add(draft);
            }
        }
        return all;
    }

    private static boolean isRest(boolean[] missing) {
        boolean begun = false;
        for (boolean each : missing) {
            if (begun && !each) {
                return false;
            }
            begun |= each;
        }
        return begun;
    }

    /** Where in the procedure the thing is that a finding misses; -1 for a finding of another kind. */
    private int position(Draft draft) {
        boolean isFirst = draft.host().equals(first);
        Integer outbound = OUTBOUND.get(draft.id());
        if (outbound != null) {
            return outbound + (isFirst ? 0 : OUTBOUND_STEPS);
        }
        Integer inbound = draft.unseenOn().isEmpty() ? null : INBOUND.get(draft.id());
        if (inbound != null) {
            return inbound + 2 * OUTBOUND_STEPS + (isFirst ? 0 : INBOUND_STEPS);
        }
        return draft.step() == Step.START ? 2 * OUTBOUND_STEPS + 2 * INBOUND_STEPS : -1;
    }

    /** Without a login or a user nothing after it is judged: the finding stands for all of it. */
    private static int last(Draft draft, int from) {
        return switch (draft.id()) {
            case "P17" -> from + 3;
            case "P16" -> from + 2;
            default -> from;
        };
    }
}
