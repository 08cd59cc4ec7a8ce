package mirrorsh.lab.soak;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What a server confirmed to the clients of one database, and what must therefore be there. Safe to share. */
final class Ledger {
    private final Set<Integer> confirmed = ConcurrentHashMap.newKeySet();
    private final Set<Integer> mirrored = ConcurrentHashMap.newKeySet();
    private final Collection<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger rows = new AtomicInteger();
    private volatile int emptied;
    private volatile boolean forced;

    int nextRow() {
        return next.incrementAndGet();
    }

    /** @param synchronizedFull whether the session was SYNCHRONIZED with safety FULL before and after */
    void confirmed(int row, boolean synchronizedFull) {
        rows.incrementAndGet();
        confirmed.add(row);
        if (synchronizedFull) {
            mirrored.add(row);
        }
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
        mirrored.clear();
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

    /** Rows that must be there and are not. */
    List<Integer> missing(Set<Integer> present) {
        List<Integer> missing = new ArrayList<>(forced ? mirrored : confirmed);
        missing.removeAll(present);
        return missing;
    }

    /** Rows that are there though their deletion was confirmed. */
    List<Integer> undead(Set<Integer> present) {
        return forced
                ? List.of()
                : present.stream().filter(row -> row <= emptied).toList();
    }
}
