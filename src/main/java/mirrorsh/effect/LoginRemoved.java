package mirrorsh.effect;

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
import mirrorsh.tsql.RemovalStatements;

/**
 * A login that stood for a peer is gone, unless a user of master is still mapped to it, or it has rights or roles that a peer's has
 * not (procedure.md §12 step 8).
 */
public record LoginRemoved(String host, String login) implements Removal {
    @Override
    public String title() {
        return "Drop the login " + Sight.bracketed(login);
    }

    @Override
    public String why() {
        return "It stood for a peer that is one no longer.";
    }

    private Question uses() {
        return Question.of(host, LoginQueries.uses(login));
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(uses().probe());
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Login> found = state.login(login);
        if (found.isEmpty()) {
            return new Done("not there");
        }
        String name = "login " + Sight.bracketed(login) + " of " + host;
        if (Sight.same(state.instance().login(), login) || !found.get().type().equals("S")) {
            return new Blocked(name + " is not one that stands for a peer", "It is left alone.", "");
        }
        boolean owner =
                state.endpoint().filter(e -> Sight.same(e.owner(), login)).isPresent();
        if (owner) {
            return new Blocked(name + " owns the endpoint", "An owner cannot be dropped (error 15141).", "");
        }
        String uses = String.join(", ", uses().lines(observation)) + uses().problem(observation);
        if (!uses.isEmpty()) {
            return new Blocked(
                    name + " is more than a peer's: " + uses,
                    "Somebody else may come in by it.",
                    "status --on " + host);
        }
        return state.userOf(found.get())
                .<Verdict>map(user -> new Blocked(
                        "user " + Sight.bracketed(user.name()) + " of master is mapped to " + name,
                        "It would be left an orphan.",
                        ""))
                .orElseGet(() -> new Differs(name, "none", "there", true));
    }

    @Override
    public Optional<Batch> drop(Observation observation) {
        return Optional.of(PrincipalStatements.dropLogin(login));
    }

    @Override
    public Optional<Batch> dropIfThere(Observation observation) {
        return Optional.of(RemovalStatements.dropLogin(login));
    }

    @Override
    public String loss() {
        return "the procedure makes it anew, with another password that nobody needs";
    }
}
