package mirrorsh.command;

import java.util.List;
import java.util.Optional;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;

/** The next sensible step for hosts as they are. */
record NextStep(List<HostState> hosts) {
    /** A sentence that ends with what to type. */
    String sentence() {
        return session().orElseGet(() -> hosts.size() < 2 ? "connect NAME SERVER, for the other partner" : setUp());
    }

    /** Of the session that needs something first. */
    private Optional<String> session() {
        boolean any = false;
        for (HostState host : hosts) {
            for (Database database : host.databases()) {
                Optional<MirroringSession> session = database.session();
                any |= session.isPresent();
                Optional<String> next = session.flatMap(found -> needed(host, database, found));
                if (next.isPresent()) {
                    return next;
                }
            }
        }
        return any ? Optional.of("watch · topology · quorum") : Optional.empty();
    }

    private static Optional<String> needed(HostState host, Database database, MirroringSession session) {
        return switch (session.state()) {
            case "SUSPENDED" ->
                Optional.of(
                        database.name() + " is SUSPENDED: partner resume " + database.name() + " --on " + host.host());
            case "SYNCHRONIZED", "PENDING_FAILOVER" ->
                session.witnessState().equals("DISCONNECTED")
                        ? Optional.of("the witness of " + database.name() + " is DISCONNECTED: diagnose")
                        : Optional.empty();
            case "SYNCHRONIZING" ->
                // with safety OFF this is as good as it gets while data changes
                session.safety().equals("OFF")
                        ? Optional.empty()
                        : Optional.of(database.name() + " is SYNCHRONIZING: watch");
            default -> Optional.of(database.name() + " is " + session.state() + " on " + host.host() + ": diagnose");
        };
    }

    private String setUp() {
        List<HostState> begun =
                hosts.stream().filter(host -> host.endpoint().isPresent()).toList();
        if (begun.isEmpty()) {
            return "run runbooks/set-up-mirroring.groovy, or step by step: help procedure";
        }
        List<HostState> pair = begun.size() > 1 ? begun : hosts;
        for (HostState host : pair) {
            for (HostState peer : pair) {
                if (host != peer && !TrustResult.obstacle(host, peer).isEmpty()) {
                    return host.host() + " does not accept " + peer.host() + " yet: trust " + host.host() + ","
                            + peer.host();
                }
            }
        }
        return copy(pair);
    }

    /** Databases that could be mirrored: those of an availability group cannot (1468). */
    private static List<Database> free(HostState host) {
        return StatusResult.userDatabases(host).stream()
                .filter(database -> !database.inAvailabilityGroup())
                .toList();
    }

    private static String copy(List<HostState> pair) {
        for (HostState mirror : pair) {
            for (Database copy : free(mirror)) {
                Optional<HostState> principal = pair.stream()
                        .filter(host -> host.database(copy.name())
                                .filter(Database::isOnline)
                                .isPresent())
                        .findFirst();
                if (copy.isRestoring() && principal.isPresent()) {
                    return copy.name() + " is prepared on " + mirror.host() + ": partner set "
                            + principal.get().host() + " --on " + mirror.host() + " --database " + copy.name();
                }
            }
        }
        HostState from = pair.stream()
                .filter(host -> free(host).stream().anyMatch(Database::isOnline))
                .findFirst()
                .orElse(pair.get(0));
        HostState to = pair.get(pair.get(0) == from ? 1 : 0);
        String database = free(from).stream()
                .filter(Database::isOnline)
                .map(Database::name)
                .findFirst()
                .orElse("DATABASE");
        return "db prepare " + database + " --from " + from.host() + " --on " + to.host();
    }
}
