package mirrorsh.diagnosis;

import java.util.Optional;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;

/** CONNECT of the peer's login on the accepting endpoint (errors.md P18, P20, P60). */
final class GrantRule {
    private final Case facts;
    private final Inbound in;
    private final HostState on;

    GrantRule(Case facts, Inbound in) {
        this.facts = facts;
        this.in = in;
        on = in.on();
    }

    Optional<Draft> find() {
        Optional<Login> login = in.login().or(in::namedLogin);
        boolean ownerless = in.copy().filter(copy -> copy.owner().equals("dbo")).isPresent();
        if (login.isEmpty() || ownerless || login.filter(in::mayConnect).isPresent()) {
            return Optional.empty();
        }
        if (on.endpoint().isEmpty()) {
            return toCome(login.get());
        }
        Draft draft = lost(login.get()).or(() -> elsewhere(login.get())).orElseGet(() -> refused(login.get()));
        draft.after("P16", "P17", "P21").logged(28034);
        return Optional.of(new LetIn(in, facts).grant(draft));
    }

    /** Permissions go with the endpoint that they are on. */
    private Optional<Draft> toCome(Login login) {
        if (!on.instance().sysadmin()) {
            return Optional.empty();
        }
        Draft draft = elsewhere(login)
                .orElseGet(() -> Draft.of("P18", Step.OWNER_CHAIN, on.host())
                        .cause("A new endpoint of " + on.host() + " lets nobody in yet: " + Typed.name(login.name())
                                + " is to be granted CONNECT."));
        return Optional.of(new LetIn(in, facts).grant(draft.after("P21")));
    }

    private Draft refused(Login login) {
        boolean denied = in.isDenied(login);
        Draft draft = Draft.of("P18", Step.OWNER_CHAIN, on.host())
                .cause(on.host() + " refuses " + in.from().host() + ": login " + Typed.name(login.name())
                        + (denied ? " is denied CONNECT on " : " may not connect to ") + Typed.endpoint(on) + ".")
                .seen(
                        denied
                                ? "DENY CONNECT for " + Typed.name(login.name())
                                : "no CONNECT row for " + Typed.name(login.name()) + " on endpoint "
                                        + on.endpoint().orElseThrow().id());
        return denied ? draft : draft.absent("CONNECT for " + Typed.name(login.name()));
    }

    /** Granted, but on an endpoint that is not for mirroring (P20). */
    private Optional<Draft> elsewhere(Login login) {
        Optional<Integer> own = on.endpoint().map(Endpoint::id);
        return on.permissions().stream()
                .filter(row -> row.granteeId() == login.id()
                        && !own.equals(Optional.of(row.endpointId()))
                        && row.state().startsWith("GRANT"))
                .findFirst()
                .map(row -> Draft.of("P20", Step.OWNER_CHAIN, on.host())
                        .cause("Login " + Typed.name(login.name()) + " may connect to another endpoint of " + on.host()
                                + " than the one for mirroring.")
                        .seen("CONNECT granted on endpoint " + row.endpointId()
                                + own.map(id -> ", mirroring is endpoint " + id).orElse("")));
    }

    /**
     * Nobody may connect though a session ran: changing the owner of an endpoint drops every grant on it (P60). The catalog does not
     * record the change, so an owner who is neither sa nor the login that we use is taken for its trace.
     */
    private Optional<Draft> lost(Login login) {
        Endpoint endpoint = on.endpoint().orElseThrow();
        boolean none = on.permissions().stream().noneMatch(row -> row.endpointId() == endpoint.id());
        boolean ran = facts.setup().sessions().stream()
                        .anyMatch(session -> session.involves(on.host())
                                && session.involves(in.from().host())
                                && session.isEstablished(facts.observation()))
                || on.links().stream().anyMatch(link -> Traces.same(link.principal(), login.name()));
        boolean otherOwner = !endpoint.owner().isEmpty()
                && !endpoint.owner().equals("sa")
                && !Traces.same(endpoint.owner(), on.instance().login());
        return none && ran && otherOwner
                ? Optional.of(Draft.of("P60", Step.OWNER_CHAIN, on.host())
                        .cause("Nobody may connect to " + Typed.endpoint(on)
                                + " any more; changing its owner drops the grants.")
                        .seen(
                                "owner " + endpoint.owner() + ", no CONNECT row at all",
                                "links that are up stay up until they have to reconnect")
                        .absent("CONNECT for " + Typed.name(login.name())))
                : Optional.empty();
    }
}
