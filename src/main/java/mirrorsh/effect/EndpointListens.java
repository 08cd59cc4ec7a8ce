package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
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
 * The host's database mirroring endpoint listens (procedure.md OUT-3). An instance has one at most, so one of any name is judged
 * and mended, and a second is never created.
 *
 * @param ip listener address, empty for all
 * @param certificate what it proves itself with
 */
public record EndpointListens(
        String host,
        String endpoint,
        int port,
        String ip,
        String certificate,
        EndpointEncryption encryption,
        EndpointRole role)
        implements Effect {
    @Override
    public String title() {
        return "Create the endpoint " + Sight.bracketed(endpoint) + " on port " + port;
    }

    @Override
    public String why() {
        return "Partners reach " + host + " through it, and " + host + " reaches them.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.endpoint(host)).needing(Fact.certificate(host, certificate)));
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Endpoint> found = state.endpoint();
        if (found.isPresent()) {
            Optional<Differs> fixed = fixedDifference(state, found.get());
            if (fixed.isPresent()) {
                return fixed.get();
            }
        }
        EndpointComparison comparison = new EndpointComparison(this, state);
        if (found.isPresent() && comparison.isServed()) {
            return new Done(comparison.summary());
        }
        Optional<Blocked> unproven = unproven(state);
        if (unproven.isPresent()) {
            return unproven.get();
        }
        return found.isPresent()
                ? new Differs(name(found.get()), comparison.expected(), comparison.found(), true)
                : Sight.missing(state, "a database mirroring endpoint");
    }

    /** What stands in use by the sessions that run and is not for us to change. */
    private Optional<Differs> fixedDifference(HostState state, Endpoint found) {
        if (found.port() != port) {
            return Optional.of(new Differs(
                    name(found),
                    "port " + port,
                    "port " + found.port() + ", which its sessions are addressed to",
                    false));
        }
        if (!found.ip().isEmpty() && !found.ip().equals(ip)) {
            return Optional.of(new Differs(
                    name(found),
                    ip.isEmpty() ? "listens on all addresses" : "listens on " + ip,
                    "listens on " + found.ip() + " only",
                    false));
        }
        if (!found.usesCertificate() && isInUse(state)) {
            return Optional.of(new Differs(
                    name(found),
                    "proves itself with a certificate",
                    "authentication " + found.authentication() + ", which running sessions rely on",
                    false));
        }
        return Optional.empty();
    }

    private String name(Endpoint found) {
        return "endpoint " + Sight.bracketed(found.name()) + " of " + host;
    }

    private Optional<Blocked> unproven(HostState state) {
        Optional<Certificate> own = state.certificate(certificate);
        String why =
                "An endpoint takes only a certificate that is valid now and whose private key is under the database "
                        + "master key (error 28055).";
        if (own.isEmpty()) {
            return Optional.of(Sight.lacking(
                    state,
                    "certificate " + Sight.bracketed(certificate),
                    "The endpoint proves itself with it.",
                    "cert create --on " + host));
        }
        if (!own.get().hasUsablePrivateKey()) {
            return Optional.of(new Blocked(
                    "certificate " + Sight.bracketed(certificate) + " on " + host + " has "
                            + CertificateExists.keyKind(own.get()),
                    why,
                    "cert list --on " + host));
        }
        if (!Sight.isValid(own.get(), state)) {
            return Optional.of(new Blocked(
                    "certificate " + Sight.bracketed(certificate) + " on " + host + " is " + Sight.validity(own.get()),
                    why,
                    "cert rotate --on " + host));
        }
        return Optional.empty();
    }

    /** A half that waits for a partner who never came in rests on nothing. */
    private static boolean isInUse(HostState state) {
        return !state.witnessed().isEmpty()
                || state.databases().stream()
                        .anyMatch(database -> database.inAvailabilityGroup()
                                || database.session()
                                        .filter(session -> !session.state().equals("DISCONNECTED"))
                                        .isPresent());
    }

    @Override
    public List<Action> actions(Observation observation) {
        HostState state = observation.of(host);
        Optional<Endpoint> found = state.endpoint();
        if (found.isEmpty()) {
            return List.of(new Action.Execute(host, EndpointStatements.create(definition(endpoint))));
        }
        String name = found.get().name();
        return List.of(new Action.Execute(
                host,
                new EndpointComparison(this, state).isServedButForItsState()
                        ? EndpointStatements.start(name)
                        : EndpointStatements.alter(definition(name))));
    }

    private EndpointDefinition definition(String name) {
        return new EndpointDefinition(name, port, ip, certificate, encryption, role);
    }

    @Override
    public Undo undo(Observation observation) {
        HostState state = observation.of(host);
        if (state.endpoint().isEmpty()) {
            return new Undo.By(List.of());
        }
        Endpoint found = state.endpoint().get();
        if (!Sight.same(found.name(), endpoint)) {
            return new Undo.Impossible("the endpoint is now called " + Sight.bracketed(found.name()));
        }
        List<String> users = EndpointUsers.of(state);
        if (!users.isEmpty()) {
            return new Undo.Impossible("it carries the sessions of " + String.join(", ", users));
        }
        return new Undo.By(List.of(new Action.Execute(host, EndpointStatements.drop(found.name()))));
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, EndpointStatements.drop(endpoint)));
    }
}
