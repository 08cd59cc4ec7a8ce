package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import mirrorsh.model.Observation;
import mirrorsh.model.User;
import mirrorsh.tsql.PrincipalStatements;

/** A user of master is mapped, by SID, to the login that stands for a peer (procedure.md IN-2). */
public record UserExists(String host, String user, String login) implements Effect {
    @Override
    public String title() {
        return "Create the user " + Sight.bracketed(user) + " for login " + Sight.bracketed(login);
    }

    @Override
    public String why() {
        return "A certificate is owned by a user of master, and through the user it leads to the login.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.user(host, user)).needing(Fact.login(host, login)));
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Login> wanted = state.login(login);
        if (wanted.isEmpty()) {
            return Sight.lacking(
                    state, "login " + Sight.bracketed(login), "The user is mapped to it.", "login create --on " + host);
        }
        Optional<User> named = state.user(user);
        if (named.isPresent()) {
            return judge(state, named.get(), wanted.get());
        }
        Optional<User> mapped = state.userOf(wanted.get());
        if (mapped.isPresent()) {
            return new Differs(
                    "the user of master for login " + Sight.bracketed(login) + " on " + host,
                    Sight.bracketed(user),
                    Sight.bracketed(mapped.get().name())
                            + "; a login has one user only (error 15063), so use that name",
                    false);
        }
        return Sight.missing(state, "user " + Sight.bracketed(user) + " of master");
    }

    private Verdict judge(HostState state, User found, Login wanted) {
        if (found.sid().equals(wanted.sid())) {
            return new Done("user of master, mapped to " + Sight.bracketed(wanted.name()));
        }
        String what = "user " + Sight.bracketed(user) + " of master on " + host;
        String expected = "mapped to login " + Sight.bracketed(login);
        Optional<Login> other = state.loginOf(found);
        if (other.isPresent()) {
            return new Differs(
                    what,
                    expected,
                    "mapped to login " + Sight.bracketed(other.get().name()),
                    false);
        }
        return new Differs(
                what, expected, "mapped to no login that is there", found.type().equals("S"));
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(
                host,
                observation.of(host).user(user).isPresent()
                        ? PrincipalStatements.mapUser(user, login)
                        : PrincipalStatements.createUser(user, login)));
    }

    @Override
    public Undo undo(Observation observation) {
        HostState state = observation.of(host);
        Optional<User> found = state.user(user);
        if (found.isEmpty()) {
            return new Undo.By(List.of());
        }
        Optional<Certificate> owned = state.certificates().stream()
                .filter(certificate -> Sight.same(certificate.owner(), user))
                .findFirst();
        return owned.<Undo>map(certificate ->
                        new Undo.Impossible("it owns certificate " + Sight.bracketed(certificate.name())))
                .orElseGet(() -> new Undo.By(List.of(new Action.Execute(host, PrincipalStatements.dropUser(user)))));
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, PrincipalStatements.dropUser(user)));
    }
}
