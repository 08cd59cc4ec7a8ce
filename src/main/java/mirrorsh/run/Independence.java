package mirrorsh.run;

import java.util.Set;
import java.util.TreeSet;
import mirrorsh.effect.Action;
import mirrorsh.host.FileTransport;

/** What a step has to do with its hosts, and whether it must be the only one. */
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
     * @param files carries the files that it copies
     */
    static boolean isAlone(PlannedStep step, FileTransport files) {
        Set<String> hosts = step.effect().hosts();
        boolean byHand = !step.effect().files().isEmpty()
                && hosts.stream()
                        .anyMatch(one ->
                                hosts.stream().anyMatch(other -> !one.equals(other) && files.isByHand(one, other)));
        // who asks a question of their own may mean anything by it, unless it is about one database; a person does one
        // thing at a time
        return !step.effect().probes().isEmpty() && step.effect().database().isEmpty()
                || byHand
                || step.actions().stream().anyMatch(Action.ByHand.class::isInstance);
    }
}
