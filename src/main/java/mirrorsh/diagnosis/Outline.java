package mirrorsh.diagnosis;

import java.util.List;
import java.util.Locale;
import mirrorsh.model.Observation;
import mirrorsh.model.Silence;

/** What hosts are to each other, one line for each session that runs or was meant to. */
public final class Outline {
    private Outline() {}

    /** {@code HOST_A ⇄ HOST_B  Orders: HOST_B waits for HOST_A (first SET PARTNER done), HOST_A is not mirrored.} */
    public static List<String> of(Observation seen, Setup setup) {
        if (setup.sessions().isEmpty()) {
            return setup.relations().stream()
                    .map(relation -> relation.one() + " ⇄ " + relation.other() + "  no database is mirrored yet.")
                    .toList();
        }
        return setup.sessions().stream()
                .map(session -> shown(session, session.principal(), seen) + " ⇄ "
                        + shown(session, session.mirror(), seen) + "  " + session.database() + ": "
                        + words(session, seen) + ".")
                .toList();
    }

    private static String shown(IntendedSession session, String host, Observation seen) {
        return host.isEmpty() ? session.absentee(seen).map(Silence::host).orElse("?") : host;
    }

    private static String words(IntendedSession session, Observation seen) {
        boolean principal =
                session.original(seen).flatMap(database -> database.session()).isPresent();
        boolean mirror =
                session.copy(seen).flatMap(database -> database.session()).isPresent();
        if (!session.isWhole()) {
            String here = session.principal() + session.mirror();
            String role = session.original(seen)
                    .or(() -> session.copy(seen))
                    .flatMap(database -> database.session())
                    .map(row -> " is the " + row.role().toLowerCase(Locale.ROOT) + ", ")
                    .orElse(" is mirrored, ");
            return here
                    + role
                    + session.absentee(seen)
                            .map(silence -> silence.host() + " does not answer")
                            .orElse("its partner is not connected here");
        }
        if (session.isEstablished(seen)) {
            String state = session.original(seen)
                    .flatMap(database -> database.session())
                    .map(row -> row.state())
                    .orElse("");
            return session.principal() + " is the principal, " + session.mirror() + " the mirror, " + state
                    + (session.witness().isEmpty() ? "" : ", " + session.witness() + " the witness");
        }
        if (principal && mirror) {
            return "both are mirrored, but not with each other";
        }
        if (mirror) {
            return session.mirror() + " waits for " + session.principal() + " (first SET PARTNER done), "
                    + session.principal() + " is not mirrored";
        }
        return principal
                ? session.principal() + " is mirrored, " + session.mirror() + " is not"
                : session.mirror() + " has a copy, no partner is set";
    }
}
