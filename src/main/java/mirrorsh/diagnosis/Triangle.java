package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.model.Database;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.Silence;

/**
 * A session as quorum sees it: who is who and which links are up.
 *
 * @param principal host, or the address when it is not connected
 * @param mirror the same
 * @param witness the same, empty without one
 * @param full transaction safety FULL
 * @param caughtUp SYNCHRONIZED
 * @param partners whether principal and mirror are linked
 * @param principalToWitness whether these two are linked
 * @param mirrorToWitness whether these two are linked
 */
public record Triangle(
        String database,
        String principal,
        String mirror,
        String witness,
        boolean full,
        boolean caughtUp,
        int timeoutSeconds,
        boolean partners,
        boolean principalToWitness,
        boolean mirrorToWitness) {
    /** All sessions of hosts, by database. A partner that is not connected to us is taken to see the witness as the one does that is linked to it. */
    public static List<Triangle> of(Observation observation) {
        List<Triangle> found = new ArrayList<>();
        for (IntendedSession session : Setup.of(observation).sessions()) {
            Optional<MirroringSession> one = session.original(observation).flatMap(Database::session);
            Optional<MirroringSession> other = session.copy(observation).flatMap(Database::session);
            boolean running = session.isEstablished(observation) || !session.isWhole();
            if (running && (one.isPresent() || other.isPresent())) {
                found.add(of(observation, session, one, other));
            }
        }
        return found;
    }

    private static Triangle of(
            Observation seen,
            IntendedSession session,
            Optional<MirroringSession> one,
            Optional<MirroringSession> other) {
        MirroringSession known = one.or(() -> other).orElseThrow();
        String there = Absent.partner(seen, known).map(Silence::host).orElse(known.partner());
        String witness = Absent.at(seen, known.witness()).map(Silence::host).orElse(known.witness());
        Optional<MirroringSession> linked =
                Optional.of(known).filter(row -> !row.state().equals("DISCONNECTED"));
        return new Triangle(
                session.database(),
                session.principal().isEmpty() ? there : session.principal(),
                session.mirror().isEmpty() ? there : session.mirror(),
                known.witness().isEmpty() || !session.witness().isEmpty() ? session.witness() : witness,
                !known.safety().equals("OFF"),
                known.isSynchronized(),
                known.timeoutSeconds(),
                linked.isPresent(),
                one.or(() -> linked).filter(Triangle::seesWitness).isPresent(),
                other.or(() -> linked).filter(Triangle::seesWitness).isPresent());
    }

    private static boolean seesWitness(MirroringSession session) {
        return session.witnessState().equals("CONNECTED");
    }

    public boolean hasWitness() {
        return !witness.isEmpty();
    }

    /** Everything is as automatic failover needs it (sessions.md §7.1). */
    public boolean isReadyForAutomaticFailover() {
        return hasWitness() && full && caughtUp && partners && principalToWitness && mirrorToWitness;
    }
}
