package mirrorsh.effect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.EndpointDefinition;
import mirrorsh.tsql.EndpointEncryption;
import mirrorsh.tsql.EndpointRole;
import mirrorsh.tsql.EndpointStatements;

/**
 * The endpoint that a host has is exactly so, in what is asked for; the rest stays (tsql.md §4.2).
 *
 * @param ip empty text for all addresses
 */
public record EndpointAltered(
        String host,
        Optional<Integer> port,
        Optional<String> ip,
        Optional<EndpointEncryption> encryption,
        Optional<EndpointRole> role)
        implements Effect {
    @Override
    public String title() {
        return "Change the endpoint to " + String.join(", ", wanted());
    }

    private List<String> wanted() {
        List<String> words = new ArrayList<>();
        port.ifPresent(p -> words.add("port " + p));
        ip.ifPresent(address -> words.add("listens on " + address(address)));
        encryption.ifPresent(e -> words.add("encryption " + e.catalogWord()));
        role.ifPresent(r -> words.add("role " + r));
        return words;
    }

    private static String address(String ip) {
        return ip.isEmpty() ? "all addresses" : ip;
    }

    @Override
    public String why() {
        return "What is not named stays as it is; links that are up are made anew.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Endpoint> found = state.endpoint();
        if (found.isEmpty()) {
            return Sight.lacking(
                    state,
                    "database mirroring endpoint",
                    "There is nothing to change.",
                    "endpoint create --on " + host);
        }
        List<String> expected = new ArrayList<>();
        List<String> there = new ArrayList<>();
        compare(found.get(), expected, there);
        if (expected.isEmpty()) {
            return new Done("it is so");
        }
        boolean moves = port.filter(p -> p != found.get().port()).isPresent();
        List<String> users = EndpointUsers.of(state);
        if (moves && !users.isEmpty()) {
            return new Blocked(
                    "the endpoint of " + host + " carries " + String.join(", ", users),
                    "Its sessions are addressed to port " + found.get().port() + "; on another one nobody finds it.",
                    "partner off for those first");
        }
        return ownCertificate(state).isEmpty() && (encryption.isPresent() || role.isPresent())
                ? new Blocked(
                        "the endpoint of " + host + " does not prove itself with a certificate",
                        "What it uses instead would be changed with the rest.",
                        "cert rotate --on " + host)
                : new Differs(
                        "endpoint " + Sight.bracketed(found.get().name()) + " of " + host,
                        String.join(", ", expected),
                        String.join(", ", there),
                        true);
    }

    private void compare(Endpoint found, List<String> expected, List<String> there) {
        if (port.filter(p -> p != found.port()).isPresent()) {
            expected.add("port " + port.get());
            there.add("port " + found.port());
        }
        if (ip.filter(address -> !address.equals(found.ip())).isPresent()) {
            expected.add("listens on " + address(ip.get()));
            there.add("listens on " + address(found.ip()));
        }
        if (encryption.filter(e -> !e.catalogWord().equals(found.encryption())).isPresent()) {
            expected.add("encryption " + encryption.get().catalogWord());
            there.add("encryption " + found.encryption());
        }
        if (role.filter(r -> !r.name().equals(found.role())).isPresent()) {
            expected.add("role " + role.get());
            there.add("role " + found.role());
        }
    }

    private static Optional<Certificate> ownCertificate(HostState state) {
        return state.endpoint().filter(Endpoint::usesCertificate).flatMap(e -> state.endpointCertificate());
    }

    @Override
    public List<Action> actions(Observation observation) {
        HostState state = observation.of(host);
        Endpoint found = state.endpoint().orElseThrow();
        List<Action> actions = new ArrayList<>();
        boolean moves = port.filter(p -> p != found.port()).isPresent()
                || ip.filter(address -> !address.equals(found.ip())).isPresent();
        if (moves) {
            actions.add(new Action.Execute(
                    host,
                    EndpointStatements.moveListener(found.name(), port.orElse(found.port()), ip.orElse(found.ip()))));
        }
        if (encryption.isPresent() || role.isPresent()) {
            actions.add(new Action.Execute(host, EndpointStatements.alter(definition(state, found))));
        }
        return actions;
    }

    private EndpointDefinition definition(HostState state, Endpoint found) {
        EndpointEncryption sealed = encryption.orElseGet(() -> Arrays.stream(EndpointEncryption.values())
                .filter(each -> each.catalogWord().equals(found.encryption()))
                .findFirst()
                .orElse(EndpointEncryption.REQUIRED_AES));
        EndpointRole part = role.orElseGet(() -> Arrays.stream(EndpointRole.values())
                .filter(each -> each.name().equals(found.role()))
                .findFirst()
                .orElse(EndpointRole.ALL));
        String certificate = ownCertificate(state).map(Certificate::name).orElseThrow();
        return new EndpointDefinition(found.name(), found.port(), found.ip(), certificate, sealed, part);
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("it was there before; endpoint alter changes it back");
    }
}
