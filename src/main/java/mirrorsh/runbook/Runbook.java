package mirrorsh.runbook;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.effect.Stage;

/**
 * A runbook, evaluated for given arguments.
 *
 * @param hash SHA-256 of its text, hexadecimal
 * @param description its opening comment
 * @param parameters what it can be told, in the order of the file
 * @param roles the hosts that it works on by role, for example principal: HOST_A
 * @param values every parameter's value in this evaluation
 * @param summary one or two lines on hosts and options
 * @param stages its effects
 */
public record Runbook(
        Path file,
        String hash,
        String title,
        String description,
        List<Parameter> parameters,
        Map<String, String> roles,
        Map<String, String> values,
        List<String> summary,
        List<Stage> stages) {
    public Runbook {
        parameters = List.copyOf(parameters);
        roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        summary = List.copyOf(summary);
        stages = List.copyOf(stages);
    }
}
