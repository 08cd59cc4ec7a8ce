package mirrorsh.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Stage;
import mirrorsh.model.UsageException;
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
        subcommands = {RunbookCommands.ListAll.class, RunbookCommands.Show.class, RunbookCommands.Check.class})
final class RunbookCommands {
    private static Runbook load(Session session, String name, List<String> pairs) {
        return new RunbookLoader(session.secrets()).load(RunbookFile.find(session, name), RunbookFile.arguments(pairs));
    }

    /** {@code runbook list}. */
    @Command(name = "list", description = "List the runbooks", footer = "  runbook list")
    static final class ListAll implements Doing {
        @Override
        public Result run(Session session) {
            List<List<@Nullable String>> rows = new ArrayList<>();
            for (Path file : RunbookLoader.in(session.folders().runbooks())) {
                Runbook runbook = new RunbookLoader(session.secrets()).load(file, Map.of());
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
                Runbook read = new RunbookLoader(session.secrets()).load(file, Map.of());
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
}
