package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.EndpointListens;
import mirrorsh.effect.EndpointStarted;
import mirrorsh.model.Certificate;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.tsql.EndpointEncryption;
import mirrorsh.tsql.EndpointRole;

/** Endpoints alone (errors.md P21, P22, P24, P25) and in pairs (P23, P26, P27). */
final class EndpointRules implements Rule {
    @Override
    public List<Draft> apply(Case facts) {
        List<Draft> found = new ArrayList<>();
        for (HostState state : facts.participants()) {
            if (state.endpoint().isEmpty()) {
                found.add(absent(facts, state));
            } else {
                stopped(state, state.endpoint().get()).ifPresent(found::add);
                role(facts, state, state.endpoint().get()).ifPresent(found::add);
            }
        }
        for (Relation relation : facts.setup().relations()) {
            HostState one = facts.state(relation.one());
            HostState other = facts.state(relation.other());
            if (one.endpoint().isPresent() && other.endpoint().isPresent()) {
                mismatch(one, other).ifPresent(found::add);
            } else {
                mismatchToCome(one, other).or(() -> mismatchToCome(other, one)).ifPresent(found::add);
            }
        }
        return distinct(found);
    }

    private static Draft absent(Case facts, HostState state) {
        boolean witness =
                facts.setup().isWitness(state.host()) && !facts.setup().isPartner(state.host());
        EndpointListens effect = Certificates.newEndpoint(
                state.host(), Certificates.forEndpoint(state), witness ? EndpointRole.WITNESS : EndpointRole.ALL);
        return Draft.of("P21", Step.ENDPOINT, state.host())
                .cause(state.host() + " has no database mirroring endpoint.")
                .seen("sys.database_mirroring_endpoints is empty")
                .absent("A database mirroring endpoint")
                .after("P01", "P02", "P03", "P05", "P04", "P11", "P13")
                .mend(
                        Typed.on(
                                "endpoint create"
                                        + Typed.option("certificate", effect.certificate(), state.host() + "_cert")
                                        + Typed.option("role", effect.role().name(), EndpointRole.ALL.name()),
                                state.host()),
                        effect);
    }

    private static Optional<Draft> stopped(HostState state, Endpoint endpoint) {
        return endpoint.isStarted()
                ? Optional.empty()
                : Optional.of(Draft.of("P22", Step.ENDPOINT, state.host())
                        .cause(Typed.endpoint(state) + " is " + endpoint.state() + ".")
                        .seen("state_desc " + endpoint.state())
                        .logged(28080)
                        .mend(Typed.on("endpoint start", state.host()), new EndpointStarted(state.host())));
    }

    private static Optional<Draft> role(Case facts, HostState state, Endpoint endpoint) {
        if (CopyRules.isNoPartner(state)) {
            return Optional.empty(); // it can be a witness only, so that is the role it should have
        }
        boolean partner = facts.setup().isPartner(state.host());
        boolean witness = facts.setup().isWitness(state.host());
        if (partner && endpoint.role().equals("WITNESS")) {
            return Optional.of(roleOf("P24", state, endpoint, "a partner", "PARTNER or ALL"));
        }
        if (witness && endpoint.role().equals("PARTNER")) {
            return Optional.of(roleOf("P25", state, endpoint, "the witness", "WITNESS or ALL"));
        }
        return endpoint.role().equals("NONE")
                ? Optional.of(roleOf(partner ? "P24" : "P25", state, endpoint, "in a session", "ALL"))
                : Optional.empty();
    }

    private static Draft roleOf(String id, HostState state, Endpoint endpoint, String is, String wanted) {
        return Draft.of(id, Step.ENDPOINT, state.host())
                .cause(Typed.endpoint(state) + " has role " + endpoint.role() + ", but " + state.host() + " is to be "
                        + is + ".")
                .seen("role_desc " + endpoint.role() + ", needed is " + wanted)
                .logged(28080)
                .mend(
                        Typed.on("endpoint alter --role ALL", state.host()),
                        altered(state, Certificates.encryption(endpoint), EndpointRole.ALL));
    }

