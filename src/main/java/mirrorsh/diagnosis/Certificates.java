package mirrorsh.diagnosis;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.EndpointListens;
import mirrorsh.model.Certificate;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Participant;
import mirrorsh.tsql.EndpointEncryption;
import mirrorsh.tsql.EndpointRole;

/** A host's own certificate: the one that its endpoint proves itself with, or that one is to be made with. */
final class Certificates {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private Certificates() {}

    /** What the host proves itself with; empty when there is nothing that could be it. */
    static Optional<Certificate> own(HostState state) {
        return state.endpointCertificate().or(() -> intended(state));
    }

    /** An endpoint would take it now. */
    static boolean isFit(HostState state, Certificate certificate) {
        return certificate.hasUsablePrivateKey()
                && certificate.isValidAt(state.instance().clock());
    }

    /** Without an endpoint's word: one that is named for the host, rather a fit one, else the only one with a private key. */
    private static Optional<Certificate> intended(HostState state) {
        List<Certificate> own = state.certificates().stream()
                .filter(certificate -> !certificate.isPublicOnly())
                .toList();
        return own.stream()
                .filter(certificate -> Traces.mentions(state, certificate.name()))
                .max(Comparator.comparing((Certificate certificate) -> isFit(state, certificate))
                        .thenComparing(Certificate::expiry))
                .or(() -> own.size() == 1 ? Optional.of(own.get(0)) : Optional.empty());
    }

    /** Another certificate of the host that an endpoint would take now. */
    static Optional<Certificate> spare(HostState state, Certificate bad) {
        return state.certificates().stream()
                .filter(other -> other.id() != bad.id() && isFit(state, other) && Traces.mentions(state, other.name()))
                .findFirst();
    }

    /** What a new endpoint is to be made with: the host's own if it is fit for that, else a spare one, else one still to be made. */
    static String forEndpoint(HostState state) {
        Optional<Certificate> own = own(state);
        return own.filter(certificate -> isFit(state, certificate))
                .or(() -> own.flatMap(bad -> spare(state, bad)))
                .map(Certificate::name)
                .orElseGet(() -> newName(state));
    }

    /**
     * Name of the certificate that the host is to prove itself with once its own is mended; empty where the one that it has will do, and
     * where that is not seen.
     */
    static Optional<String> coming(HostState state) {
        boolean windows = state.endpoint().filter(e -> !e.usesCertificate()).isPresent();
        if (windows || !state.instance().sysadmin()) {
            return Optional.empty();
        }
        Optional<Certificate> own = own(state);
        return own.filter(certificate -> isFit(state, certificate)).isPresent()
                ? Optional.empty()
                : Optional.of(own.map(bad -> replacement(state, bad)).orElseGet(() -> newName(state)));
    }

    /** A spare certificate, else one that is still to be made. */
    static String replacement(HostState state, Certificate bad) {
        return spare(state, bad).map(Certificate::name).orElseGet(() -> newName(state));
    }

    /** A name for a certificate of the host that is not taken. */
    static String newName(HostState state) {
        String name = state.host() + "_cert";
        for (int i = 2; state.certificate(name).isPresent(); i++) {
            name = state.host() + "_cert" + i;
        }
        return name;
    }

    /** The endpoint as it is, or as the document has it, with this certificate. */
    static EndpointListens endpointWith(HostState state, String certificate) {
        return state.endpoint()
                .map(there -> like(state.host(), there, certificate, encryption(there), role(there)))
                .orElseGet(() -> newEndpoint(state.host(), certificate, EndpointRole.ALL));
    }

    /** An endpoint where there is none. */
    static EndpointListens newEndpoint(String host, String certificate, EndpointRole role) {
        return new EndpointListens(
                host,
                Participant.DEFAULT_ENDPOINT,
                Participant.DEFAULT_PORT,
                "",
                certificate,
                EndpointEncryption.REQUIRED_AES,
                role);
    }

    static EndpointListens like(
            String host, Endpoint there, String certificate, EndpointEncryption encryption, EndpointRole role) {
        return new EndpointListens(host, there.name(), there.port(), there.ip(), certificate, encryption, role);
    }

    static EndpointEncryption encryption(Endpoint there) {
        for (EndpointEncryption each : EndpointEncryption.values()) {
            if (each.catalogWord().equals(there.encryption())) {
                return each;
            }
        }
        return EndpointEncryption.REQUIRED_AES;
    }

    static EndpointRole role(Endpoint there) {
        for (EndpointRole each : EndpointRole.values()) {
            if (each.name().equals(there.role())) {
                return each;
            }
        }
        return EndpointRole.ALL;
    }

    /** {@code valid 2026-11-21 to 2027-11-22 (UTC)}. */
    static String validity(Certificate certificate) {
        return "valid " + certificate.start().atZone(ZoneOffset.UTC).toLocalDate() + " to "
                + certificate.expiry().atZone(ZoneOffset.UTC).toLocalDate() + " (UTC)";
    }

    /** A host's time, to the second. */
    static String clock(HostState state) {
        return CLOCK.format(state.instance().clock()) + " UTC";
    }

    /** How far one host's clock is ahead of another's. */
    static Duration ahead(HostState one, HostState other) {
        return one.instance().skew().minus(other.instance().skew());
    }
}
