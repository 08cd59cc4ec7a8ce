package mirrorsh.effect;

import java.util.List;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.MonitorStatements;

/**
 * The server's own monitor writes down how mirroring fares on a host (procedure.md, tsql.md §10).
 *
 * @param minutes between two updates, 1 to 120
 */
public record MonitorRuns(String host, int minutes) implements Effect {
    private static final int MOST = 120;

    /** @throws UsageException when the instance would refuse the value */
    public MonitorRuns {
        if (minutes < 1 || minutes > MOST) {
            throw new UsageException(
                    "The monitor cannot update every " + minutes + " minutes (error 32032).",
                    "monitor add --minutes N, from 1 to 120");
        }
    }

    @Override
    public String title() {
        return "Let the mirroring monitor update every " + (minutes == 1 ? "minute" : minutes + " minutes");
    }

    @Override
    public String why() {
        return "Sessions that T-SQL set up have no monitor by themselves; without it there is no history of queues and rates.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    private Probe period() {
        return MonitorRemoved.probe(host, MonitorStatements.currentPeriod());
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(MonitorRemoved.job(host), period());
    }

    @Override
    public Verdict assess(Observation observation) {
        Probe.Answer job = observation.answer(MonitorRemoved.job(host));
        if (!job.problem().isEmpty()) {
            return new Blocked(
                    "the jobs of " + host + " cannot be read: " + job.problem(),
                    "The monitor is a job of SQL Server Agent.",
                    "");
        }
        if (!job.isTrue()) {
            return new Verdict.Missing();
        }
        String found = observation.answer(period()).value();
        // an instance that does not tell the period is taken at its word that the monitor is there
        return found.isEmpty() || found.equals(String.valueOf(minutes))
                ? new Done("the monitor's job is there")
                : new Differs("monitor of " + host, "every " + minutes + " min", "every " + found + " min", true);
    }

    @Override
    public List<Action> actions(Observation observation) {
        boolean there = observation.answer(MonitorRemoved.job(host)).isTrue();
        return List.of(
                new Action.Execute(host, there ? MonitorStatements.period(minutes) : MonitorStatements.add(minutes)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new MonitorRemoved(host).assess(observation).isDone()
                ? new Undo.By(List.of())
                : new Undo.By(List.of(new Action.Execute(host, MonitorStatements.drop())));
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, MonitorStatements.drop()));
    }
}
