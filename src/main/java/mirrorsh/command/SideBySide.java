package mirrorsh.command;

import mirrorsh.run.Selection;
import picocli.CommandLine.Option;

/** How many steps a run may do at the same time. */
final class SideBySide {
    @Option(
            names = "--parallel",
            paramLabel = "STEPS",
            description =
                    "With --yes: do so many steps side by side at most, where they do not hinder each other; 1: none")
    private int steps = Selection.USUALLY_TOGETHER;

    /** One or more. */
    int steps() {
        return steps;
    }
}
