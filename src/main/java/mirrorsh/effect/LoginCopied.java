package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.PrincipalStatements;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.SecretSource;

/**
 * A login of one host is on another, too, with the same SID and, for a SQL login, the same password (procedure.md §10, "After any
 * role switch"). The password itself is not known; its hash is carried.
 */
public record LoginCopied(String host, String login, String fromHost) implements Effect {
    @Override
    public String title() {
        return "Copy the login " + Sight.bracketed(login) + " from " + fromHost;
    }

    @Override
    public String why() {
        return "Users of a mirrored database find their login by its SID; after a switch it has to be on " + host + ".";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, fromHost);
    }

    private Probe hash(String on) {
        return new Probe(on, "master", PrincipalStatements.passwordHash(login).text().masked());
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(hash(host), hash(fromHost));
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState from = observation.of(fromHost);
        Optional<Login> original = from.login(login);
        if (original.isEmpty()) {
            return Sight.lacking(from, "login " + Sight.bracketed(login), "There is nothing to copy.", "");
        }
        boolean windows = original.get().type().equals("U") || original.get().type().equals("G");
        if (!windows && (!original.get().type().equals("S") || observation.answer(hash(fromHost)).value().isEmpty())) {
            return new Blocked(
                    "the password hash of " + Sight.bracketed(login) + " cannot be read on " + fromHost,
                    "It takes a SQL login, and a login of ours that is a member of sysadmin.",
                    "connect " + fromHost + " again with a login that is a member of sysadmin");
        }
        HostState state = observation.of(host);
        return state.login(login)
                .map(copy -> judge(observation, original.get(), copy))
                .orElseGet(() -> Sight.missing(state, "login " + Sight.bracketed(login)));
    }

    private Verdict judge(Observation observation, Login original, Login copy) {
        String what = "login " + Sight.bracketed(login) + " on " + host;
        if (!copy.sid().equals(original.sid())) {
            return new Differs(
                    what,
                    "the SID of " + fromHost + "'s",
                    "another SID; a SID cannot be changed, so drop it when nobody needs it",
                    false);
        }
        boolean same = observation.answer(hash(host)).value().equals(observation.answer(hash(fromHost)).value());
        return same
                ? new Done("same SID and password")
                : new Differs(what, "the password of " + fromHost + "'s", "another password", true);
    }

    @Override
    public List<Action> actions(Observation observation) {
        Login original = observation.of(fromHost).login(login).orElseThrow();
        if (!original.type().equals("S")) {
            return List.of(new Action.Execute(host, PrincipalStatements.createWindowsLogin(login)));
        }
        SecretSource hash = new Hash(
                "password hash of " + login, observation.answer(hash(fromHost)).value());
        return List.of(new Action.Execute(
                host,
                observation.of(host).login(login).isPresent()
                        ? PrincipalStatements.changeHash(login, hash)
                        : PrincipalStatements.createLoginLike(login, hash, original.sid())));
    }

    /** A hash is as good as the password to whoever tries long enough. */
    private record Hash(String label, String value) implements SecretSource {
        @Override
        public Secret secret() {
            return Secret.of(value);
        }

        @Override
        public String toString() {
            return label;
        }
    }

    @Override
    public Undo undo(Observation observation) {
        return observation.of(host).login(login).isPresent()
                ? new Undo.By(List.of(new Action.Execute(host, PrincipalStatements.dropLogin(login))))
                : new Undo.By(List.of());
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, PrincipalStatements.dropLogin(login)));
    }
}
