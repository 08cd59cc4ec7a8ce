package mirrorsh.run;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import mirrorsh.host.FileTransport;
import mirrorsh.host.Hosts;
import org.jspecify.annotations.Nullable;

/**
 * Makes effects true, one after another: look, ask, act, look again, record. The one way to change a host. {@link #stop} may be
 * called from any thread; all else from one.
 */
public final class Runner {
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final RunOutcome NOT_BEGUN = new RunOutcome(RunOutcome.End.STOPPED_BY_OPERATOR, "", 0, 0, 0, null);

    private final Hosts hosts;
    private final FileTransport files;
    private final JournalFolder journals;
    private final Clock clock;
    private final AtomicReference<@Nullable Stop> current = new AtomicReference<>();

    public Runner(Hosts hosts, FileTransport files, JournalFolder journals, Clock clock) {
        this.hosts = hosts;
        this.files = files;
        this.journals = journals;
        this.clock = clock;
    }

    /**
     * Looks at the hosts once and says what would be done.
     *
     * @throws mirrorsh.host.HostException when a host does not answer
     * @throws mirrorsh.model.UsageException when a host is not connected
     */
    public Plan plan(RunRequest request) {
        return Planning.plan(request, View.of(hosts, request.stages()).observation());
    }

    /**
     * Looks at the hosts once and writes down what would be done, for another client.
     *
     * @param servers address of each host
     * @throws mirrorsh.host.HostException when a host does not answer
     * @throws mirrorsh.model.UsageException when a host is not connected
     */
    public Script script(RunRequest request, Map<String, String> servers) {
        View view = View.of(hosts, request.stages());
        return Script.of(Planning.plan(request, view.observation()), view.observation(), servers);
    }

    /**
     * Runs a request to its end. A step that fails ends the run as FAILED; what was done stays and is found done by the next run. A
     * run that finds nothing to do leaves no journal, and its name in the outcome is empty, unless it carries on or takes back another
     * one.
     *
     * @throws mirrorsh.host.HostException when a host does not answer the first look
     * @throws mirrorsh.model.UsageException when a host is not connected, or another run is at work on it
     * @throws JournalException when the journal cannot be written; nothing runs unrecorded
     */
    public RunOutcome run(RunRequest request, Operator operator) {
        Stop stop = new Stop(hosts);
        current.set(stop);
        try {
            View view = new View(hosts, request.stages());
            if (request.selection().together() > 1 && !operator.asks()) {
                hosts.expectMany(view.hosts());
            }
            return operator.asks() ? asking(request, view, operator, stop) : unasked(request, view, operator, stop);
        } finally {
            current.set(null);
        }
    }

    /** A person may take their time: others are kept out only once they have begun. */
    private RunOutcome asking(RunRequest request, View view, Operator operator, Stop stop) {
        view.refresh(view.hosts());
        Plan plan = Planning.plan(request, view.observation());
        if (!operator.begin(plan) || stop.isRequested()) {
            return NOT_BEGUN;
        }
        if (isNothing(plan)) {
            return nothingOutstanding(plan, operator);
        }
        try (HostLocks locks = HostLocks.of(hosts, view, stop)) {
            view.complete(FRESH); // others may have been at work
            return execute(plan, locks, view, operator, stop);
        }
    }

    /** The first look is one under the locks already. */
    private RunOutcome unasked(RunRequest request, View view, Operator operator, Stop stop) {
        try (HostLocks locks = HostLocks.of(hosts, view, stop)) {
            view.complete(FRESH);
            Plan plan = Planning.plan(request, view.observation());
            if (!operator.begin(plan) || stop.isRequested()) {
                return NOT_BEGUN;
            }
            return isNothing(plan) ? nothingOutstanding(plan, operator) : execute(plan, locks, view, operator, stop);
        }
    }

    /** A run that carries another one on is recorded all the same: with it that one has come to its end. */
    private static boolean isNothing(Plan plan) {
        Origin origin = plan.request().origin();
        return plan.outstanding() == 0
                && origin.resumes().isEmpty()
                && origin.undoes().isEmpty();
    }

    private static RunOutcome nothingOutstanding(Plan plan, Operator operator) {
        String stage = "";
        for (PlannedStep step : plan.steps()) {
            if (!step.stage().equals(stage)) {
                stage = step.stage();
                operator.stage(stage);
            }
            operator.alreadyDone(step);
        }
        return new RunOutcome(RunOutcome.End.COMPLETED, "", 0, plan.steps().size(), 0, null);
    }

    private RunOutcome execute(Plan plan, HostLocks locks, View view, Operator operator, Stop stop) {
        try (Journal journal = journals.create(clock)) {
            journal.started(plan);
            InTurn told = new InTurn(operator);
            StepActor actor = new StepActor(locks, files, told, new Failures());
            return new Execution(view, told, actor, journal, stop, files).run(plan);
        }
    }

    /**
     * Cancels the statements that are running, and ends the run after them as STOPPED_BY_OPERATOR. Does nothing between runs.
     *
     * @return the hosts whose statements were cancelled
     */
    public Set<String> stop() {
        Stop stop = current.get();
        return stop == null ? Set.of() : stop.request();
    }
}
