package mirrorsh.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Stage;
import mirrorsh.runbook.Parameter;
import mirrorsh.runbook.Runbook;
import org.jspecify.annotations.Nullable;

/** A runbook as it reads: what it is, what it takes, its steps. */
record RunbookResult(Runbook runbook) implements Result {
    @Override
    public void show(Console console) {
        console.line(console.paint(Tone.STRONG, runbook.title()));
        runbook.description().lines().forEach(line -> console.line("  " + line));
        console.line("");
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Parameter parameter : runbook.parameters()) {
            rows.add(Arrays.asList(
                    parameter.name() + "="
                            + (parameter.isRequired() ? "…" : runbook.values().get(parameter.name())),
                    parameter.accepts(),
                    parameter.about()));
        }
        new Grid(List.of("parameter", "accepts", "what it is"), rows)
                .lines(console)
                .forEach(console::line);
        int number = 0;
        for (Stage stage : runbook.stages()) {
            console.line("");
            console.line(console.paint(Tone.FAINT, "── " + stage.title()));
            for (Effect effect : stage.effects()) {
                number++;
                console.line(" " + (number < 10 ? " " : "") + number + "  " + effect.host() + "  " + effect.title());
            }
        }
        console.line("");
        console.line(" Next: " + console.paint(Tone.STRONG, "run " + runbook.file()));
    }

    @Override
    public Map<String, ?> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("file", runbook.file().toString());
        all.put("title", runbook.title());
        all.put("description", runbook.description());
        all.put("roles", runbook.roles());
        all.put("parameters", runbook.parameters().stream().map(this::json).toList());
        all.put("stages", runbook.stages().stream().map(RunbookResult::json).toList());
        return all;
    }

    private Map<String, ?> json(Parameter parameter) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", parameter.name());
        one.put("value", runbook.values().getOrDefault(parameter.name(), ""));
        one.put("default", parameter.standard());
        one.put("accepts", parameter.accepts());
        one.put("about", parameter.about());
        return one;
    }

    private static Map<String, ?> json(Stage stage) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("title", stage.title());
        one.put("steps", stage.effects().stream().map(RunbookResult::json).toList());
        return one;
    }

    private static Map<String, ?> json(Effect effect) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("host", effect.host());
        one.put("title", effect.title());
        one.put("why", effect.why());
        return one;
    }
}
