package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import mirrorsh.model.Observation;
import mirrorsh.tsql.EndpointStatements;
import mirrorsh.tsql.RemovalStatements;

/**
 * The login that stands for a peer may no longer connect to this host's endpoint (procedure.md §12 step 5).
 *
 * @param evenInUse whether sessions that the endpoint carries are no hindrance, when an operator asked for it by name
 */
public record GrantRevoked(String host, String login, boolean evenInUse) implements Effect {
    /** Unless the endpoint is in use. */
    public GrantRevoked(String host, String login) {
        this(host, login, false);
    }

    @Override
    public String title() {
        return "Revoke CONNECT on the endpoint of " + host + " from " + Sight.bracketed(login);
    }

    @Override
    public String why() {
        return "A peer that is one no longer has no business here.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    private boolean isGranted(HostState state) {
        Optional<Endpoint> endpoint = state.endpoint();
        Optional<Login> grantee = state.login(login);
        return endpoint.isPresent()
                && grantee.isPresent()
                && state.permissions().stream()
                        .anyMatch(row -> row.endpointId() == endpoint.get().id()
                                && row.granteeId() == grantee.get().id()
                                && row.permission().equals("CONNECT")
                                && !row.state().equals("DENY"));
    }

    /** It stays as long as the endpoint is used, and the rest of a tidying goes on. */
    @Override
    public boolean isOptional() {
        return !evenInUse;
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        List<String> users = EndpointUsers.of(state);
        if (isGranted(state) && !users.isEmpty() && !evenInUse) {
            return new Blocked(
                    "the endpoint of " + host + " carries " + String.join(", ", users),
                    "A peer of theirs may act as " + Sight.bracketed(login) + ".",
                    "status --on " + host);
        }
        return isGranted(state)
                ? new Differs("CONNECT for " + Sight.bracketed(login) + " on " + host, "none", "granted", true)
                : new Done("not granted");
    }

    @Override
    public List<Action> actions(Observation observation) {
        return observation.of(host).endpoint().stream()
                .<Action>map(e -> new Action.Execute(host, EndpointStatements.revokeConnect(e.name(), login)))
                .toList();
    }

    @Override
    public Undo undo(Observation observation) {
        return undo(observation, "granted");
    }

    @Override
    public Undo undo(Observation observation, String before) {
        HostState state = observation.of(host);
        if (isGranted(state)) {
            return new Undo.By(List.of());
        }
        return state.endpoint().isPresent() && state.login(login).isPresent()
                ? new Undo.By(List.of(new Action.Execute(
                        host,
                        EndpointStatements.grantConnect(state.endpoint().get().name(), login))))
                : new Undo.Impossible("the endpoint or the login is gone");
    }

    @Override
    public List<Action> foreseen(Observation observation) {
        return observation.of(host).endpoint().stream()
                .<Action>map(e -> new Action.Execute(host, RemovalStatements.revokeConnect(e.name(), login)))
                .toList();
    }
}
