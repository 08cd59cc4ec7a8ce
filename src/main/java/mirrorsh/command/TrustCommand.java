package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.model.Certificate;
import mirrorsh.model.Endpoint;
import mirrorsh.model.EndpointPermission;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import mirrorsh.model.Observation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trust}: who accepts whom, by thumbprint, owner and grant. */
@Command(name = "trust", description = "Show which host trusts which", footer = "  trust --on HOST_A,HOST_B")
final class TrustCommand implements Doing {
    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        List<String> hosts = scope.hostsOrAll(session);
        Observation seen = session.observe(hosts);
        List<String> columns = new ArrayList<>(List.of("accepts"));
        hosts.forEach(columns::add);
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (String accepting : hosts) {
            List<@Nullable String> row = new ArrayList<>();
            row.add(accepting);
            for (String peer : hosts) {
                row.add(accepting.equals(peer) ? "-" : accepts(seen.of(accepting), seen.of(peer)));
            }
            rows.add(row);
        }
        return new TableResult("trust", columns, rows, "");
    }

    /** "yes", or the first thing that is missing along the chain from certificate to grant. */
    static String accepts(HostState host, HostState peer) {
        Optional<Certificate> proof = peer.endpointCertificate();
        if (proof.isEmpty()) {
            return "no: " + peer.host() + " has no endpoint with a certificate";
        }
        Optional<Endpoint> endpoint = host.endpoint();
        if (endpoint.isEmpty()) {
            return "no: no endpoint here";
        }
        Optional<Certificate> copy = host.certificate(proof.get().thumbprint());
        if (copy.isEmpty()) {
            return "no: certificate not imported";
        }
        Optional<Login> login = host.user(copy.get().owner()).flatMap(host::loginOf);
        if (login.isEmpty()) {
            return "no: owner " + copy.get().owner() + " has no login";
        }
        boolean granted = host.permissions().stream().anyMatch(p -> lets(p, endpoint.get(), login.get()));
        if (!granted) {
            return "no: no CONNECT for " + login.get().name();
        }
        return login.get().disabled() ? "no: " + login.get().name() + " is disabled" : "yes";
    }

    private static boolean lets(EndpointPermission permission, Endpoint endpoint, Login login) {
        return permission.endpointId() == endpoint.id()
                && permission.granteeId() == login.id()
                && permission.permission().equals("CONNECT")
                && permission.state().startsWith("GRANT");
    }
}
