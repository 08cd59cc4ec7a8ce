package mirrorsh.lab.soak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What a server confirmed to the clients of one database, and what must therefore be there. Safe to share. */
final class Ledger {
    private final Map<Integer, Confirmation> confirmed = new ConcurrentHashMap<>();
    private final Collection<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger rows = new AtomicInteger();
    private volatile int emptied;
    private volatile boolean forced;

    /**
     * How a write was confirmed.
     *
     * @param roleSequence before and after it; 0 when it changed meanwhile
     */
    record Confirmation(String host, int roleSequence, boolean synchronizedFull, Instant time) {}

    int nextRow() {
        return next.incrementAndGet();
    }

    void confirmed(int row, Confirmation how) {
        rows.incrementAndGet();
        confirmed.put(row, how);
    }

    /** From now on what was not on the mirror may be lost, and two principals may serve. */
    void forced() {
        forced = true;
    }

    boolean wasForced() {
        return forced;
    }

    /** The partners agree and the table was emptied, while nobody wrote. */
    void emptied() {
        confirmed.clear();
        emptied = next.get();
        forced = false;
    }

    void violated(String what) {
        violations.add(what);
    }

    Collection<String> violations() {
        return violations;
    }

    /** How many rows were confirmed in all. */
    int size() {
        return rows.get();
    }

    /** Rows that must be there and are not, with how they were confirmed; those of one kind on one line. */
    List<String> missing(Set<Integer> present) {
        Map<String, List<Integer>> kinds = new LinkedHashMap<>();
        new TreeMap<>(confirmed).forEach((row, how) -> {
            if (!present.contains(row) && (!forced || how.synchronizedFull())) {
                String kind = "by " + how.host() + " in role sequence " + how.roleSequence()
                        + (how.synchronizedFull() ? ", SYNCHRONIZED and FULL" : "");
                kinds.computeIfAbsent(kind, any -> new ArrayList<>()).add(row);
            }
        });
        List<String> missing = new ArrayList<>();
        kinds.forEach((kind, lost) -> {
            int first = lost.get(0);
            int last = lost.get(lost.size() - 1);
            missing.add(lost.size() + " rows, " + first + " to " + last + ", confirmed " + kind + " from " + time(first)
                    + " to " + time(last));
        });
        return missing;
    }

    private String time(int row) {
        Confirmation how = confirmed.get(row);
        return how == null ? "?" : how.time().toString();
    }

    /** Rows that are there though their deletion was confirmed. */
    List<Integer> undead(Set<Integer> present) {
        return forced
                ? List.of()
                : present.stream().filter(row -> row <= emptied).toList();
    }
}
