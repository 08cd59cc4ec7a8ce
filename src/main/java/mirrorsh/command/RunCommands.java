package mirrorsh.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.model.Observation;
import mirrorsh.model.PlainText;
import mirrorsh.model.UsageException;
import mirrorsh.run.Plan;
import mirrorsh.run.RunRequest;
import mirrorsh.run.SavedPlan;
import mirrorsh.run.Script;
import mirrorsh.run.Selection;
import mirrorsh.runbook.Runbook;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Running a runbook, or saying what that would do. */
final class RunCommands {
    private RunCommands() {}

    private static RunRequest request(Session session, String name, List<String> pairs) {
        Runbook runbook = RunbookFile.load(session, name, RunbookFile.arguments(pairs));
        RunRequest request = RunbookFile.request(runbook, name, pairs);
        EffectRun.hosts(session, request);
        return request;
    }

    /** The instances behind the hosts of a request. */
    private static Map<String, String> instances(Session session, RunRequest request) {
        Observation seen = session.observe(EffectRun.hosts(session, request));
        Map<String, String> instances = new LinkedHashMap<>();
        seen.hosts()
                .forEach((host, state) -> instances.put(host, state.instance().serverName()));
        return instances;
    }

    /** {@code run RUNBOOK [NAME=VALUE]...}. */
    @Command(
            name = "run",
            description = "Run a runbook step by step",
            footer = "  run runbooks/set-up-mirroring.groovy database=AdventureWorks principal=HOST_A mirror=HOST_B")
    static final class Run implements Doing {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "RUNBOOK",
                description = "A file, or the name of a runbook")
        private String runbook = "";

        @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME=VALUE", description = "Its parameters")
        private List<String> arguments = new ArrayList<>();

        @Option(names = "--check", description = "Change nothing; answer 4 when something is to do")
        private boolean check;

        @Option(names = "--from", paramLabel = "STEP", description = "Begin with the step of this number")
        private String from = "";

        @Option(names = "--only", paramLabel = "STAGE", description = "Run this stage only: its title or number")
        private String only = "";

        @Option(names = "--step", description = "Do the next step only; answer 4 when more is to do")
        private boolean step;

        @Mixin
        private SideBySide sideBySide = new SideBySide();

        @Option(
                names = "--plan",
                paramLabel = "FILE",
                description = "Carry out a saved plan, unless the hosts have changed since")
        private @Nullable Path plan;

        @Override
        public Result run(Session session) {
            if (plan != null) {
                return runSaved(session, plan);
            }
            if (runbook.isEmpty()) {
                throw new UsageException("run needs a runbook.", "run set-up-mirroring   (runbook list shows all)");
            }
            session.expectMany(check || step ? 1 : sideBySide.steps());
            Runbook read = RunbookFile.load(session, runbook, RunbookFile.arguments(arguments));
            RunRequest whole = RunbookFile.request(read, runbook, arguments);
            RunRequest request = whole.only(selection(whole));
            EffectRun.hosts(session, request);
            if (check) {
                return new PlanResult(session.runner().plan(request));
            }
            RunbookFile.requireApproval(session, read);
            Dangers.requireTyped(session, request);
            return EffectRun.of(session, request, true);
        }

        private Selection selection(RunRequest whole) {
            Selection selected = Selection.of(whole.stages(), from, only).sideBySide(sideBySide.steps());
            return step ? selected.oneStep() : selected;
        }

        private Result runSaved(Session session, Path file) {
            SavedPlan saved = SavedPlan.read(read(file), file.toString());
            boolean other = !runbook.isEmpty() && !saved.isOf(RunbookFile.find(session, runbook));
            if (other || !arguments.isEmpty() || !from.isEmpty() || !only.isEmpty() || check || step) {
                throw new UsageException("A saved plan knows its runbook, parameters and steps.", "run --plan " + file);
            }
            Runbook read = RunbookFile.load(session, Path.of(saved.origin().runbook()), saved.parameters());
            RunRequest request = RunbookFile.request(read, saved.origin().runbook(), List.of());
            RunbookFile.requireApproval(session, read);
            Dangers.requireTyped(session, request);
            Map<String, String> instances = instances(session, request);
            return EffectRun.of(session, request, true, now -> {
                saved.requireSame(SavedPlan.of(now, instances, Instant.EPOCH));
                return true;
            });
        }

        private static String read(Path file) {
            try (InputStream in = Files.newInputStream(file)) {
                return PlainText.of(file.toString(), in);
            } catch (IOException e) {
                throw new UsageException("There is no readable plan at " + file + ".", "plan RUNBOOK --save " + file);
            }
        }
    }

    /** {@code plan RUNBOOK [NAME=VALUE]...}. */
    @Command(
            name = "plan",
            description = "Show what a runbook would do now",
            footer = "  plan runbooks/set-up-mirroring.groovy database=AdventureWorks")
    static final class ShowPlan implements Doing {
        @Parameters(index = "0", paramLabel = "RUNBOOK", description = "A file, or the name of a runbook")
        private String runbook = "";

        @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME=VALUE", description = "Its parameters")
        private List<String> arguments = new ArrayList<>();

        @Option(names = "--save", paramLabel = "FILE", description = "Save the plan, to be carried out by run --plan")
        private @Nullable Path save;

        @Override
        public Result run(Session session) {
            RunRequest request = request(session, runbook, arguments);
            Plan plan = session.runner().plan(request);
            if (save != null) {
                WrittenFile.write(
                        save,
                        SavedPlan.of(plan, instances(session, request), Instant.now())
                                        .json() + "\n");
                session.console().aside("The plan is saved in " + save + ".");
                return new PlanResult(plan, "run --plan " + save);
            }
            return new PlanResult(plan);
        }
    }

    /** {@code script RUNBOOK [NAME=VALUE]...}. */
    @Command(
            name = "script",
            description = "Write the T-SQL of what a runbook would do now",
            footer = "  script runbooks/set-up-mirroring.groovy database=AdventureWorks certificates=files")
    static final class WriteScript implements Doing {
        @Parameters(index = "0", paramLabel = "RUNBOOK", description = "A file, or the name of a runbook")
        private String runbook = "";

        @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME=VALUE", description = "Its parameters")
        private List<String> arguments = new ArrayList<>();

        @Option(names = "--out", paramLabel = "FILE", description = "Write it to a file, and the way back beside it")
        private String out = "";

        @Option(names = "--rollback", description = "Show the way back only")
        private boolean rollback;

        @Override
        public Result run(Session session) {
            Script script = session.runner().script(request(session, runbook, arguments), session.servers());
            if (!out.isEmpty()) {
                WrittenFile.write(Path.of(out), script.text());
                WrittenFile.write(Path.of(ScriptResult.rollbackFile(out)), script.rollback());
            }
            return new ScriptResult(script, out, rollback);
        }
    }
}
