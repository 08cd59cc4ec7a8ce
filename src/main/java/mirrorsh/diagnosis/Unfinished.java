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

    /** The same for one host and one that it lets in. */
    private static final Map<String, Integer> INBOUND = Map.of("P17", 0, "P16", 1, "P07", 2, "P18", 3);

    private final List<Draft> drafts;
    /** All hosts, in the order in which the procedure takes them. */
    private final List<String> order;

    private Unfinished(List<Draft> drafts, List<String> order) {
        this.drafts = drafts;
        this.order = order;
    }

    static void fold(Case facts, List<Draft> drafts) {
        List<String> hosts = Relation.hosts(facts.setup().relations());
        boolean everyPair = facts.setup().relations().size() == hosts.size() * (hosts.size() - 1) / 2;
        if (hosts.isEmpty() || hosts.size() > 3 || !everyPair || drafts.stream().anyMatch(Draft::isPromoted)) {
            return;
        }
        orders(hosts).stream()
                .flatMap(order -> new Unfinished(drafts, order).rest().stream())
                .findFirst()
                .ifPresent(Unfinished::chain);
    }

    /** All orders of the hosts; the procedure may have begun with any of them. */
    private static List<List<String>> orders(List<String> hosts) {
        if (hosts.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> all = new ArrayList<>();
        for (String first : hosts) {
            List<String> others = new ArrayList<>(hosts);
            others.remove(first);
            for (List<String> rest : orders(others)) {
                List<String> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                all.add(order);
            }
        }
        return all;
    }

    private static void chain(List<Draft> inOrder) {
        Draft cause = inOrder.get(0);
        inOrder.stream().skip(1).forEach(draft -> draft.under(cause));
    }

    /** The findings in the order of the procedure, if they are just its rest and there are two or more. */
    private Optional<List<Draft>> rest() {
        int steps = start() + 1;
        boolean[] missing = new boolean[steps];
        List<List<Draft>> by = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            by.add(new ArrayList<>());
        }
        missing[steps - 1] = true; // whether partners are set is not judged before there is a copy
        for (Draft draft : drafts) {
            if (draft.confidence() == Confidence.HARMLESS) {
                continue;
            }
            int from = position(draft);
            if (from < 0) {
                return Optional.empty();
            }
            by.get(from).add(draft);
            for (int i = from; i <= from + behind(draft); i++) {
                missing[i] = true;
            }
        }
        List<Draft> all = by.stream().flatMap(List::stream).toList();
        return isRest(missing) && all.size() > 1 ? Optional.of(all) : Optional.empty();
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

    /** Where the partners are set, after everything else. */
    private int start() {
        return inbound(order.size(), 0);
    }

    private int inbound(int host, int peer) {
        return order.size() * OUTBOUND.size() + (host * (order.size() - 1) + peer) * INBOUND.size();
    }

    /** Where in the procedure the thing is that a finding misses; -1 for a finding of another kind. */
    private int position(Draft draft) {
        int host = order.indexOf(draft.host());
        Integer outbound = OUTBOUND.get(draft.kind());
        if (outbound != null) {
            return host * OUTBOUND.size() + outbound;
        }
        Integer inbound = draft.unseenOn().isEmpty() ? null : INBOUND.get(draft.kind());
        if (inbound != null) {
            int peer = peer(draft);
            return inbound(host, peer > host ? peer - 1 : peer) + inbound;
        }
        return draft.step() == Step.START ? start() : -1;
    }

    /** The one that is to be let in. */
    private int peer(Draft draft) {
        return draft.concerned().stream()
                .filter(other -> !other.equals(draft.host()))
                .mapToInt(order::indexOf)
                .findFirst()
                .orElse(0);
    }

    /** Without a login or a user nothing after it is judged: the finding stands for all of it. */
    private static int behind(Draft draft) {
        return switch (draft.kind()) {
            case "P17" -> 3;
            case "P16" -> 2;
            default -> 0;
        };
    }
}
