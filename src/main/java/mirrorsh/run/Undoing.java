package mirrorsh.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Stage;
import mirrorsh.effect.Undone;

/**
 * What takes a run back: the steps that it made true or changed, backwards. What was there before the run is left alone.
 *
 * @param effects in the order in which they are to be taken back
 * @param unknown titles of steps that the run made and the runbook no longer has
 */
public record Undoing(List<Undone> effects, List<String> unknown) {
    public Undoing {
        effects = List.copyOf(effects);
        unknown = List.copyOf(unknown);
    }

    /**
     * @param runs the run and those that it carried on, oldest first
     * @param stages the runbook's, evaluated with the runs' parameters
     */
    public static Undoing of(List<RecordedRun> runs, List<Stage> stages) {
        Map<String, Effect> known = new LinkedHashMap<>();
        stages.forEach(stage -> stage.effects().forEach(effect -> known.put(key(effect), effect)));
        Map<String, Undone> made = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (RecordedRun run : runs) {
            for (RecordedStep step : run.steps()) {
                if (step.mayBeCreatedByTheRun() || step.mayBeChangedByTheRun()) {
                    String key = step.host() + " " + step.effect() + " " + step.title();
                    Effect effect = known.get(key);
                    if (effect == null) {
                        unknown.add(step.host() + ": " + step.title());
                    } else {
                        // the first of the runs found what there was before all of them
                        made.putIfAbsent(key, new Undone(effect, step.wasMissing() ? "" : step.was()));
                    }
                }
            }
        }
        List<Undone> backwards = new ArrayList<>();
        known.keySet().stream().filter(made::containsKey).map(made::get).forEach(backwards::add);
        Collections.reverse(backwards);
        return new Undoing(backwards, unknown);
    }

    private static String key(Effect effect) {
        return effect.host() + " " + effect.getClass().getSimpleName() + " " + effect.title();
    }

    /** As a request that the runner can plan and run. */
    public RunRequest request(RecordedRun run) {
        List<String> summary = new ArrayList<>();
        summary.add("takes back what run " + run.id() + " made: " + run.title());
        unknown.forEach(title -> summary.add("not taken back, since the runbook no longer has it: " + title));
        return new RunRequest(
                "Undo of run " + run.id(),
                "undo " + run.id(),
                run.parameters(),
                summary,
                List.of(new Stage("Undo", List.copyOf(effects))),
                run.origin().undoing(run.id()),
                Selection.ALL);
    }
}
