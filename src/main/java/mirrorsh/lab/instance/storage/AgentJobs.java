package mirrorsh.lab.instance.storage;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.SqlType;

/** The Agent jobs in msdb.dbo.sysjobs (catalog.md §7.7). No job ever runs: what it would do, its owner does. Safe to share. */
public final class AgentJobs {
    private static final byte[] SA = {1};

    private final Clock clock;
    private final List<Job> jobs = new ArrayList<>();

    AgentJobs(Clock clock) {
        this.clock = clock;
    }

    private record Job(UUID id, String name, String description, LocalDateTime created) {}

    /** Adds a job of sa's; a second one of the same name is the same job. */
    public void add(String name, String description) {
        synchronized (jobs) {
            if (!has(name)) {
                jobs.add(new Job(UUID.randomUUID(), name, description, LocalTimes.now(clock)));
            }
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

    Relation view() {
        List<Job> rows;
        synchronized (jobs) {
            rows = List.copyOf(jobs);
        }
        return new View<Job>()
                .required("job_id", SqlType.UNIQUEIDENTIFIER, Job::id)
                .required("name", SqlType.SYSNAME, Job::name)
                .required("enabled", SqlType.TINYINT, j -> 1)
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
