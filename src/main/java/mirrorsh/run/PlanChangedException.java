package mirrorsh.run;

import java.util.List;
import mirrorsh.model.MirrorException;

/** The hosts are no longer as they were when a plan was saved. */
public final class PlanChangedException extends MirrorException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 3;

    PlanChangedException(String saved, List<String> changes) {
        super(
                "The plan of " + saved + " is out of date: nothing was done.\n  "
                        + String.join("\n  ", changes.subList(0, Math.min(SHOWN, changes.size())))
                        + (changes.size() > SHOWN ? "\n  and " + (changes.size() - SHOWN) + " more" : ""),
                "somebody was at work on the hosts meanwhile.",
                "plan RUNBOOK --save FILE, look at it, then run --plan FILE",
                null);
    }
}
