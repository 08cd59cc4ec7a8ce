package mirrorsh.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import mirrorsh.effect.Action;
import mirrorsh.model.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * A plan that was looked at, kept until it is carried out.
 *
 * @param saved when it was made
 * @param origin the runbook and its content then
 * @param parameters what the runbook was asked with
 * @param servers names of the instances behind the hosts
 * @param steps each in words: where, what, the verdict, the T-SQL
 */
public record SavedPlan(
        String saved, Origin origin, Map<String, String> parameters, Map<String, String> servers, List<String> steps) {
    private static final String FORMAT = "mirrorsh-plan-1";
    /** Validity dates follow the host's clock and are another day's tomorrow. */
    private static final Pattern DAY = Pattern.compile("_DATE = N'\\d{8}'");

    public SavedPlan {
        parameters = Map.copyOf(parameters);
        servers = Map.copyOf(servers);
        steps = List.copyOf(steps);
    }

    public static SavedPlan of(Plan plan, Map<String, String> servers, Instant now) {
        RunRequest request = plan.request();
        return new SavedPlan(
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                request.origin(),
                request.parameters(),
                servers,
                plan.steps().stream().map(SavedPlan::words).toList());
    }

    private static String words(PlannedStep step) {
        StringBuilder words = new StringBuilder();
        words.append(step.number())
                .append(' ')
                .append(step.effect().host())
                .append(": ")
                .append(step.effect().title())
                .append(" | ")
                .append(Words.kind(step.verdict()))
                .append(", ")
                .append(Words.of(step.verdict()));
        for (Action action : step.actions()) {
            if (action instanceof Action.Execute execute) {
                String text = execute.batch().text().masked();
                words.append(" | ").append(DAY.matcher(text).replaceAll("_DATE = N'…'"));
            }
        }
        return words.toString();
    }

    /** As a JSON document. */
    public String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("format", FORMAT);
        all.put("saved", saved);
        all.put("runbook", origin.runbook());
        all.put("hash", origin.hash());
        all.put("parameters", new TreeMap<>(parameters));
        all.put("hosts", new TreeMap<>(servers));
        all.put("steps", steps);
        return new Json().write(all);
    }

    /**
     * @param where for the message
     * @throws UsageException when it is not a saved plan
     */
    public static SavedPlan read(String text, String where) {
        try {
            if (!(new Json().read(text) instanceof Map<?, ?> all)) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            if (!FORMAT.equals(all.get("format"))) {
                throw new IllegalArgumentException("its format is not " + FORMAT);
            }
            return new SavedPlan(
                    word(all.get("saved"), "saved"),
                    Origin.of(path(all.get("runbook")), word(all.get("hash"), "hash")),
                    words(all, "parameters"),
                    words(all, "hosts"),
                    lines(all, "steps"));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    where + " is not a saved plan: " + e.getMessage() + ".", "plan RUNBOOK --save " + where);
        }
    }

    private static String word(@Nullable Object value, String name) {
        if (value instanceof String word) {
            return word;
        }
        throw new IllegalArgumentException("\"" + name + "\" is not a text");
    }

    /** @throws IllegalArgumentException when the system has no such path */
    private static String path(@Nullable Object value) {
        String path = word(value, "runbook");
        if (path.isEmpty() || !Path.of(path).isAbsolute()) {
            throw new IllegalArgumentException("\"runbook\" is no whole path");
        }
        return path;
    }

    private static Map<String, String> words(Map<?, ?> all, String name) {
        if (!(all.get(name) instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("\"" + name + "\" is not an object");
        }
        Map<String, String> words = new LinkedHashMap<>();
        map.forEach((key, word) -> words.put(String.valueOf(key), word(word, name + "." + key)));
        return words;
    }

    private static List<String> lines(Map<?, ?> all, String name) {
        if (!(all.get(name) instanceof List<?> list) || list.isEmpty()) {
            throw new IllegalArgumentException("\"" + name + "\" is not a list of steps");
        }
        List<String> lines = new ArrayList<>();
        for (Object line : list) {
            lines.add(word(line, name + "[" + lines.size() + "]"));
        }
        return lines;
    }

    /** Whether it is one of this runbook. */
    public boolean isOf(Path runbook) {
        return Path.of(origin.runbook()).equals(runbook.toAbsolutePath().normalize());
    }

    /** Carries on only when nothing is different from what this plan says. @throws PlanChangedException when something is */
    public void requireSame(SavedPlan now) {
        List<String> changes = new ArrayList<>();
        servers.forEach((host, server) -> {
            if (!server.equals(now.servers.getOrDefault(host, server))) {
                changes.add(host + " was instance " + server + " and is " + now.servers.get(host));
            }
        });
        if (!origin.hash().equals(now.origin.hash())) {
            changes.add("the runbook was edited");
        }
        for (int i = 0; i < Math.max(steps.size(), now.steps.size()); i++) {
            String then = i < steps.size() ? steps.get(i) : "no step";
            String today = i < now.steps.size() ? now.steps.get(i) : "no step";
            if (!then.equals(today)) {
                changes.add("step " + difference(then, today));
            }
        }
        if (!changes.isEmpty()) {
            throw new PlanChangedException(saved, changes);
        }
    }

    /** In a line: of the same step what was found then and now, else both. */
    private static String difference(String then, String now) {
        String[] before = then.split(" \\| ", 3);
        String[] after = now.split(" \\| ", 3);
        if (!before[0].equals(after[0])) {
            return before[0] + ", is " + after[0] + " now";
        }
        boolean found = before.length > 1 && after.length > 1 && !before[1].equals(after[1]);
        return before[0] + (found ? ": was " + before[1] + "; is " + after[1] : ": its T-SQL is another one now");
    }
}
