package mirrorsh.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.effect.Action;
import mirrorsh.effect.Verdict;
import mirrorsh.run.Plan;
import mirrorsh.run.PlannedStep;

/**
 * What a request would do now.
 *
 * @param next what carries it out
 */
record PlanResult(Plan plan, String next) implements Result {
    PlanResult(Plan plan) {
        this(plan, plan.request().command());
    }

    @Override
    public void show(Console console) {
        RequestHead.of(plan.request(), console).forEach(console::line);
        StepList.of(plan, console).forEach(console::line);
        long outstanding = plan.outstanding();
        console.line(
                outstanding == 0
                        ? " Nothing to do."
                        : " " + outstanding + " of " + plan.steps().size() + " steps to do. Next: "
                                + console.paint(Tone.STRONG, next));
    }

    @Override
    public Map<String, ?> json() {
        List<Map<String, ?>> steps = new ArrayList<>();
        for (PlannedStep step : plan.steps()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("number", step.number());
            one.put("stage", step.stage());
            one.put("host", step.effect().host());
            one.put("title", step.effect().title());
            one.put("verdict", verdict(step.verdict()));
            one.put("detail", StepList.detail(step.verdict()));
            one.put(
                    "tsql",
                    step.actions().stream()
                            .filter(Action.Execute.class::isInstance)
                            .map(action -> ((Action.Execute) action).batch().masked())
                            .toList());
            steps.add(one);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("title", plan.request().title());
        all.put("to_do", plan.outstanding());
        all.put("steps", steps);
        return all;
    }

    private static String verdict(Verdict verdict) {
        return verdict.getClass().getSimpleName();
    }

    @Override
    public int exitCode() {
        return plan.outstanding() == 0 ? ExitCode.DONE : ExitCode.TO_DO;
    }
}
