package mirrorsh.run;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import mirrorsh.effect.Action;
import mirrorsh.effect.Effect;

/** Which steps hinder each other. Steps of different hosts do not, nor do those on different databases. */
final class Independence {
    private Independence() {}

    /** The hosts that a step looks at or acts on. */
    static Set<String> touched(PlannedStep step) {
        Set<String> touched = new TreeSet<>(step.effect().hosts());
        for (Action action : step.actions()) {
            if (action instanceof Action.Execute execute) {
                touched.add(execute.host());
            } else if (action instanceof Action.CopyFile copy) {
                touched.add(copy.toHost());
            }
        }
        return touched;
    }

    /**
     * Whether nothing may be done beside it.
     *
     * @param byHand whether files are copied by a person
     */
    static boolean isAlone(PlannedStep step, boolean byHand) {
        // who asks a question of their own may mean anything by it, and a person does one thing at a time
        return !step.effect().probes().isEmpty()
                || byHand && !step.effect().files().isEmpty()
                || step.actions().stream().anyMatch(Action.ByHand.class::isInstance);
    }

    static boolean mayGoTogether(PlannedStep one, PlannedStep other) {
        Effect first = one.effect();
        Effect second = other.effect();
        boolean databases = !first.database().isEmpty() && !second.database().isEmpty();
        return databases
                ? !first.database().equalsIgnoreCase(second.database())
                : Collections.disjoint(touched(one), touched(other));
    }
}
