package mirrorsh.effect;

import java.util.Optional;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.PrincipalStatements;
import mirrorsh.tsql.RemovalStatements;

/** A user of master that stood for a peer is gone, unless it still owns a certificate (procedure.md §12 step 8). */
public record UserRemoved(String host, String user) implements Removal {
    @Override
    public String title() {
        return "Drop the user " + Sight.bracketed(user);
    }

    @Override
    public String why() {
        return "It stood for a peer that is one no longer.";
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
    public Optional<Batch> drop(Observation observation) {
        return Optional.of(PrincipalStatements.dropUser(user));
    }

    @Override
    public Optional<Batch> dropIfThere(Observation observation) {
        return Optional.of(RemovalStatements.dropUser(user));
    }

    @Override
    public String loss() {
        return "the procedure makes it anew";
    }
}
