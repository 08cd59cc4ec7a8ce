package mirrorsh.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.Silence;

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

    /** The partner that is not connected, if it was asked and did not answer. */
    Optional<Silence> absentee(Observation seen) {
        return original(seen)
                .or(() -> copy(seen))
                .flatMap(Database::session)
                .filter(row -> !isWhole())
                .flatMap(row -> Absent.partner(seen, row));
    }

    /** Both partners know of one and the same session. */
    boolean isEstablished(Observation seen) {
        Optional<MirroringSession> one = original(seen).flatMap(Database::session);
        Optional<MirroringSession> other = copy(seen).flatMap(Database::session);
        return one.isPresent()
                && other.isPresent()
                && one.get().guid().equalsIgnoreCase(other.get().guid());
    }

    /**
     * Data moves, or would if it were not suspended. One partner's word is enough: the row of a mirror's copy is hidden from whoever
     * is no sysadmin (catalog.md §2.1).
     */
    boolean isConnected(Observation seen) {
        List<MirroringSession> rows = Stream.of(original(seen), copy(seen))
                .flatMap(Optional::stream)
                .flatMap(database -> database.session().stream())
                .toList();
        return !rows.isEmpty()
                && rows.stream().noneMatch(row -> row.state().equals("DISCONNECTED"))
                && rows.stream()
                                .map(row -> row.guid().toLowerCase(Locale.ROOT))
                                .distinct()
                                .count()
                        == 1;
    }

    /** There is a session, so that copies and halves are no longer to be judged. */
    boolean isBegun(Observation seen) {
        return isEstablished(seen) || isConnected(seen);
    }

    boolean involves(String host) {
        return principal.equals(host) || mirror.equals(host) || witness.equals(host);
    }

    IntendedSession withWitness(String host) {
        return new IntendedSession(database, principal, mirror, host);
    }
}
