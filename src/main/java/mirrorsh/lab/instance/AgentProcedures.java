package mirrorsh.lab.instance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.lab.instance.storage.AgentJobs;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.type.SqlFailure;

/** The procedures of msdb that make Agent jobs, as far as a job that nobody runs needs them (catalog.md §7.7). */
final class AgentProcedures {
    private static final String JOB = "@job_name";
    private static final String T_SQL = "TSQL";

    private final Instance instance;
    private final InstanceSession session;

    AgentProcedures(Instance instance, InstanceSession session) {
        this.instance = instance;
        this.session = session;
    }

    private interface Body {
        void run(ProcedureArguments arguments);
    }

    Optional<Procedure> find(ObjectName name) {
        String database = name.database() == null ? session.currentDatabase() : name.database();
        if (!"msdb".equalsIgnoreCase(database)) {
            return Optional.empty();
        }
        String plain = name.name().toLowerCase(Locale.ROOT);
        return switch (plain) {
            case "sp_add_job" -> procedure(plain, List.of(JOB, "@enabled", "@description"), this::add);
            case "sp_add_jobstep" ->
                procedure(plain, List.of(JOB, "@step_name", "@subsystem", "@command", "@database_name"), this::addStep);
            case "sp_update_job" -> procedure(plain, List.of(JOB, "@enabled"), this::update);
            default -> Optional.empty();
        };
    }

    private Optional<Procedure> procedure(String name, List<String> parameters, Body body) {
        return Optional.of((arguments, sink, cancellation) -> {
            if (!session.caller(false).sysadmin()) {
                throw SqlFailure.of(15247);
            }
            body.run(new ProcedureArguments(name, parameters, arguments));
            return 0;
        });
    }

    private AgentJobs jobs() {
        return instance.storage().jobs();
    }

    private void add(ProcedureArguments arguments) {
        String name = arguments.neededText(JOB);
        if (jobs().has(name)) {
            throw SqlFailure.of(14261, "@name", name);
        }
        jobs().add(name, arguments.text("@description").orElse(""));
        jobs().enable(name, arguments.number("@enabled").orElse(1) != 0);
    }

    private void addStep(ProcedureArguments arguments) {
        String subsystem = arguments.text("@subsystem").orElse(T_SQL);
        String database = arguments.text("@database_name").orElse("master");
        jobs().addStep(
                        known(arguments),
                        new AgentJobs.Step(
                                arguments.neededText("@step_name"),
                                subsystem,
                                arguments.text("@command").orElse(""),
                                subsystem.equalsIgnoreCase(T_SQL) ? database : null));
    }

    private void update(ProcedureArguments arguments) {
        jobs().enable(known(arguments), arguments.neededNumber("@enabled") != 0);
    }

    private String known(ProcedureArguments arguments) {
        String name = arguments.neededText(JOB);
        if (!jobs().has(name)) {
            throw SqlFailure.of(14262, JOB, name);
        }
        return name;
    }
}
