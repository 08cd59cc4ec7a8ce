package mirrorsh.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import mirrorsh.model.UsageException;
import mirrorsh.run.JournalFolder;
import mirrorsh.run.Plan;
import mirrorsh.run.RecordedRun;
import mirrorsh.run.RunRequest;
import mirrorsh.run.Selection;
import mirrorsh.run.Undoing;
import mirrorsh.runbook.Runbook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Carrying a run on, and taking it back, from its journal and the hosts' catalogs. */
final class UndoCommands {
    private UndoCommands() {}

    /** The run's runbook, with the parameters that the run had. */
    private static Runbook runbook(Session session, RecordedRun run) {
        if (run.origin().runbook().isEmpty()) {
            throw new UsageException(
                    "Run " + run.id() + " was a single command, " + run.command() + ".",
                    "runbook history shows the runs of runbooks");
        }
        Runbook runbook = RunbookFile.load(session, Path.of(run.origin().runbook()), run.parameters());
        RunbookFile.requireApproval(session, runbook);
        if (!runbook.hash().equals(run.origin().hash())) {
            session.console()
                    .aside("The runbook was edited since run " + run.id() + "; its steps are taken as they are now.");
        }
        return runbook;
    }

    private static Result undo(Session session, RecordedRun run) {
        Undoing undoing =
                Undoing.of(session.journals().chain(run), runbook(session, run).stages());
        RunRequest request = undoing.request(run);
        List<String> hosts = EffectRun.hosts(session, request);
        Plan plan = session.runner().plan(request);
        boolean recorded = session.journals()
                .runs()
                .anyMatch(each -> each.isComplete() && each.origin().undoes().equals(run.id()));
        if (plan.outstanding() == 0 && !recorded) {
            // nothing is changed; but an undo that was broken off at its last moment has come to its end with it
            return EffectRun.confirmed(session, request);
        }
        Console console = session.console();
        if (!session.invocation().json()) {
            RequestHead.of(request, console).forEach(console::line);
            StepList.of(plan, console).forEach(console::line);
        }
        if (plan.outstanding() == 0) {
            return TextResult.of("Nothing is left of run " + run.id() + ".");
        }
        Set<String> names = new LinkedHashSet<>(hosts);
        names.add(run.id());
        String what = "This takes back what run " + run.id() + " made.";
        if (!TypedConfirmation.given(session, what, new ArrayList<>(names))) {
            throw new StoppedException("Nothing was taken back.");
        }
        // the typed name was the answer to all of it
        return EffectRun.confirmed(session, request);
    }

    /** {@code resume [RUN]}. */
    @Command(
            name = "resume",
            description = "Carry on a run that did not come to its end",
            footer = "  resume 2026-11-22-1")
    static final class Resume implements Doing {
        @Parameters(index = "0", arity = "0..1", paramLabel = "RUN", description = "By default the latest of them")
        private String id = "";

        @Mixin
        private SideBySide sideBySide = new SideBySide();

        @Override
        public Result run(Session session) {
            JournalFolder journals = session.journals();
            if (id.isEmpty() && journals.latestUnfinished().isEmpty()) {
                return TextResult.of("Every run came to its end; there is nothing to resume.");
            }
            RecordedRun run = id.isEmpty() ? journals.latestUnfinished().orElseThrow() : journals.read(id);
            if (run.isComplete()) {
                return TextResult.of("Run " + run.id() + " came to its end; there is nothing to resume.");
            }
            if (!run.origin().undoes().isEmpty()) {
                return undo(session, journals.read(run.origin().undoes()));
            }
            Runbook runbook = runbook(session, run);
            RunRequest whole = RunbookFile.request(runbook, run.origin().runbook(), List.of());
            RunRequest request = whole.only(Selection.of(whole.stages(), run).sideBySide(sideBySide.steps()));
            Dangers.requireTyped(session, request);
            session.console().aside("Carrying on run " + run.id() + " from what the hosts show now.");
            return EffectRun.of(
                    session,
                    new RunRequest(
                            request.title(),
                            run.command(),
                            request.parameters(),
                            request.summary(),
                            request.stages(),
                            request.origin().resuming(run.id()),
                            request.selection()),
                    true);
        }
    }

    /** {@code undo [RUN]}. */
    @Command(name = "undo", description = "Take back what a run made", footer = "  undo 2026-11-22-1 --confirm HOST_A")
    static final class Undo implements Doing {
        @Parameters(index = "0", arity = "0..1", paramLabel = "RUN", description = "By default the latest of a runbook")
        private String id = "";

        @Override
        public Result run(Session session) {
            JournalFolder journals = session.journals();
            RecordedRun run = id.isEmpty()
                    ? journals.latestToUndo()
                            .orElseThrow(() ->
                                    new UsageException("There is no run of a runbook to take back.", "runbook history"))
                    : journals.read(id);
            return undo(session, run);
        }
    }
}
