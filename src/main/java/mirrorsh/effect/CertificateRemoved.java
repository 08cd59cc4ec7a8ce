package mirrorsh.effect;

import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.CertificateStatements;
import mirrorsh.tsql.CertificateUses;
import mirrorsh.tsql.RemovalStatements;

/**
 * A host no longer has a certificate, its own or a peer's, unless its endpoint proves itself with it (procedure.md §12, §13).
 *
 * @param evenTheLast whether it may be the only one by which a peer is recognized, or be of use to something else, when an operator
 *     asked for it by name
 */
public record CertificateRemoved(String host, String certificate, boolean evenTheLast) implements Removal {
    /** Unless it may be the only one by which a peer is recognized, or be of use to something else than mirroring. */
    public CertificateRemoved(String host, String certificate) {
        this(host, certificate, false);
    }

    @Override
    public String title() {
        return "Drop the certificate " + Sight.bracketed(certificate);
    }

    @Override
    public String why() {
        return "Nothing proves itself with it any more; whoever holds it is no longer believed.";
    }

    private Question uses() {
        return Question.of(host, CertificateUses.ofCertificate(certificate));
    }

    @Override
    public Set<Probe> probes() {
        return evenTheLast ? Set.of() : Set.of(uses().probe());
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Certificate> found = state.certificate(certificate);
        if (found.isEmpty()) {
            return new Done("not there");
        }
        String name = "certificate " + Sight.bracketed(certificate) + " on " + host;
        if (state.endpointCertificate().filter(found.get()::equals).isPresent()) {
            return new Blocked(
                    "the endpoint of " + host + " proves itself with " + Sight.bracketed(certificate),
                    "Without it no peer would believe " + host + ".",
                    "cert rotate --on " + host);
        }
        if (!evenTheLast && found.get().isPublicOnly() && isTheOnlyOneOf(state, found.get())) {
            return new Blocked(
                    "the endpoint of " + host + " carries " + String.join(", ", EndpointUsers.of(state)),
                    "A peer of theirs may be recognized by " + Sight.bracketed(certificate) + " alone.",
                    "status --on " + host);
        }
        String uses = uses().answer(observation) + uses().problem(observation);
        if (!evenTheLast && !found.get().isPublicOnly() && !uses.isEmpty()) {
            return new Blocked(
                    uses + " may need the private key of " + Sight.bracketed(certificate),
                    "A private key that was dropped is gone.",
                    "cert drop " + certificate + " --on " + host);
        }
        boolean linked = state.links().stream()
                .anyMatch(link -> link.peerCertificateId() == found.get().id());
        return linked
                ? new Blocked(
                        name + " is what a peer that is connected now proves itself with",
                        "That peer could not come back without it.",
                        "status --on " + host)
                : new Differs(
                        name, "none", "thumbprint " + found.get().thumbprint().brief(), true);
    }

    /** Whether somebody uses the endpoint, and a peer would be left without any certificate here. */
    private static boolean isTheOnlyOneOf(HostState state, Certificate peers) {
        return !EndpointUsers.of(state).isEmpty()
                && state.certificates().stream()
                        .noneMatch(other -> other.id() != peers.id()
                                && Sight.same(other.owner(), peers.owner())
                                && Sight.isValid(other, state));
    }

    @Override
    public Optional<Batch> drop(Observation observation) {
        return Optional.of(CertificateStatements.drop(certificate));
    }

    @Override
    public Optional<Batch> dropIfThere(Observation observation) {
        return Optional.of(RemovalStatements.dropCertificate(certificate));
    }

    @Override
    public String loss() {
        return "a private key that was dropped is gone; a peer's certificate is imported again";
    }
}
