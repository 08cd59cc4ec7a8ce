package mirrorsh.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.run.RecordedStep.Result;
import org.jspecify.annotations.Nullable;

/** Turns the lines of a journal back into a run. */
final class JournalReader {
    private final Json json = new Json();
    private final Map<Integer, RecordedStep> steps = new LinkedHashMap<>();
    private final Map<String, Object> header = new LinkedHashMap<>();
    private RunOutcome.@Nullable End end;

    /**
     * @return empty when not even the first line is whole, or is of a format that is not known here
     */
    static Optional<RecordedRun> read(List<String> lines) {
        JournalReader reader = new JournalReader();
        for (String line : lines) {
            Optional<Map<String, Object>> event = reader.event(line);
            if (event.isEmpty()) {
                break; // torn: the machine stopped in the middle of this line, so nothing follows it
            }
            reader.take(event.get());
        }
        return reader.run();
    }

    private Optional<Map<String, Object>> event(String line) {
        try {
            Map<String, Object> members = members(json.read(line));
            return members.containsKey("event") ? Optional.of(members) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not whole, which is what the caller asks
        }
    }

    private static Map<String, Object> members(@Nullable Object value) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> {
                if (member != null) {
                    members.put(String.valueOf(key), member);
                }
            });
        }
        return members;
    }

    private void take(Map<String, Object> event) {
        switch (text(event, "event")) {
            case "run-started" -> begin(event);
            case "step-begun" -> mark(event, Result.BEGUN, text(event, "before").equals("missing"), text(event, "was"));
            case "step-already-done" -> mark(event, Result.ALREADY_DONE, false, "");
            case "step-done" -> mark(event, Result.DONE, wasMissing(event), was(event));
            case "step-failed" -> mark(event, Result.FAILED, wasMissing(event), was(event));
            case "step-skipped" -> mark(event, Result.SKIPPED, false, "");
            case "run-ended" -> end = RunOutcome.End.valueOf(text(event, "end"));
            default -> {
                // statements and their ends tell people, not the one who resumes
            }
        }
    }

    private void begin(Map<String, Object> event) {
        header.putAll(event);
        if (event.get("steps") instanceof List<?> rows) {
            for (Object row : new ArrayList<>(rows)) {
                Map<String, Object> step = members(row);
                int number = number(step, "number");
                steps.put(
                        number,
                        new RecordedStep(
                                number,
                                text(step, "stage"),
                                text(step, "host"),
                                text(step, "effect"),
                                text(step, "title"),
                                Result.NOT_REACHED,
                                false));
            }
        }
    }

    private boolean wasMissing(Map<String, Object> event) {
        RecordedStep step = steps.get(number(event, "step"));
        return step != null && step.wasMissing();
    }

    private String was(Map<String, Object> event) {
        RecordedStep step = steps.get(number(event, "step"));
        return step == null ? "" : step.was();
    }

    private void mark(Map<String, Object> event, Result result, boolean wasMissing, String was) {
        steps.computeIfPresent(
                number(event, "step"),
                (number, step) -> new RecordedStep(
                        number, step.stage(), step.host(), step.effect(), step.title(), result, wasMissing, was));
    }

    private Optional<RecordedRun> run() {
        if (number(header, "version") != Journal.VERSION) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        members(header.get("parameters")).forEach((name, value) -> parameters.put(name, value.toString()));
        return Optional.of(new RecordedRun(
                text(header, "id"),
                Instant.parse(text(header, "at")),
                text(header, "title"),
                text(header, "command"),
                parameters,
                new ArrayList<>(steps.values()),
                end,
                new Origin(
                        text(header, "runbook"),
                        text(header, "hash"),
                        text(header, "resumes"),
                        text(header, "undoes"))));
    }

    private static String text(Map<String, Object> members, String name) {
        return String.valueOf(members.getOrDefault(name, ""));
    }

    private static int number(Map<String, Object> members, String name) {
        return members.get(name) instanceof Number number ? number.intValue() : 0;
    }
}
