package mirrorsh.effect;

import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import mirrorsh.model.Observation;

/** A host believes a peer, all the way: certificate, owner, login, permission (procedure.md §4, "Readiness"). Looks only. */
public record Trusted(String host, String peer) implements Look {
    @Override
    public String title() {
        return "See that " + host + " trusts " + peer;
    }

    @Override
    public String why() {
        return "Both directions are needed; one that is missing shows as error 1418 only.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, peer);
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Certificate> shown = observation.of(peer).endpointCertificate();
        if (shown.isEmpty()) {
            return new Blocked(
                    "the endpoint of " + peer + " has no certificate to prove itself with",
                    "Without one there is nothing to trust.",
                    "endpoint show --on " + peer);
        }
        Optional<Certificate> known = state.certificate(shown.get().thumbprint());
        if (known.isEmpty()) {
            return blocked(
                    host + " does not have the certificate "
                            + Sight.bracketed(shown.get().name()) + " of " + peer,
                    "cert import " + peer + " --on " + host);
        }
        if (!Sight.isValid(known.get(), state)) {
            return blocked(
                    "the certificate " + Sight.bracketed(known.get().name()) + " on " + host + " is "
                            + Sight.validity(known.get()),
                    "cert rotate --on " + peer);
        }
        Optional<Login> login = state.user(known.get().owner()).flatMap(state::loginOf);
        if (login.isEmpty()) {
            return blocked(
                    "the owner " + Sight.bracketed(known.get().owner()) + " of " + peer + "'s certificate on " + host
                            + " leads to no login",
                    "user create --on " + host);
        }
        Optional<Endpoint> endpoint = state.endpoint();
        Verdict granted = new ConnectGranted(
                        host,
                        endpoint.map(Endpoint::name).orElse(""),
                        login.get().name())
                .assess(observation);
        return granted.isDone()
                ? new Done("certificate " + known.get().thumbprint().brief() + ", login "
                        + Sight.bracketed(login.get().name()))
                : blocked(
                        "login " + Sight.bracketed(login.get().name()) + " of " + host
                                + " may not connect to the endpoint",
                        "grant --on " + host);
    }

    private static Blocked blocked(String by, String next) {
        return new Blocked(by, "A peer that is not trusted is turned away without a word (error 1418).", next);
    }
}
