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
 */
public record RunRequest(
        String title, String command, Map<String, String> parameters, List<String> summary, List<Stage> stages) {
    public RunRequest {
        parameters = Map.copyOf(parameters);
        summary = List.copyOf(summary);
        stages = List.copyOf(stages);
    }
}
