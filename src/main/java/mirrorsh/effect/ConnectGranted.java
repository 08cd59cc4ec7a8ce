package mirrorsh.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Endpoint;
import mirrorsh.model.EndpointPermission;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import mirrorsh.model.Observation;
import mirrorsh.tsql.EndpointStatements;

/**
 * The login that stands for a peer may connect to this host's own endpoint (procedure.md IN-4).
 *
 * @param endpoint its name if there is none yet; one that is there is taken under its own name
 */
public record ConnectGranted(String host, String endpoint, String login) implements Effect {
    private static final String DENIED = "DENY, which beats any grant";

    @Override
    public String title() {
        return "Let " + Sight.bracketed(login) + " connect to the endpoint of " + host;
    }

    @Override
    public String why() {
        return "Without it " + host + " refuses the peer, and the peer only sees error 1418.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.trust(host)).needing(Fact.login(host, login), Fact.endpoint(host)));
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Endpoint> there = state.endpoint();
        if (there.isEmpty()) {
            return Sight.lacking(
                    state,
                    "database mirroring endpoint",
                    "The permission is one on " + Sight.bracketed(endpoint) + ".",
                    "endpoint create --on " + host);
        }
        Optional<Login> grantee = state.login(login);
        if (grantee.isEmpty()) {
            return Sight.lacking(
                    state,
                    "login " + Sight.bracketed(login),
                    "The permission is granted to it.",
                    "login create --on " + host);
        }
        return judge(state, there.get(), grantee.get());
    }

    private Verdict judge(HostState state, Endpoint there, Login grantee) {
        List<EndpointPermission> rows = state.permissions().stream()
                .filter(row -> row.endpointId() == there.id() && row.granteeId() == grantee.id())
                .toList();
        if (rows.stream().anyMatch(ConnectGranted::isConnectDenied)) {
            return new Differs(
                    "CONNECT on endpoint " + Sight.bracketed(there.name()) + " of " + host + " for "
                            + Sight.bracketed(login),
                    "GRANT",
                    DENIED,
                    true);
        }
        if (Sight.same(there.owner(), login)) {
            return new Done("owns the endpoint " + Sight.bracketed(there.name()));
        }
        return rows.stream()
                .filter(row -> !isDenied(row))
                .filter(row ->
                        row.permission().equals("CONNECT") || row.permission().equals("CONTROL"))
                .findFirst()
                .<Verdict>map(row -> new Done(row.permission() + " on " + Sight.bracketed(there.name()) + " granted"))
                .orElseGet(() -> Sight.missing(state, "CONNECT for " + Sight.bracketed(login)));
    }

    private static boolean isConnectDenied(EndpointPermission row) {
        return row.permission().equals("CONNECT") && isDenied(row);
    }

    private static boolean isDenied(EndpointPermission row) {
        return row.state().equals("DENY");
    }

    @Override
    public List<Action> actions(Observation observation) {
        String name = observation.of(host).endpoint().map(Endpoint::name).orElse(endpoint);
        List<Action> actions = new ArrayList<>();
        if (assess(observation) instanceof Differs) {
            actions.add(new Action.Execute(host, EndpointStatements.revokeConnect(name, login)));
        }
        actions.add(new Action.Execute(host, EndpointStatements.grantConnect(name, login)));
        return actions;
    }

    @Override
    public Undo undo(Observation observation) {
        HostState state = observation.of(host);
        Optional<Endpoint> there = state.endpoint();
        Optional<Login> grantee = state.login(login);
        if (there.isEmpty() || grantee.isEmpty()) {
            return new Undo.By(List.of());
        }
        boolean granted = state.permissions().stream()
                .anyMatch(row -> row.endpointId() == there.get().id()
                        && row.granteeId() == grantee.get().id()
                        && row.permission().equals("CONNECT")
                        && !isDenied(row));
        return new Undo.By(
                granted
                        ? List.of(new Action.Execute(
                                host,
                                EndpointStatements.revokeConnect(there.get().name(), login)))
                        : List.of());
    }

    /** A denial comes back, and takes the place of the grant. */
    @Override
    public Undo undo(Observation observation, String before) {
        Optional<Endpoint> there = observation.of(host).endpoint();
        if (!before.equals(DENIED) || there.isEmpty()) {
            return Effect.super.undo(observation, before);
        }
        return new Undo.By(
                assess(observation) instanceof Differs
                        ? List.of()
                        : List.of(new Action.Execute(
                                host, EndpointStatements.denyConnect(there.get().name(), login))));
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        String name = observation.of(host).endpoint().map(Endpoint::name).orElse(endpoint);
        return List.of(new Action.Execute(host, EndpointStatements.revokeConnect(name, login)));
    }
}
