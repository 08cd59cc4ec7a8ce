package mirrorsh.command;

import java.util.List;
import mirrorsh.effect.Effect;
import mirrorsh.run.PlannedStep;
import mirrorsh.run.RunRequest;

/** The steps of a request that can lose data, and their confirmation. */
final class Dangers {
    private Dangers() {}

    /** @throws StoppedException when no name is typed */
    static void requireTyped(Session session, RunRequest request) {
        boolean dangerous = request.stages().stream()
                .flatMap(stage -> stage.effects().stream())
                .anyMatch(Effect::isDangerous);
        if (!dangerous) {
            return;
        }
        EffectRun.hosts(session, request);
        List<Effect> dangers = session.runner().plan(request).steps().stream()
                .filter(step -> !step.verdict().isDone())
                .map(PlannedStep::effect)
                .filter(Effect::isDangerous)
                .toList();
        if (dangers.isEmpty()) {
            return;
        }
        String what = "This can lose data: "
                + String.join(
                        "; ",
                        dangers.stream()
                                .map(effect -> effect.title() + " on " + effect.host())
                                .toList())
                + ".";
        List<String> hosts = dangers.stream().map(Effect::host).distinct().toList();
        if (!TypedConfirmation.given(session, what, hosts)) {
            throw new StoppedException("Nothing was done.");
        }
    }
}
