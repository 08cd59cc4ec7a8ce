package mirrorsh.effect;

import java.util.Optional;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;

/** One host's view of the mirroring session of a database, and what keeps a statement on it from being accepted. */
final class SessionView {
    private final HostState state;
    private final String database;

    SessionView(Observation observation, String host, String database) {
        this.state = observation.of(host);
        this.database = database;
    }

    Optional<MirroringSession> session() {
        return state.session(database);
    }

    boolean isPrincipal() {
        return session().filter(MirroringSession::isPrincipal).isPresent();
    }

    boolean isMirror() {
        return session().filter(MirroringSession::isMirror).isPresent();
    }

    String name() {
        return Sight.bracketed(database);
    }

    /** When there is no session to speak of. */
    Optional<Blocked> absent(String why) {
        return session().isPresent()
                ? Optional.empty()
                : Optional.of(Sight.lacking(
                        state,
                        "mirroring session of " + name(),
                        why + " (error 1416).",
                        "partner set --on " + state.host() + " --database " + database));
    }

    /** When the host is not the principal, where the statement belongs. */
    Optional<Blocked> notPrincipal(String command) {
        return isPrincipal()
                ? Optional.empty()
                : Optional.of(new Blocked(
                        state.host() + " is not the principal of " + name(),
                        "This is set on the principal (error 1470).",
                        "status, then " + command + " on the principal"));
    }

    /** When the partners do not see each other. */
    Optional<Blocked> disconnected() {
        return session().filter(s -> s.state().equals("DISCONNECTED")).isPresent()
                ? Optional.of(new Blocked(
                        "the session of " + name() + " is DISCONNECTED",
                        "Both partners have to be connected (error 1447).",
                        "diagnose"))
                : Optional.empty();
    }
}
