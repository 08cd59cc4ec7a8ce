package mirrorsh.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.UsageException;
import picocli.CommandLine.Parameters;

/** The mirrored database that a command acts on: the one that is named, else the only one. */
final class OneDatabase {
    @Parameters(
            arity = "0..1",
            paramLabel = "DATABASE",
            description = "The database; not needed where only one is mirrored")
    private String database = "";

    /** The principal's side of its session is wanted. */
    String asPrincipal(Session session, String host) {
        return database.isEmpty() ? only(session, host, MirroringSession::isPrincipal, "principal") : database;
    }

    /** Either partner's side of its session will do. */
    String asPartner(Session session, String host) {
        return database.isEmpty() ? only(session, host, any -> true, "partner") : database;
    }

    private static String only(Session session, String host, Predicate<MirroringSession> which, String role) {
        List<String> names = session.observe(List.of(host)).of(host).databases().stream()
                .filter(d -> d.session().filter(which).isPresent())
                .map(Database::name)
                .toList();
        if (names.size() == 1) {
            return names.get(0);
        }
        throw new UsageException(
                names.isEmpty()
                        ? host + " is the " + role + " of no database."
                        : host + " is the " + role + " of several databases: " + String.join(", ", names) + ".",
                names.isEmpty() ? "status, then --on the " + role : "the same with a database's name");
    }

    /** The other partner of a session, when it is among the hosts that were read. */
    static Optional<String> otherPartner(Observation seen, String host, MirroringSession session) {
        return seen.hosts().values().stream()
                .filter(state -> !state.host().equals(host))
                .filter(state -> state.databases().stream()
                        .flatMap(d -> d.session().stream())
                        .anyMatch(s -> s.guid().equalsIgnoreCase(session.guid())))
                .map(HostState::host)
                .findFirst();
    }
}
