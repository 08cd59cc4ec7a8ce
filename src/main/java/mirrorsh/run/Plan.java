package mirrorsh.run;

import java.util.List;

/** The steps of a request with the verdict on each, from one look at the hosts. */
public record Plan(RunRequest request, List<PlannedStep> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }

    public long outstanding() {
        return steps.stream().filter(step -> !step.verdict().isDone()).count();
    }
}
