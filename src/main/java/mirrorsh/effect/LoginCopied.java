package mirrorsh.effect;

import java.util.ArrayList;
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
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.LoginQueries;
import mirrorsh.tsql.PrincipalStatements;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.SecretSource;

/**
 * A host has a login of the other partner: same name, same SID and, for a SQL login, same password (procedure.md §10, catalog.md
 * §5.2). Without the same SID the users of a mirrored database belong to nobody after the roles are switched.
 *
 * @param replace whether a login of that name with another SID is dropped first
 */
public record LoginCopied(String host, String login, String fromHost, boolean replace) implements Effect {
    @Override
    public String title() {
        return "Copy the login " + Sight.bracketed(login) + " of " + fromHost + " with SID and password";
    }

    @Override
    public String why() {
        return "Users of a mirrored database find their login by its SID, on whichever partner is the principal.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, fromHost);
    }

    private Probe asked(String whom, Batch question) {
        return new Probe(whom, question.database(), question.text().masked());
    }

    private Probe hashOn(String whom) {
        return asked(whom, LoginQueries.passwordHash(login));
    }

    private Probe policyOf(String whom) {
        return asked(whom, LoginQueries.isPolicyChecked(login));
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(hashOn(host), hashOn(fromHost), policyOf(host), policyOf(fromHost));
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState from = observation.of(fromHost);
        HostState state = observation.of(host);
        Optional<Login> original = from.login(login);
        if (original.isEmpty()) {
            return Sight.lacking(from, "login " + Sight.bracketed(login), "It is to be copied.", "logins sync");
        }
        return obstacle(observation, original.get(), state)
                .<Verdict>map(b -> b)
                .orElseGet(() -> state.login(login)
                        .map(twin -> compare(observation, original.get(), twin))
                        .orElseGet(() -> Sight.missing(state, "login " + Sight.bracketed(login))));
    }

    private Optional<Blocked> obstacle(Observation observation, Login original, HostState state) {
        if (!isWindows(original) && !original.type().equals("S")) {
            return Optional.of(new Blocked(
                    "login " + Sight.bracketed(login) + " of " + fromHost + " is made of a certificate or a key",
                    "It is made of the same one on the other partner.",
                    ""));
        }
        if (!isWindows(original) && observation.answer(hashOn(fromHost)).value().isEmpty()) {
            return Optional.of(new Blocked(
                    "the password hash of " + Sight.bracketed(login) + " cannot be read on " + fromHost,
                    "It takes CONTROL SERVER.",
                    "connect " + fromHost + " SERVER, with a login that is a member of sysadmin"));
        }
        return state.logins().stream()
                .filter(other -> other.sid().equals(original.sid()) && !Sight.same(other.name(), login))
                .findFirst()
                .map(other -> new Blocked(
                        "login " + Sight.bracketed(other.name()) + " of " + host + " has the SID of "
                                + Sight.bracketed(login),
                        "Two logins cannot have one SID (error 15433).",
                        ""));
    }

    /** A Windows account or group, which has the same SID everywhere and no password of ours. */
    private static boolean isWindows(Login original) {
        return original.type().equals("U") || original.type().equals("G");
    }

    private Verdict compare(Observation observation, Login original, Login twin) {
        String name = "login " + Sight.bracketed(login) + " on " + host;
        if (!twin.sid().equals(original.sid())) {
            return new Differs(
                    name,
                    "the SID that it has on " + fromHost,
                    "another SID, so its users there are other ones",
                    replace);
        }
        if (!isWindows(original) && !isSamePassword(observation)) {
            return new Differs(name, "the password that it has on " + fromHost, "the same SID, another password", true);
        }
        // a run that was killed between two statements leaves it off, as it is while a hash is set
        if (!isWindows(original) && isChecked(observation, host) != isChecked(observation, fromHost)) {
            return new Differs(name, policy(observation, fromHost), policy(observation, host), true);
        }
        return twin.disabled() == original.disabled()
                ? new Done(isWindows(original) ? "same SID" : "same SID, same password")
                : new Differs(name, word(original), word(twin), true);
    }

    private boolean isSamePassword(Observation observation) {
        return observation
                .answer(hashOn(host))
                .value()
                .equals(observation.answer(hashOn(fromHost)).value());
    }

    private boolean isChecked(Observation observation, String whom) {
        return observation.answer(policyOf(whom)).isTrue();
    }

    private String policy(Observation observation, String whom) {
        return "CHECK_POLICY " + (isChecked(observation, whom) ? "ON" : "OFF");
    }

    private static String word(Login login) {
        return login.disabled() ? "disabled" : "enabled";
    }

    @Override
    public List<Action> actions(Observation observation) {
        Login original = observation.of(fromHost).login(login).orElseThrow();
        Optional<Login> found = observation.of(host).login(login);
        Optional<Login> twin = found.filter(t -> t.sid().equals(original.sid()));
        List<Batch> batches = new ArrayList<>();
        if (found.isPresent() && twin.isEmpty()) {
            batches.add(PrincipalStatements.dropLogin(login));
        }
        if (!isWindows(original)) {
            batches.addAll(withPassword(observation, original, twin.isPresent()));
        } else if (twin.isEmpty()) {
            batches.add(PrincipalStatements.createWindowsLogin(login));
        }
        if (original.disabled() != twin.map(Login::disabled).orElse(false)) {
            batches.add(
                    original.disabled()
                            ? PrincipalStatements.disableLogin(login)
                            : PrincipalStatements.enableLogin(login));
        }
        return batches.stream()
                .<Action>map(batch -> new Action.Execute(host, batch))
                .toList();
    }

    /** The policy is off while the hash is set, and as the original's afterwards. */
    private List<Batch> withPassword(Observation observation, Login original, boolean there) {
        SecretSource hash =
                new Hash(login, Secret.of(observation.answer(hashOn(fromHost)).value()));
        List<Batch> batches = new ArrayList<>();
        boolean on = there && isChecked(observation, host);
        if (!there) {
            batches.add(PrincipalStatements.createLogin(login, original.sid(), hash));
        } else if (!isSamePassword(observation)) {
            if (on) {
                batches.add(PrincipalStatements.checkPolicy(login, false));
                on = false;
            }
            batches.add(PrincipalStatements.passwordHash(login, hash));
        }
        if (on != isChecked(observation, fromHost)) {
            batches.add(PrincipalStatements.checkPolicy(login, !on));
        }
        return batches;
    }

    private record Hash(String login, Secret secret) implements SecretSource {
        @Override
        public String label() {
            return "password hash of " + login;
        }
    }

    @Override
    public Undo undo(Observation observation) {
        return observation.of(host).login(login).isEmpty()
                ? new Undo.By(List.of())
                : new Undo.By(List.of(new Action.Execute(host, PrincipalStatements.dropLogin(login))));
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return new Undo.Impossible("the password that it had before is not recorded");
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, PrincipalStatements.dropLogin(login)));
    }
}
