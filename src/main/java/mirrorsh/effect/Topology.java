package mirrorsh.effect;

import mirrorsh.model.Participant;
import mirrorsh.model.UsageException;

/** The partners of a wanted mirroring session in their initial roles. */
public record Topology(Participant principal, Participant mirror) {
    /** @throws UsageException when both are one host */
    public Topology {
        if (Sight.same(principal.host(), mirror.host())) {
            throw new UsageException(
                    principal.host() + " cannot be principal and mirror at once.", "two different hosts");
        }
    }
}
