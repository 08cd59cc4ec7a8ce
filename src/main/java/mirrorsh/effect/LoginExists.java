package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import mirrorsh.model.Observation;
import mirrorsh.tsql.PrincipalStatements;
import mirrorsh.tsql.SecretSource;

/**
 * A SQL login that stands for a peer is there and enabled (procedure.md IN-1).
 *
 * @param password never used for mirroring, but CREATE LOGIN wants one
 */
public record LoginExists(String host, String login, SecretSource password) implements Effect {
    @Override
    public String title() {
        return "Create the login " + Sight.bracketed(login);
    }

    @Override
    public String why() {
        return "A peer that connects to " + host + " acts as this login; nobody logs in with its password.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.login(host, login)));
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Login> found = state.login(login);
        if (found.isEmpty()) {
            return Sight.missing(state, "login " + Sight.bracketed(login));
        }
        String what = "login " + Sight.bracketed(login) + " on " + host;
        if (!found.get().type().equals("S")) {
            return new Differs(
                    what, "a SQL login", "a login of type " + found.get().type() + "; use another name", false);
        }
        // whether a disabled login keeps a peer out is not documented; an enabled one does not (procedure.md §19.3)
        return found.get().disabled() ? new Differs(what, "enabled", "disabled", true) : new Done("SQL login, enabled");
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(
                host,
                observation.of(host).login(login).isPresent()
                        ? PrincipalStatements.enableLogin(login)
                        : PrincipalStatements.createLogin(login, password)));
    }

    @Override
    public Undo undo(Observation observation) {
        HostState state = observation.of(host);
        Optional<Login> found = state.login(login);
        if (found.isEmpty()) {
            return new Undo.By(List.of());
        }
        // dropping it now would leave the user an orphan
        return state.userOf(found.get())
                .<Undo>map(user ->
                        new Undo.Impossible("user " + Sight.bracketed(user.name()) + " of master is mapped to it"))
                .orElseGet(() -> new Undo.By(List.of(new Action.Execute(host, PrincipalStatements.dropLogin(login)))));
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, PrincipalStatements.dropLogin(login)));
    }
}
