package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;

/**
 * A set-up that has only just begun: few hosts, no session, and nobody may have let in anybody yet. Then the hosts that are connected
 * are taken for those that are meant, as far as their endpoints' roles bear it out.
 */
final class Beginning {
    private static final int FEW = 3;

    private final List<HostState> hosts;

    Beginning(List<HostState> hosts) {
        this.hosts = hosts;
    }

    /** Three hosts of which one is to be the witness, or is not yet known to be: who is to trust whom. */
    List<Relation> trio() {
        if (hosts.size() != FEW
                || hosts.stream().anyMatch(host -> !host.witnessed().isEmpty())) {
            return List.of();
        }
        Optional<HostState> witness = witness();
        // a host whose endpoint is for partners only was made so because another one is to be the witness
        boolean first = of("PARTNER").size() == 1 && without().size() == 2;
        return witness.isPresent() || first ? all(witness.map(HostState::host).orElse("")) : List.of();
    }

    private Optional<HostState> witness() {
        List<HostState> named = of("WITNESS");
        if (named.size() == 1) {
            return Optional.of(named.get(0));
        }
        return of("PARTNER").size() == 2 ? without().stream().findFirst() : Optional.empty();
    }

    private List<HostState> of(String role) {
        return hosts.stream()
                .filter(host -> host.endpoint()
                        .filter(endpoint -> endpoint.role().equals(role))
                        .isPresent())
                .toList();
    }

    private List<HostState> without() {
        return hosts.stream().filter(host -> host.endpoint().isEmpty()).toList();
    }

    private List<Relation> all(String witness) {
        List<Relation> relations = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            for (int j = i + 1; j < hosts.size(); j++) {
                String one = hosts.get(i).host();
                String other = hosts.get(j).host();
                relations.add(new Relation(one, other, one.equals(witness) || other.equals(witness) ? witness : ""));
            }
        }
        return relations;
    }

    /** Hosts that show a beginning though nothing shows whom they are to mirror with. */
    List<String> alone() {
        return hosts.size() > FEW
                ? List.of()
                : hosts.stream()
                        .filter(host -> Traces.isBegunOn(host) || hosts.size() > 1 && hasKeyOnly(host))
                        .map(HostState::host)
                        .toList();
    }

    /** A master key in master that protects nothing there: the first step of a set-up, but perhaps of something else. */
    static boolean hasKeyOnly(HostState host) {
        return host.masterKey().isPresent()
                && host.endpoint().isEmpty()
                && host.certificates().stream().allMatch(Certificate::isPublicOnly);
    }
}
