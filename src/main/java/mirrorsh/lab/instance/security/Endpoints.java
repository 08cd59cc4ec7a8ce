package mirrorsh.lab.instance.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.instance.security.Endpoint.Protocol;
import org.jspecify.annotations.Nullable;

/** The endpoints of the instance: the installation's own and at most one for mirroring. Guarded by the instance's lock. */
final class Endpoints {
    /** Port of the default T-SQL endpoint; the view shows 0 for it (catalog.md §3.2). */
    static final int TSQL_PORT = 1433;

    // names unconfirmed (catalog.md §3.1)
    private static final List<Endpoint> SYSTEM = List.of(
            new Endpoint(1, "Dedicated Admin Connection", ServerPrincipal.SA, Protocol.TCP, true, null),
            new Endpoint(2, "TSQL Local Machine", ServerPrincipal.SA, Protocol.SHARED_MEMORY, false, null),
            new Endpoint(3, "TSQL Named Pipes", ServerPrincipal.SA, Protocol.NAMED_PIPES, false, null),
            new Endpoint(4, "TSQL Default TCP", ServerPrincipal.SA, Protocol.TCP, false, null));

    private @Nullable Endpoint mirroring;
    private int nextId = Endpoint.FIRST_USER_ID;

    List<Endpoint> all() {
        List<Endpoint> all = new ArrayList<>(SYSTEM);
        mirroring().ifPresent(all::add);
        return all;
    }

    Optional<Endpoint> find(String name) {
        return all().stream()
                .filter(endpoint -> endpoint.name().equalsIgnoreCase(name))
                .findFirst();
    }

    Optional<Endpoint> mirroring() {
        return Optional.ofNullable(mirroring);
    }

    Optional<EndpointSettings> settings() {
        return mirroring().map(Endpoint::mirroring);
    }

    int newId() {
        return nextId++;
    }

    /** Null drops it. */
    void keep(@Nullable Endpoint endpoint) {
        mirroring = endpoint;
    }
}
