package mirrorsh.diagnosis;

import java.util.Optional;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;

/**
 * A mirroring session that runs or was meant to.
 *
 * @param principal host, empty when it is not connected
 * @param mirror host, empty when it is not connected
 * @param witness host, empty without one or when it is not connected
 */
record IntendedSession(String database, String principal, String mirror, String witness) {
    Optional<Database> original(Observation seen) {
        return copyOn(seen, principal);
    }

    Optional<Database> copy(Observation seen) {
        return copyOn(seen, mirror);
    }

    private Optional<Database> copyOn(Observation seen, String host) {
        return seen.find(host).flatMap((HostState state) -> state.database(database));
    }

    /** Both partners are connected. */
    boolean isWhole() {
        return !principal.isEmpty() && !mirror.isEmpty();
    }

    /** Both partners know of one and the same session. */
    boolean isEstablished(Observation seen) {
        Optional<MirroringSession> one = original(seen).flatMap(Database::session);
        Optional<MirroringSession> other = copy(seen).flatMap(Database::session);
        return one.isPresent()
                && other.isPresent()
                && one.get().guid().equalsIgnoreCase(other.get().guid());
    }

    /** Data moves, or would if it were not suspended. */
    boolean isConnected(Observation seen) {
        return isEstablished(seen)
                && original(seen)
                        .flatMap(Database::session)
                        .filter(s -> !s.state().equals("DISCONNECTED"))
                        .isPresent()
                && copy(seen)
                        .flatMap(Database::session)
                        .filter(s -> !s.state().equals("DISCONNECTED"))
                        .isPresent();
    }

    boolean involves(String host) {
        return principal.equals(host) || mirror.equals(host) || witness.equals(host);
    }

    IntendedSession withWitness(String host) {
        return new IntendedSession(database, principal, mirror, host);
    }
}
