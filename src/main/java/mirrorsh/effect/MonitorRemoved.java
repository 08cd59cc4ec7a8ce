package mirrorsh.effect;

import java.util.List;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.MonitorStatements;

/** The server's own monitor no longer runs on a host (procedure.md §12 step 4). */
public record MonitorRemoved(String host) implements Effect {
    static Probe probe(String host, Batch question) {
        return new Probe(host, question.database(), question.text().masked());
    }

    static Probe job(String host) {
        return probe(host, MonitorStatements.isThere());
    }

    @Override
    public String title() {
        return "Remove the mirroring monitor";
    }

    @Override
    public String why() {
        return "Its job has nothing left to look at, and would go on for ever.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(job(host));
    }

    @Override
    public Verdict assess(Observation observation) {
        Probe.Answer answer = observation.answer(job(host));
        if (!answer.problem().isEmpty()) {
            return new Blocked(
                    "the jobs of " + host + " cannot be read: " + answer.problem(),
                    "The monitor is a job of SQL Server Agent.",
                    "");
        }
        return answer.isTrue() ? new Differs("monitor of " + host, "none", "a job", true) : new Done("no monitor");
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, MonitorStatements.drop()));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("how often it was to update is not recorded: monitor add makes it anew");
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }
}