    private static EndpointListens altered(HostState state, EndpointEncryption encryption, EndpointRole role) {
        Endpoint there = state.endpoint().orElseThrow();
        String certificate = Certificates.own(state).map(Certificate::name).orElse(state.host() + "_cert");
        return Certificates.like(state.host(), there, certificate, encryption, role);
    }

    private static Optional<Draft> mismatch(HostState one, HostState other) {
        Endpoint first = one.endpoint().orElseThrow();
        Endpoint second = other.endpoint().orElseThrow();
        if (first.usesCertificate() != second.usesCertificate()) {
            return Optional.of(first.usesCertificate() ? windows(other, one) : windows(one, other));
        }
        List<String> common = new ArrayList<>(words(first));
        common.retainAll(words(second));
        if (!common.isEmpty()) {
            return Optional.empty();
        }
        if (words(first).equals(List.of("NONE")) || words(second).equals(List.of("NONE"))) {
            return Optional.of(words(first).equals(List.of("NONE")) ? clear(one, other) : clear(other, one));
        }
        return Optional.of(words(first).contains("AES") ? old(other, one) : old(one, other));
    }

    private static List<String> words(Endpoint endpoint) {
        return List.of(endpoint.encryption().split("\\s*,\\s*"));
    }

    private static Draft windows(HostState bad, HostState good) {
        Endpoint there = bad.endpoint().orElseThrow();
        return Draft.of("P23", Step.ENDPOINT, bad.host())
                .cause(Typed.endpoint(bad) + " authenticates by Windows, " + good.host() + "'s by certificate.")
                .seen("connection_auth_desc " + there.authentication() + " on " + bad.host() + ", "
                        + good.endpoint().orElseThrow().authentication() + " on " + good.host())
                .concerning(good.host())
                .logged(28027, 28031, 28034)
                .mend(
                        Typed.on(
                                "endpoint alter --certificate "
                                        + Typed.word(Certificates.own(bad)
                                                .map(Certificate::name)
                                                .orElse(bad.host() + "_cert")),
                                bad.host()),
                        altered(bad, Certificates.encryption(there), Certificates.role(there)));
    }

    /** An endpoint that is still to be made will ask for AES. */
    private static Optional<Draft> mismatchToCome(HostState there, HostState lacking) {
        Optional<Endpoint> endpoint = there.endpoint()
                .filter(Endpoint::usesCertificate)
                .filter(each -> !words(each).contains("AES"));
        return endpoint.isEmpty() || !lacking.instance().sysadmin()
                ? Optional.empty()
                : Optional.of(encryption(
                                words(endpoint.get()).equals(List.of("NONE")) ? "P26" : "P27",
                                there,
                                lacking,
                                " has encryption " + endpoint.get().encryption() + ", " + lacking.host()
                                        + "'s will require AES.")
                        .afterOn(lacking.host(), "P21"));
    }

    private static Draft clear(HostState bad, HostState good) {
        return encryption("P26", bad, good, " does not encrypt, " + good.host() + "'s requires it.");
    }

    private static Draft old(HostState bad, HostState good) {
        return encryption("P27", bad, good, " and " + good.host() + "'s have no encryption algorithm in common.");
    }

    private static Draft encryption(String id, HostState bad, HostState good, String how) {
        Endpoint there = bad.endpoint().orElseThrow();
        return Draft.of(id, Step.ENDPOINT, bad.host())
                .cause(Typed.endpoint(bad) + how)
                .seen("encryption_algorithm_desc " + there.encryption() + " on " + bad.host()
                        + good.endpoint()
                                .map(other -> ", " + other.encryption() + " on " + good.host())
                                .orElse(""))
                .concerning(good.host())
                .logged(28027)
                .mend(
                        Typed.on("endpoint alter --encryption \"REQUIRED ALGORITHM AES\"", bad.host()),
                        altered(bad, EndpointEncryption.REQUIRED_AES, Certificates.role(there)));
    }

    /** A host that differs from two others is told of once. */
    private static List<Draft> distinct(List<Draft> found) {
        List<String> keys = new ArrayList<>();
        return found.stream()
                .filter(draft -> {
                    boolean fresh = !keys.contains(draft.key());
                    keys.add(draft.key());
                    return fresh;
                })
                .toList();
    }
}
