package mirrorsh.run;

import java.util.List;
import java.util.Map;
import mirrorsh.effect.Stage;

/**
 * What is to be run.
 *
 * @param title for people
 * @param command how to ask for the same again, for example {@code run runbooks/set-up-mirroring.groovy database=Sales}
 * @param parameters what it was asked with; no secrets
 * @param summary one or two lines on hosts and options, for people
 * @param origin where the steps come from
 * @param selection which of the steps are meant
 */
public record RunRequest(
        String title,
        String command,
        Map<String, String> parameters,
        List<String> summary,
        List<Stage> stages,
        Origin origin,
        Selection selection) {
    public RunRequest {
        parameters = Map.copyOf(parameters);
        summary = List.copyOf(summary);
        stages = List.copyOf(stages);
    }

    /** All steps of a single command. */
    public RunRequest(
            String title, String command, Map<String, String> parameters, List<String> summary, List<Stage> stages) {
        this(title, command, parameters, summary, stages, Origin.COMMAND, Selection.ALL);
    }

    public RunRequest from(Origin other) {
        return new RunRequest(title, command, parameters, summary, stages, other, selection);
    }

    public RunRequest only(Selection other) {
        return new RunRequest(title, command, parameters, summary, stages, origin, other);
    }
}
