package mirrorsh.diagnosis;

import java.util.Optional;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.Silence;

/** Finds hosts that did not answer in what the others say of them. */
final class Absent {
    private Absent() {}

    /** The partner of a session. */
    static Optional<Silence> partner(Observation seen, MirroringSession row) {
        return seen.silences().values().stream()
                .filter(silence -> silence.names().stream().anyMatch(name -> Traces.same(name, row.partnerInstance())))
                .findFirst()
                .or(() -> at(seen, row.partner()));
    }

    /** Who is called by an endpoint URL. */
    static Optional<Silence> at(Observation seen, String url) {
        return Address.parse(url)
                .flatMap(address ->
                        seen.silences().values().stream().filter(address::names).findFirst());
    }
}
