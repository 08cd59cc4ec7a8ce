package mirrorsh.lab.instance.storage;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** The Agent jobs in msdb.dbo.sysjobs (catalog.md §7.7). No job ever runs: what it would do, its owner does. Safe to share. */
public final class AgentJobs {
    private static final byte[] SA = {1};

    private final Clock clock;
    private final List<Job> jobs = new ArrayList<>();

    AgentJobs(Clock clock) {
        this.clock = clock;
    }

    private record Job(
            UUID id, String name, boolean enabled, String description, LocalDateTime created, List<Step> steps) {
        Job {
            steps = List.copyOf(steps);
        }
    }

    /**
     * What a job does.
     *
     * @param database where a T-SQL step runs; null for other subsystems
     */
    public record Step(
            String name,
            String subsystem,
            String command,
            @Nullable String database) {}

    /** A step and its place in its job, from 1. */
    private record Placed(Job job, int number, Step step) {}

    /** Adds a job of sa's; a second one of the same name is the same job. */
    public void add(String name, String description) {
        synchronized (jobs) {
            if (!has(name)) {
                jobs.add(new Job(UUID.randomUUID(), name, true, description, LocalTimes.now(clock), List.of()));
            }
        }
    }

    /** Makes a job do something more after what it does. */
    public void addStep(String name, Step step) {
        replace(name, job -> {
            List<Step> steps = new ArrayList<>(job.steps());
            steps.add(step);
            return new Job(job.id(), job.name(), job.enabled(), job.description(), job.created(), steps);
        });
    }

    /** Switches a job on or off. */
    public void enable(String name, boolean enabled) {
        replace(name, job -> new Job(job.id(), job.name(), enabled, job.description(), job.created(), job.steps()));
    }

    private void replace(String name, UnaryOperator<Job> change) {
        synchronized (jobs) {
            jobs.replaceAll(job -> job.name().equalsIgnoreCase(name) ? change.apply(job) : job);
        }
    }

    public boolean has(String name) {
        synchronized (jobs) {
            return jobs.stream().anyMatch(job -> job.name().equalsIgnoreCase(name));
        }
    }

    public void remove(String name) {
        synchronized (jobs) {
            jobs.removeIf(job -> job.name().equalsIgnoreCase(name));
        }
    }

    private List<Job> all() {
        synchronized (jobs) {
            return List.copyOf(jobs);
        }
    }

    /** msdb.dbo.sysjobsteps, of which the catalog names only that it is there (catalog.md §7.7): the columns in use (field). */
    Relation steps() {
        List<Placed> rows = new ArrayList<>();
        for (Job job : all()) {
            for (int i = 0; i < job.steps().size(); i++) {
                rows.add(new Placed(job, i + 1, job.steps().get(i)));
            }
        }
        return new View<Placed>()
                .required("job_id", SqlType.UNIQUEIDENTIFIER, r -> r.job().id())
                .required("step_id", SqlType.INT, Placed::number)
                .required("step_name", SqlType.SYSNAME, r -> r.step().name())
                .required("subsystem", SqlType.nvarchar(40), r -> r.step().subsystem())
                .column("command", SqlType.nvarchar(SqlType.MAX), r -> r.step().command())
                .column("database_name", SqlType.SYSNAME, r -> r.step().database())
                .over(rows);
    }

    Relation view() {
        List<Job> rows = all();
        return new View<Job>()
                .required("job_id", SqlType.UNIQUEIDENTIFIER, Job::id)
                .required("name", SqlType.SYSNAME, Job::name)
                .required("enabled", SqlType.TINYINT, j -> j.enabled() ? 1 : 0)
                .column("description", SqlType.nvarchar(512), Job::description)
                .required("start_step_id", SqlType.INT, j -> 1)
                .required("category_id", SqlType.INT, j -> 0)
                .required("owner_sid", SqlType.varbinary(85), j -> SA)
                .required("delete_level", SqlType.INT, j -> 0)
                .required("date_created", SqlType.DATETIME, Job::created)
                .required("date_modified", SqlType.DATETIME, Job::created)
                .required("version_number", SqlType.INT, j -> 1)
                .over(rows);
    }
}
