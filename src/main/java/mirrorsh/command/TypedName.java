package mirrorsh.command;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import mirrorsh.effect.Action;
import mirrorsh.run.Plan;
import mirrorsh.run.PlannedStep;

/** The name of what is lost, typed by whoever wants that: {@code --yes} does not answer for it, {@code --confirm NAME} does. */
final class TypedName {
    private TypedName() {}

    /**
     * Shows what is lost and by which statements, then asks for the name. A plan that changes nothing passes.
     *
     * @param name what has to be typed
     * @param consequences a sentence each
     * @return whether a plan may run
     */
    static Predicate<Plan> guarding(Session session, String name, List<String> consequences) {
        return plan -> {
            List<Action> actions = plan.steps().stream()
                    .map(PlannedStep::actions)
                    .flatMap(List::stream)
                    .toList();
            if (actions.isEmpty()) {
                return true; // nothing is lost: it is done already, or it is not possible and the run says why
            }
            show(session, plan.request().title(), consequences, actions);
            return TypedConfirmation.given(session, "It cannot be taken back.", List.of(name));
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
}
