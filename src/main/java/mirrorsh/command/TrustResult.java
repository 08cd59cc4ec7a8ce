package mirrorsh.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.model.Certificate;
import mirrorsh.model.Endpoint;
import mirrorsh.model.EndpointPermission;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import org.jspecify.annotations.Nullable;

/** Who accepts whom, by thumbprint, owner and grant. */
record TrustResult(List<HostState> hosts) implements Result {
    @Override
    public void show(Console console) {
        List<String> columns = new ArrayList<>(List.of("host accepts"));
        List<List<@Nullable String>> rows = new ArrayList<>();
        List<String> obstacles = new ArrayList<>();
        for (HostState host : hosts) {
            columns.add(host.host());
            List<@Nullable String> row = new ArrayList<>(List.of(host.host()));
            for (HostState peer : hosts) {
                String obstacle = host.equals(peer) ? "" : obstacle(host, peer);
                row.add(host.equals(peer) ? "-" : obstacle.isEmpty() ? "yes" : "no");
                if (!obstacle.isEmpty()) {
                    obstacles.add(" " + host.host() + " does not accept " + peer.host() + ": " + obstacle + ".");
                }
            }
            rows.add(row);
        }
        new Grid(columns, rows).lines(console).forEach(console::line);
        obstacles.forEach(console::line);
    }

    @Override
    public Map<String, ?> json() {
        List<Map<String, ?>> pairs = new ArrayList<>();
        for (HostState host : hosts) {
            for (HostState peer : hosts) {
                if (!host.equals(peer)) {
                    String obstacle = obstacle(host, peer);
                    Map<String, Object> pair = new LinkedHashMap<>();
                    pair.put("host", host.host());
                    pair.put("peer", peer.host());
                    pair.put("accepts", obstacle.isEmpty());
                    pair.put("obstacle", obstacle);
                    pairs.add(pair);
                }
            }
        }
        return Map.of("trust", pairs);
    }

    /** Empty when it does, else the first thing that is missing along the chain from certificate to grant. */
    static String obstacle(HostState host, HostState peer) {
        Optional<Certificate> proof = peer.endpointCertificate();
        if (proof.isEmpty()) {
            return peer.host() + " has no endpoint with a certificate";
        }
        Optional<Endpoint> endpoint = host.endpoint();
        if (endpoint.isEmpty()) {
            return host.host() + " has no endpoint";
        }
        Optional<Certificate> copy = host.certificate(proof.get().thumbprint());
        if (copy.isEmpty()) {
            return "its certificate is not imported";
        }
        Optional<Login> login = host.user(copy.get().owner()).flatMap(host::loginOf);
        if (login.isEmpty()) {
            return "owner " + copy.get().owner() + " has no login";
        }
        boolean granted = host.permissions().stream().anyMatch(p -> lets(p, endpoint.get(), login.get()));
        if (!granted) {
            return "the login " + login.get().name() + " may not connect to the endpoint";
        }
        return login.get().disabled() ? login.get().name() + " is disabled" : "";
    }

    private static boolean lets(EndpointPermission permission, Endpoint endpoint, Login login) {
        return permission.endpointId() == endpoint.id()
                && permission.granteeId() == login.id()
                && permission.permission().equals("CONNECT")
                && permission.state().startsWith("GRANT");
    }
}
