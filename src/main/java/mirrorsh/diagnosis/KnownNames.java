package mirrorsh.diagnosis;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;

/** The names that hosts reach each other by, as partners' and witnesses' addresses tell. */
record KnownNames(Map<String, String> byHost) {
    KnownNames {
        byHost = Map.copyOf(byHost);
    }

    static KnownNames of(Observation seen) {
        Set<String> urls = new LinkedHashSet<>();
        for (HostState state : seen.hosts().values()) {
            state.databases().stream()
                    .flatMap(database -> database.session().stream())
                    .forEach(session -> {
                        urls.add(session.partner());
                        urls.add(session.witness());
                    });
        }
        Map<String, String> names = new HashMap<>();
        urls.stream()
                .flatMap(url -> Address.parse(url).stream())
                .forEach(address -> seen.hosts().values().stream()
                        .filter(address::names)
                        .forEach(state -> names.putIfAbsent(state.host(), address.name())));
        return new KnownNames(names);
    }

    /** The name that others reach a host by, if one of them says so; else the operator's. */
    String of(HostState host) {
        return byHost.getOrDefault(host.host(), host.host());
    }
}
