package mirrorsh.effect;

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
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.EndpointDefinition;
import mirrorsh.tsql.EndpointEncryption;
import mirrorsh.tsql.EndpointRole;
import mirrorsh.tsql.EndpointStatements;

/**
 * The endpoint proves itself with a certificate; port, encryption and role stay as they are (procedure.md §13 step 5).
 *
 * @param certificate the host's own, with a private key
 * @param peers who must have it before, so that they still believe the host afterwards
 */
public record EndpointCertificateSet(String host, String certificate, List<String> peers) implements Effect {
    public EndpointCertificateSet {
        peers = List.copyOf(peers);
    }

    @Override
    public String title() {
        return "Let the endpoint prove itself with " + Sight.bracketed(certificate);
    }

    @Override
    public String why() {
        return "New links use it from now on; links that are up are made anew.";
    }

    @Override
    public Set<String> hosts() {
        Set<String> all = new java.util.TreeSet<>(peers);
        all.add(host);
        return all;
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Endpoint> endpoint = state.endpoint();
        if (endpoint.isEmpty()) {
            return Sight.lacking(
                    state, "database mirroring endpoint", "There is nothing to change.", "endpoint create");
        }
        Optional<Certificate> wanted = state.certificate(certificate);
        if (wanted.isEmpty()) {
            return Sight.lacking(
                    state,
                    "certificate " + Sight.bracketed(certificate),
                    "The endpoint is to prove itself with it.",
                    "cert create --on " + host);
        }
        if (wanted.get().id() == endpoint.get().certificateId()) {
            return new Done("proves itself with " + Sight.bracketed(certificate));
        }
        return unfit(state, wanted.get())
                .or(() -> unknown(observation, wanted.get()))
                .<Verdict>map(b -> b)
                .orElseGet(() -> new Differs(
                        "certificate of the endpoint of " + host,
                        Sight.bracketed(certificate),
                        state.endpointCertificate()
                                .map(c -> Sight.bracketed(c.name()))
                                .orElse("none"),
                        true));
    }

    private Optional<Blocked> unfit(HostState state, Certificate wanted) {
        return wanted.hasUsablePrivateKey() && Sight.isValid(wanted, state)
                ? Optional.empty()
                : Optional.of(new Blocked(
                        "certificate " + Sight.bracketed(certificate) + " of " + host
                                + " is not one to prove oneself with",
                        "It takes a private key under the database master key and has to be valid now (error 28055).",
                        "cert list --on " + host));
    }

    private Optional<Blocked> unknown(Observation observation, Certificate wanted) {
        return peers.stream()
                .filter(peer ->
                        observation.of(peer).certificate(wanted.thumbprint()).isEmpty())
                .findFirst()
                .map(peer -> new Blocked(
                        peer + " does not have " + Sight.bracketed(certificate) + " of " + host,
                        "It would no longer believe " + host + ".",
                        "cert import " + host + " --on " + peer));
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, alter(observation.of(host), certificate)));
    }

    private static Batch alter(HostState state, String certificate) {
        Endpoint there = state.endpoint().orElseThrow();
        EndpointEncryption encryption = Arrays.stream(EndpointEncryption.values())
                .filter(each -> each.catalogWord().equals(there.encryption()))
                .findFirst()
                .orElse(EndpointEncryption.REQUIRED_AES);
        EndpointRole role = Arrays.stream(EndpointRole.values())
                .filter(each -> each.name().equals(there.role()))
                .findFirst()
                .orElse(EndpointRole.ALL);
        return EndpointStatements.alter(
                new EndpointDefinition(there.name(), there.port(), there.ip(), certificate, encryption, role));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("the certificate that it had before is not recorded");
    }

    /** @param before {@code [HOST_A_cert]} */
    @Override
    public Undo undo(Observation observation, String before) {
        HostState state = observation.of(host);
        String former = before.replaceFirst("^\\[", "").replaceFirst("]$", "");
        boolean ours = state.endpointCertificate()
                .filter(c -> Sight.same(c.name(), certificate))
                .isPresent();
        if (!ours) {
            return new Undo.By(List.of());
        }
        return state.certificate(former).isPresent()
                ? new Undo.By(List.of(new Action.Execute(host, alter(state, former))))
                : new Undo.Impossible("the former certificate " + before + " is gone");
    }

    @Override
    public List<Action> foreseen(Observation observation) {
        return observation.of(host).endpoint().isPresent() ? actions(observation) : List.of();
    }
}
