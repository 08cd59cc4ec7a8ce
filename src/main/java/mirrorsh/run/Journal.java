package mirrorsh.run;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.effect.Action;
import mirrorsh.effect.Verdict;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.model.MirrorException;
import org.jspecify.annotations.Nullable;

/** The record of one run while it happens, in the words of its events. Secrets reach it masked only. */
final class Journal implements AutoCloseable {
    /** Of the format; raised when a reader of today could misread it. */
    static final int VERSION = 1;

    private final String id;
    private final JournalWriter writer;

    Journal(String id, JournalWriter writer) {
        this.id = id;
        this.writer = writer;
    }

    String id() {
        return id;
    }

    void started(Plan plan) {
        RunRequest request = plan.request();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("version", VERSION);
        members.put("id", id);
        members.put("title", request.title());
        members.put("command", request.command());
        members.put("parameters", request.parameters());
        members.put("summary", request.summary());
        members.put("runbook", request.origin().runbook());
        members.put("hash", request.origin().hash());
        members.put("resumes", request.origin().resumes());
        members.put("undoes", request.origin().undoes());
        members.put("steps", plan.steps().stream().map(Journal::describe).toList());
        writer.write("run-started", members);
    }

    private static Map<String, Object> describe(PlannedStep step) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("number", step.number());
        members.put("stage", step.stage());
        members.put("host", step.effect().host());
        members.put("effect", step.effect().getClass().getSimpleName());
        members.put("title", step.effect().title());
        return members;
    }

    void alreadyDone(PlannedStep step) {
        soon("step-already-done", step, Map.of("found", Words.of(step.verdict())));
    }

    /** @param before what was found before: what was Missing is created by the run, what Differs is changed by it */
    void begun(PlannedStep step, Verdict before) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("before", Words.kind(before));
        members.put("found", Words.of(before));
        if (before instanceof Verdict.Differs differs) {
            members.put("was", differs.found());
        }
        soon("step-begun", step, members);
    }

    void acting(PlannedStep step, Action action) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (action instanceof Action.Execute execute) {
            members.put("host", execute.host());
            members.put("database", execute.batch().database());
            members.put("text", execute.batch().text().masked());
            event("statement", step, members);
        } else if (action instanceof Action.CopyFile copy) {
            members.put("from", copy.fromHost());
            members.put("fromPath", copy.fromPath());
            members.put("to", copy.toHost());
            members.put("toPath", copy.toPath());
            event("copy", step, members);
        } else if (action instanceof Action.Await await) {
            members.put("what", await.what());
            members.put("limitSeconds", await.limit().toSeconds());
            event("await", step, members);
        } else if (action instanceof Action.ByHand hand) {
            members.put("what", hand.what());
            event("by-hand", step, members);
        }
    }

    void acted(PlannedStep step, Duration took) {
        event("ended", step, Map.of("millis", took.toMillis()));
    }

    void refused(PlannedStep step, List<ServerMessage> errors) {
        for (ServerMessage error : errors) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("error", error.number());
            members.put("severity", error.severity());
            members.put("state", error.state());
            members.put("text", error.text());
            event("refused", step, members);
        }
    }

    void done(PlannedStep step, Verdict after, Duration took) {
        soon("step-done", step, Map.of("found", Words.of(after), "millis", took.toMillis()));
    }

    void failed(PlannedStep step, MirrorException problem) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("message", problem.getMessage());
        members.put("usually", problem.usually());
        members.put("next", problem.next());
        event("step-failed", step, members);
    }

    void skipped(PlannedStep step) {
        event("step-skipped", step, Map.of());
    }

    void ended(RunOutcome.End end, @Nullable String problem) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("end", end.name());
        if (problem != null) {
            members.put("problem", problem);
        }
        writer.write("run-ended", members);
    }

    private void event(String event, PlannedStep step, Map<String, ?> more) {
        writer.write(event, with(step, more));
    }

    /** For what a look at the hosts would tell again. */
    private void soon(String event, PlannedStep step, Map<String, ?> more) {
        writer.writeSoon(event, with(step, more));
    }

    private static Map<String, Object> with(PlannedStep step, Map<String, ?> more) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("step", step.number());
        members.putAll(more);
        return members;
    }

    @Override
    public void close() {
        writer.close();
    }
}
