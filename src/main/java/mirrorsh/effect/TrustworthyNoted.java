package mirrorsh.effect;

import java.util.Set;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.DatabaseQueries;

/**
 * It is known whether TRUSTWORTHY, which every restored copy has OFF, is to be set after the first switch of roles (procedure.md §5,
 * "Special cases"). Looks only.
 *
 * @param host the mirror
 */
public record TrustworthyNoted(String host, String principalHost, String database) implements Look {
    private Question on() {
        return Question.of(principalHost, DatabaseQueries.isTrustworthy(database));
    }

    @Override
    public String title() {
        return "See whether " + Sight.bracketed(database) + " is TRUSTWORTHY";
    }

    @Override
    public String why() {
        return "A restored copy never is, and a mirror's copy cannot be changed: it is set after the first switch of roles.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, principalHost);
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(on().probe());
    }

    @Override
    public Verdict assess(Observation observation) {
        return new Done(
                on().isTrue(observation)
                        ? "ON; on " + host + " it will be OFF: after the first switch, sql --on " + host + " \""
                                + mirrorsh.tsql.DatabaseStatements.trustworthy(database, true)
                                        .text()
                                        .masked()
                                + "\", or planned-failover trustworthy=on"
                        : "OFF, as the copy will be");
    }
}
