package mirrorsh.command;

import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Stage;
import mirrorsh.model.UsageException;
import mirrorsh.run.JournalFolder;
import mirrorsh.run.RecordedRun;
import mirrorsh.run.RecordedStep;
import mirrorsh.run.RunOutcome;
import mirrorsh.runbook.Parameter;
import mirrorsh.runbook.Runbook;
import mirrorsh.runbook.RunbookLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reading runbooks; none of these needs a host. */
@Command(
        name = "runbook",
        description = "Runbooks: procedures in files",
        subcommands = {
            RunbookCommands.ListAll.class,
            RunbookCommands.Show.class,
            RunbookCommands.Check.class,
            RunbookCommands.Approve.class,
            RunbookCommands.History.class
        })
final class RunbookCommands {
    private static Runbook load(Session session, String name, List<String> pairs) {
        return RunbookLoader.withExamples(session.secrets())
                .load(RunbookFile.find(session, name), RunbookFile.arguments(pairs));
    }

    /** {@code runbook list}. */
    @Command(name = "list", description = "List the runbooks", footer = "  runbook list")
    static final class ListAll implements Doing {
        @Override
        public Result run(Session session) {
            List<List<@Nullable String>> rows = new ArrayList<>();
            for (Path file : RunbookLoader.in(session.folders().runbooks())) {
                Runbook runbook = RunbookLoader.withExamples(session.secrets()).load(file, Map.of());
                String name = String.valueOf(file.getFileName()).replaceFirst("\\.groovy$", "");
                rows.add(Arrays.asList(name, runbook.title()));
            }
            return new TableResult(
                    "runbooks",
                    List.of("name", "title"),
                    rows,
                    "There are no runbooks in " + session.folders().runbooks() + ".");
        }
    }

    /** {@code runbook show RUNBOOK}. */
    @Command(
            name = "show",
            description = "Show a runbook's parameters and steps",
            footer = "  runbook show set-up-mirroring certificates=files")
    static final class Show implements Doing {
        @Parameters(index = "0", paramLabel = "RUNBOOK", description = "A file, or the name of a runbook")
        private String runbook = "";

        @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME=VALUE", description = "Its parameters")
        private List<String> arguments = new ArrayList<>();

        @Override
        public Result run(Session session) {
            return new RunbookResult(load(session, runbook, arguments));
        }
    }

    /** {@code runbook check RUNBOOK}. */
    @Command(
            name = "check",
            description = "Check that runbooks can be read",
            footer = "  runbook check runbooks/set-up-mirroring.groovy")
    static final class Check implements Doing {
        @Parameters(arity = "0..*", paramLabel = "RUNBOOK", description = "Files or names, by default all")
        private List<String> runbooks = new ArrayList<>();

        @Override
        public Result run(Session session) {
            if (runbooks.size() == 1) {
                return new RunbookResult(load(session, runbooks.get(0), List.of()));
            }
            List<Path> files = runbooks.isEmpty()
                    ? RunbookLoader.in(session.folders().runbooks())
                    : runbooks.stream()
                            .map(name -> RunbookFile.find(session, name))
                            .toList();
            if (files.isEmpty()) {
                throw new UsageException("There is no runbook to check.", "runbook check FILE");
            }
            List<List<@Nullable String>> rows = new ArrayList<>();
            for (Path file : files) {
                Runbook read = RunbookLoader.withExamples(session.secrets()).load(file, Map.of());
                List<Effect> steps = read.stages().stream()
                        .map(Stage::effects)
                        .flatMap(List::stream)
                        .toList();
                rows.add(Arrays.asList(
                        file.toString(),
                        String.valueOf(read.stages().size()),
                        String.valueOf(steps.size()),
                        String.valueOf(
                                read.parameters().stream().map(Parameter::name).count())));
            }
            return new TableResult("runbooks", List.of("runbook", "stages", "steps", "parameters"), rows, "");
        }
    }

    /** {@code runbook approve RUNBOOK}. */
    @Command(
            name = "approve",
            description = "Approve a runbook from outside the product",
            footer = "  runbook approve runbooks/set-up-mirroring.groovy")
    static final class Approve implements Doing {
        @Parameters(paramLabel = "RUNBOOK", description = "Its file; an edit revokes the approval")
        private String runbook = "";

        @Override
        public Result run(Session session) {
            Runbook read = load(session, runbook, List.of());
            RunbookFile.approve(session, read);
            return TextResult.of("Approved until it is edited: " + read.file() + ", SHA-256 " + read.hash());
        }
    }

    /** {@code runbook history [RUN]}. */
    @Command(name = "history", description = "Show the runs and their steps", footer = "  runbook history")
    static final class History implements Doing {
        @Parameters(index = "0", arity = "0..1", paramLabel = "RUN", description = "Show the steps of this run")
        private String id = "";

        @Override
        public Result run(Session session) {
            return id.isEmpty()
                    ? runs(session.journals())
                    : steps(session.journals().read(id));
        }

        private static Result runs(JournalFolder journals) {
            List<List<@Nullable String>> rows = new ArrayList<>();
            journals.runs().forEach(run -> {
                long done = run.steps().stream()
                        .filter(step -> step.result() == RecordedStep.Result.DONE)
                        .count();
                rows.add(Arrays.asList(
                        run.id(),
                        run.started().truncatedTo(ChronoUnit.SECONDS).toString(),
                        run.title(),
                        end(run),
                        done + " of " + run.steps().size(),
                        run.command()));
            });
            return new TableResult(
                    "runs", List.of("run", "started", "title", "end", "done", "command"), rows, "Nothing was run yet.");
        }

        private static String end(RecordedRun run) {
            RunOutcome.End end = run.end();
            return end == null
                    ? "unfinished"
                    : end.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        private static Result steps(RecordedRun run) {
            List<List<@Nullable String>> rows = new ArrayList<>();
            for (RecordedStep step : run.steps()) {
                rows.add(Arrays.asList(
                        String.valueOf(step.number()),
                        step.host(),
                        step.title(),
                        step.result().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
            }
            return new TableResult("steps", List.of("step", "host", "title", "result"), rows, "");
        }
    }
}
