package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.List;

/** What has to be done to take changes in memory back, the last first. */
final class Undo {
    private final List<Runnable> steps = new ArrayList<>();

    void add(Runnable step) {
        steps.add(step);
    }

    /** The present point, for {@link #backTo}. */
    int point() {
        return steps.size();
    }

    void backTo(int point) {
        while (steps.size() > point) {
            steps.remove(steps.size() - 1).run();
        }
    }

    void forget() {
        steps.clear();
    }
}
