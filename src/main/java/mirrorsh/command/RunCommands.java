package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.run.RunRequest;
import mirrorsh.runbook.Runbook;
import picocli.CommandLine.Command;
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

    /** {@code run RUNBOOK [NAME=VALUE]...}. */
    @Command(
            name = "run",
            description = "Run a runbook step by step",
            footer = "  run runbooks/set-up-mirroring.groovy database=AdventureWorks principal=HOST_A mirror=HOST_B")
    static final class Run implements Doing {
        @Parameters(index = "0", paramLabel = "RUNBOOK", description = "A file, or the name of a runbook")
        private String runbook = "";

        @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME=VALUE", description = "Its parameters")
        private List<String> arguments = new ArrayList<>();

        @Override
        public Result run(Session session) {
            return EffectRun.of(session, request(session, runbook, arguments), true);
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

        @Override
        public Result run(Session session) {
            return new PlanResult(session.runner().plan(request(session, runbook, arguments)), false);
        }
    }

    /** {@code script RUNBOOK [NAME=VALUE]...}. */
    @Command(
            name = "script",
            description = "Print the T-SQL of what a runbook would do now",
            footer = "  script runbooks/set-up-mirroring.groovy database=AdventureWorks")
    static final class Script implements Doing {
        @Parameters(index = "0", paramLabel = "RUNBOOK", description = "A file, or the name of a runbook")
        private String runbook = "";

        @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME=VALUE", description = "Its parameters")
        private List<String> arguments = new ArrayList<>();

        @Override
        public Result run(Session session) {
            return new PlanResult(session.runner().plan(request(session, runbook, arguments)), true);
        }
    }
}
