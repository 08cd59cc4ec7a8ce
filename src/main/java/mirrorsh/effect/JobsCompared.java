package mirrorsh.effect;

import java.util.List;
import java.util.Set;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.LoginQueries;

/** It is known which Agent jobs of one partner the other one lacks (procedure.md §10, "After any role switch"). Looks only. */
public record JobsCompared(String host, String fromHost) implements Look {
    private static Question jobs(String of) {
        return Question.of(of, LoginQueries.jobs());
    }

    @Override
    public String title() {
        return "See which jobs of " + fromHost + " are not on " + host;
    }

    @Override
    public String why() {
        return "Jobs are each instance's own: backups and maintenance have to go on after a switch of roles.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, fromHost);
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(jobs(host).probe(), jobs(fromHost).probe());
    }

    @Override
    public Verdict assess(Observation observation) {
        String problem = jobs(host).problem(observation) + jobs(fromHost).problem(observation);
        if (!problem.isEmpty()) {
            return new Done("the jobs cannot be read: " + problem);
        }
        List<String> there = jobs(host).lines(observation);
        List<String> lacking = jobs(fromHost).lines(observation).stream()
                .filter(job -> there.stream().noneMatch(other -> Sight.same(other, job)))
                .toList();
        return new Done(
                lacking.isEmpty()
                        ? "no enabled job is on " + fromHost + " only"
                        : "on " + fromHost + " only: " + UsersHaveLogins.bracketed(lacking) + "; make them on " + host
                                + ", disabled until it is the principal");
    }
}
