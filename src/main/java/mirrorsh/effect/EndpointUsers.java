package mirrorsh.effect;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.model.HostState;

/** Who needs the database mirroring endpoint of a host: sessions, witnessed sessions, availability groups. */
final class EndpointUsers {
    private EndpointUsers() {}

    /** Names in brackets; empty when nobody does. */
    static List<String> of(HostState state) {
        List<String> users = new ArrayList<>();
        state.databases().stream()
                .filter(database -> database.session().isPresent() || database.inAvailabilityGroup())
                .forEach(database -> users.add(Sight.bracketed(database.name())));
        state.witnessed().forEach(session -> users.add(Sight.bracketed(session.database()) + " as witness"));
        return users;
    }
}
