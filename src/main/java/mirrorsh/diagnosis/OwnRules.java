package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.CertificateExists;
import mirrorsh.effect.MasterKeyExists;
import mirrorsh.effect.MasterKeyOpens;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.tsql.SecretSource;

/** A host's own proof: master key and certificate (errors.md P01 to P04, P11, P13, P61). */
final class OwnRules implements Rule {
    @Override
    public List<Draft> apply(Case facts) {
        List<Draft> found = new ArrayList<>();
        for (HostState state : facts.participants()) {
            boolean windows = state.endpoint().filter(e -> !e.usesCertificate()).isPresent();
            if (!windows) {
                masterKey(facts, state).ifPresent(found::add);
                certificate(facts, state).ifPresent(found::add);
            }
        }
        found.addAll(twins(facts));
        return found;
    }

    private static Optional<Draft> masterKey(Case facts, HostState state) {
        String host = state.host();
        SecretSource password = facts.secrets().apply(host + " master key");
        if (state.masterKey().isEmpty()) {
            // what it protects proves that it is there, whatever may be seen of it
            return Certificates.own(state)
                            .filter(Certificate::hasUsablePrivateKey)
                            .isPresent()
                    ? Optional.empty()
                    : Optional.of(Draft.of("P01", Step.MASTER_KEY, host)
                            .cause(host + " has no database master key in master.")
                            .seen("no ##MS_DatabaseMasterKey## in sys.symmetric_keys of master")
                            .absent("The database master key of master")
                            .mend(Typed.masterKey(host), new MasterKeyExists(host, password)));
        }
        return state.masterKey().get().opensByItself()
                ? Optional.empty()
                : Optional.of(Draft.of("P02", Step.MASTER_KEY, host)
                        .cause("The database master key of " + host + " does not open by itself.")
                        .seen("is_master_key_encrypted_by_server of master is 0")
                        .logged(28037)
                        .mend(
                                opening(host),
                                new MasterKeyOpens(host, facts.secrets().apply(host + " master key to open"))));
    }

    /** What lets the master key of a host open by itself, as it is typed. */
    static String opening(String host) {
        return Typed.on(
                "sql \"OPEN MASTER KEY DECRYPTION BY PASSWORD = '...'; "
                        + "ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY\"",
                host);
    }

    private static Optional<Draft> certificate(Case facts, HostState state) {
        Optional<Certificate> own = Certificates.own(state);
        if (own.isEmpty()) {
            return Optional.of(missing(facts, state));
        }
        Certificate certificate = own.get();
        if (!certificate.hasUsablePrivateKey()) {
            return Optional.of(keyless(state, certificate));
        }
        if (certificate.isValidAt(state.instance().clock())) {
            return Optional.empty();
        }
        return Optional.of(outOfDate(state, certificate));
    }

    private static Draft missing(Case facts, HostState state) {
        String host = state.host();
        String name = Certificates.newName(state);
        String elsewhere = Questions.elsewhere(state)
                .map(question -> facts.observation().answer(question).value())
                .orElse("");
        boolean dangling = state.endpoint().isPresent();
        // a master key alone may be there for something else
        boolean keyOnly = facts.setup().alone().contains(host) && Beginning.hasKeyOnly(state);
        String cause = dangling
                ? Typed.endpoint(state) + " names a certificate that is not in master."
                : host + " has no certificate of its own in master.";
        return Draft.of(elsewhere.isEmpty() ? "P03" : "P05", Step.OWN_CERTIFICATE, host)
                .cause(
                        elsewhere.isEmpty()
                                ? cause
                                : "The certificate of " + host + " was made in database " + Typed.name(elsewhere)
                                        + "; an endpoint uses those of master only.")
                .seen(
                        "no certificate with a private key in master",
                        elsewhere.isEmpty() ? "" : "one that is named for " + host + " in " + Typed.name(elsewhere))
                .confidence(keyOnly ? Confidence.POSSIBLE : Confidence.CERTAIN)
                .absent("A certificate of its own")
                .after("P01", "P02")
                .logged(28036)
                .mend(Typed.certificate(host, name), certificateOf(host, name));
    }

    private static Draft keyless(HostState state, Certificate certificate) {
        String why = certificate.isPublicOnly()
                ? "has no private key here"
                : "has its private key under a password, not under the database master key";
        return replaced(
                Draft.of("P04", Step.OWN_CERTIFICATE, state.host())
                        .cause("Certificate " + Typed.name(certificate.name()) + " of " + state.host() + " " + why
                                + ".")
                        .seen("pvt_key_encryption_type " + certificate.privateKey())
                        .after("P01", "P02")
                        .logged(28036, 28037),
                state,
                certificate);
    }

    private static Draft outOfDate(HostState state, Certificate certificate) {
        boolean early = state.instance().clock().isBefore(certificate.start());
        return replaced(
                Draft.of(early ? "P11" : "P13", Step.OWN_CERTIFICATE, state.host())
                        .cause("Certificate " + Typed.name(certificate.name()) + " of " + state.host()
                                + (early ? " is not valid yet." : " has expired."))
                        .seen(
                                Certificates.validity(certificate),
                                state.host() + "'s clock: " + Certificates.clock(state))
                        .logged(28036),
                state,
                certificate);
    }

    /** An endpoint is moved to a spare certificate, else to a new one; partners have to import that. */
    private static Draft replaced(Draft draft, HostState state, Certificate bad) {
        String host = state.host();
        String name = Certificates.replacement(state, bad);
        if (state.certificate(name).isEmpty()) {
            draft.mend(Typed.certificate(host, name), certificateOf(host, name));
        }
        return state.endpoint().isEmpty()
                ? draft
                : draft.mend(
                        Typed.on("endpoint alter --certificate " + Typed.word(name), host),
                        Certificates.endpointWith(state, name));
    }

    static CertificateExists certificateOf(String host, String name) {
        return new CertificateExists(host, name, host + " certificate for database mirroring", Optional.empty());
    }

    /** Two hosts with one private key: a cloned instance, a restored master (P61). */
    private static List<Draft> twins(Case facts) {
        List<Draft> found = new ArrayList<>();
        List<HostState> hosts = facts.participants();
        for (int i = 0; i < hosts.size(); i++) {
            for (int j = i + 1; j < hosts.size(); j++) {
                HostState first = hosts.get(i);
                HostState second = hosts.get(j);
                Optional<Certificate> shared = Certificates.own(second)
                        .filter(own -> !own.isPublicOnly())
                        .filter(own -> first.certificate(own.thumbprint())
                                .filter(twin -> !twin.isPublicOnly())
                                .isPresent());
                shared.ifPresent(own -> found.add(replaced(
                        Draft.of("P61", Step.OWN_CERTIFICATE, second.host())
                                .cause(second.host() + " and " + first.host()
                                        + " hold the private key of one certificate, " + Typed.name(own.name()) + ".")
                                .seen("thumbprint " + own.thumbprint() + " with a private key on both")
                                .concerning(first.host()),
                        second,
                        own)));
            }
        }
        return found;
    }
}
