package mirrorsh.effect;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.CertificateStatements;

/**
 * A host has its own certificate, valid now, its private key under the database master key (procedure.md OUT-2).
 *
 * @param expiry last day of validity in UTC; empty for one year from today by the host's clock
 */
public record CertificateExists(String host, String certificate, String subject, Optional<LocalDate> expiry)
        implements Effect {
    @Override
    public String title() {
        return "Create the certificate " + Sight.bracketed(certificate);
    }

    @Override
    public String why() {
        return host + " proves with it to its partners who it is.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.certificate(host, certificate)).needing(Fact.masterKey(host)));
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Certificate> found = state.certificate(certificate);
        if (found.isPresent()) {
            return judge(state, found.get());
        }
        Optional<Blocked> keyless = keyless(state);
        return keyless.isPresent()
                ? keyless.get()
                : Sight.missing(state, "certificate " + Sight.bracketed(certificate));
    }

    private Verdict judge(HostState state, Certificate found) {
        if (!found.hasUsablePrivateKey()) {
            return differs("a private key under the database master key", keyKind(found));
        }
        if (!Sight.isValid(found, state)) {
            return differs("valid on " + Sight.today(state) + " (" + host + "'s clock, UTC)", Sight.validity(found));
        }
        return new Done("valid until " + Sight.day(found.expiry()) + ", thumbprint "
                + found.thumbprint().brief());
    }

    private Differs differs(String expected, String actual) {
        return new Differs(
                "certificate " + Sight.bracketed(certificate) + " on " + host,
                expected,
                actual + "; use another name",
                false);
    }

    static String keyKind(Certificate certificate) {
        if (certificate.isPublicOnly()) {
            return "no private key; it is a public certificate, perhaps a peer's";
        }
        return certificate.privateKey().equals("PW")
                ? "a private key under a password of its own, which an endpoint refuses (28055)"
                : "a private key of kind " + certificate.privateKey();
    }

    private Optional<Blocked> keyless(HostState state) {
        String why = "The certificate's private key is to be protected by it (error 15581).";
        if (state.masterKey().isEmpty()) {
            return Optional.of(
                    Sight.lacking(state, "database master key in master", why, "masterkey create --on " + host));
        }
        return state.masterKey().get().opensByItself()
                ? Optional.empty()
                : Optional.of(new Blocked(
                        "the database master key of " + host + " does not open by itself",
                        why,
                        "masterkey show --on " + host));
    }

    @Override
    public List<Action> actions(Observation observation) {
        LocalDate today = Sight.today(observation.of(host));
        // a day back: a peer's clock that is behind would call a fresh certificate not yet valid (errors.md P11)
        return List.of(new Action.Execute(
                host,
                CertificateStatements.create(
                        certificate, subject, today.minusDays(1), expiry.orElse(today.plusYears(1)))));
    }

    @Override
    public Undo undo(Observation observation) {
        HostState state = observation.of(host);
        Optional<Certificate> found = state.certificate(certificate);
        if (found.isEmpty()) {
            return new Undo.By(List.of());
        }
        if (state.endpointCertificate().filter(found.get()::equals).isPresent()) {
            return new Undo.Impossible("the database mirroring endpoint of " + host + " proves itself with it");
        }
        if (!found.get().hasUsablePrivateKey()) {
            return new Undo.Impossible("the certificate of that name is not " + host + "'s own");
        }
        return new Undo.By(List.of(new Action.Execute(host, CertificateStatements.drop(certificate))));
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, CertificateStatements.drop(certificate)));
    }
}
