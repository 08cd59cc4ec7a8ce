package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.PrincipalStatements;
import mirrorsh.tsql.RemovalStatements;

/** A user of master that stood for a peer is gone, unless it still owns a certificate (procedure.md §12 step 8). */
public record UserRemoved(String host, String user) implements Effect {
    @Override
    public String title() {
        return "Drop the user " + Sight.bracketed(user);
    }

    @Override
    public String why() {
        return "It stood for a peer that is one no longer.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    /** It stays as long as it owns something, and the rest of a tidying goes on. */
    @Override
    public boolean isOptional() {
        return true;
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        if (state.user(user).isEmpty()) {
            return new Done("not there");
        }
        Optional<Certificate> owned = state.certificates().stream()
                .filter(certificate -> Sight.same(certificate.owner(), user))
                .findFirst();
        return owned.<Verdict>map(certificate -> new Blocked(
                        "user " + Sight.bracketed(user) + " of " + host + " owns certificate "
                                + Sight.bracketed(certificate.name()),
                        "A user that owns something cannot be dropped (errors 15138, 15154).",
                        "cert drop " + certificate.name() + " --on " + host))
                .orElseGet(() -> new Differs("user " + Sight.bracketed(user) + " on " + host, "none", "there", true));
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, PrincipalStatements.dropUser(user)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("the procedure makes it anew");
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }

    @Override
    public List<Action> foreseen(Observation observation) {
        return List.of(new Action.Execute(host, RemovalStatements.dropUser(user)));
    }
}
