package mirrorsh.lab.mirroring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.instance.security.EndpointSettings;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionAlgorithm;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionMode;

/** What two endpoints have in common (procedure.md §8.2 to §8.4). */
final class Negotiation {
    private Negotiation() {}

    /** A way to prove who one is. */
    enum Method {
        CERTIFICATE,
        WINDOWS
    }

    /** What one endpoint offers, in its order. */
    record Offer(List<Method> methods, EncryptionMode encryption, List<EncryptionAlgorithm> algorithms) {
        Offer {
            methods = List.copyOf(methods);
            algorithms = List.copyOf(algorithms);
        }
    }

    /** The offer of an endpoint; a missing algorithm is the default of the version. */
    static Offer offer(EndpointSettings endpoint, Version version) {
        List<Method> methods = new ArrayList<>();
        if (endpoint.windows().isPresent()) {
            methods.add(Method.WINDOWS);
        }
        if (endpoint.certificateId() != 0) {
            methods.add(endpoint.certificateFirst() ? 0 : methods.size(), Method.CERTIFICATE);
        }
        List<EncryptionAlgorithm> algorithms = endpoint.algorithms().isEmpty()
                ? List.of(version.atLeast(Version.SQL_2016) ? EncryptionAlgorithm.AES : EncryptionAlgorithm.RC4)
                : endpoint.algorithms();
        return new Offer(methods, endpoint.encryption(), algorithms);
    }

    /** The methods that both have, in the opener's order. */
    static List<Method> methods(Offer opener, Offer acceptor) {
        List<Method> common = new ArrayList<>(opener.methods());
        common.retainAll(acceptor.methods());
        return common;
    }

    /** Whether and how a link is encrypted. */
    record Encryption(Optional<EncryptionAlgorithm> algorithm) {
        /** Code of the catalog: 0 NONE, 1 RC4, 2 AES. */
        int code() {
            return algorithm
                    .map(used -> used == EncryptionAlgorithm.RC4 ? 1 : 2)
                    .orElse(0);
        }

        String text() {
            return algorithm.map(EncryptionAlgorithm::name).orElse("NONE");
        }
    }

    /**
     * How the link is encrypted; empty when the two do not fit (28027). SUPPORTED on both sides without a common algorithm is
     * refused (unconfirmed, procedure.md §8.3).
     */
    static Optional<Encryption> encryption(Offer opener, Offer acceptor) {
        boolean clear =
                opener.encryption() == EncryptionMode.DISABLED || acceptor.encryption() == EncryptionMode.DISABLED;
        boolean required =
                opener.encryption() == EncryptionMode.REQUIRED || acceptor.encryption() == EncryptionMode.REQUIRED;
        if (clear) {
            return required ? Optional.empty() : Optional.of(new Encryption(Optional.empty()));
        }
        return acceptor.algorithms().stream()
                .filter(opener.algorithms()::contains)
                .findFirst()
                .map(algorithm -> new Encryption(Optional.of(algorithm)));
    }
}
