package mirrorsh.effect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.tsql.MirroringStatements;

/**
 * Both partners say that the mirror has caught up (procedure.md §9.2). No statement makes it so, only time.
 *
 * @param limit how long to wait for it
 */
public record SessionSynchronized(String principalHost, String mirrorHost, String database, Duration limit)
        implements Effect {
    @Override
    public String host() {
        return principalHost;
    }

    @Override
    public String title() {
        return "Wait until " + Sight.bracketed(database) + " is SYNCHRONIZED";
    }

    @Override
    public String why() {
        return "Until then " + mirrorHost + " lacks log and could not take over without loss.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(principalHost, mirrorHost);
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.database(principalHost, database), Fact.database(mirrorHost, database)));
    }

    @Override
    public Verdict assess(Observation observation) {
        Optional<MirroringSession> one = observation.of(principalHost).session(database);
        Optional<MirroringSession> other = observation.of(mirrorHost).session(database);
        if (one.isEmpty() || other.isEmpty()) {
            HostState without = observation.of(one.isEmpty() ? principalHost : mirrorHost);
            return Sight.lacking(
                    without,
                    "mirroring session of " + Sight.bracketed(database),
                    "There is nothing to wait for.",
                    "partner set --database " + database);
        }
        if (one.get().isSynchronized() && other.get().isSynchronized()) {
            return new Done("SYNCHRONIZED on both partners");
        }
        if (one.get().state().equals("SUSPENDED")) {
            return new Blocked(
                    "the session of " + Sight.bracketed(database) + " is SUSPENDED",
                    "While it is suspended no log is sent; an operator or an error on the mirror suspended it.",
                    "partner resume " + database + " --on " + principalHost);
        }
        return new Differs(
                "mirroring session of " + Sight.bracketed(database),
                "SYNCHRONIZED",
                one.get().state() + " on " + principalHost + ", " + other.get().state() + " on " + mirrorHost,
                true);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Await(Sight.bracketed(database) + " is SYNCHRONIZED", limit));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.By(List.of());
    }

    @Override
    public List<Action> foreseen(Observation observation) {
        return List.of(
                new Action.Execute(principalHost, MirroringStatements.awaitSynchronized(database, limit.toSeconds())));
    }

    @Override
    public boolean isUnsettledBy(Effect earlier) {
        return earlier instanceof RolesSwitched switched && Sight.same(switched.database(), database)
                || earlier instanceof SafetyRaised raised && Sight.same(raised.database(), database)
                || earlier instanceof SafetySet safety && safety.full() && Sight.same(safety.database(), database)
                || earlier instanceof EndpointCertificateSet;
    }
}
