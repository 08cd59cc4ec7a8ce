package mirrorsh.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import mirrorsh.effect.Action;
import mirrorsh.run.Plan;
import mirrorsh.run.PlannedStep;
import picocli.CommandLine.Option;

/** The name of what is lost, typed by whoever wants that: {@code --yes} does not answer for it, {@code --confirm NAME} does. */
final class TypedName {
    @Option(
            names = "--confirm",
            paramLabel = "NAME",
            description = "The name that is asked for before anything is lost; --yes does not answer that")
    private String given = "";

    /**
     * Shows what is lost and by which statements, then asks for the name. A plan that changes nothing passes.
     *
     * @param name what has to be typed
     * @param consequences a sentence each
     * @return whether a plan may run
     */
    Predicate<Plan> guarding(Session session, String name, List<String> consequences) {
        return plan -> {
            List<Action> actions = plan.steps().stream()
                    .map(PlannedStep::actions)
                    .flatMap(List::stream)
                    .toList();
            if (actions.isEmpty()) {
                return true; // nothing is lost: it is done already, or it is not possible and the run says why
            }
            show(session, plan.request().title(), consequences, actions);
            return isTyped(session, name);
        };
    }

    private static void show(Session session, String title, List<String> consequences, List<Action> actions) {
        Console console = session.console();
        Consumer<String> tell = session.invocation().json() ? console::aside : console::line;
        tell.accept("");
        tell.accept(console.paint(Tone.STRONG, title) + console.paint(Tone.BAD, "  cannot be taken back"));
        consequences.forEach(sentence -> tell.accept("  · " + sentence));
        actions.stream()
                .flatMap(action -> StepList.lines(action).stream())
                .forEach(line -> tell.accept("  " + console.paint(Tone.FAINT, "│ ") + line));
    }

    private boolean isTyped(Session session, String name) {
        Console console = session.console();
        if (!given.isEmpty()) {
            boolean right = given.equalsIgnoreCase(name);
            if (!right) {
                console.aside("Not done: --confirm says " + given + ", and what is asked for is " + name + ".");
            }
            return right;
        }
        if (session.invocation().json() || !console.interactive()) {
            console.aside(
                    "Not done: " + name + " has to be typed to confirm this, and there is nobody to ask. --yes does not"
                            + " answer for it.");
            console.aside("  Try: the same with --confirm " + name);
            return false;
        }
        Optional<String> typed = console.ask("  Type " + console.paint(Tone.STRONG, name) + " to go on: ");
        boolean right = typed.map(String::strip).filter(name::equalsIgnoreCase).isPresent();
        if (!right) {
            console.aside("Not done: that is not " + name + ".");
        }
        return right;
    }
}
