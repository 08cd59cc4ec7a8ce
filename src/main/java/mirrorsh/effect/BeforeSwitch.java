package mirrorsh.effect;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;

/**
 * Another effect that has to be true until the roles of a session are switched, and no longer: a run that is resumed after the switch
 * does not make it true again (procedure.md §14).
 *
 * @param mirrorHost the mirror before the switch
 */
public record BeforeSwitch(Effect effect, String mirrorHost, String database) implements WrappingEffect {
    @Override
    public Set<String> hosts() {
        Set<String> hosts = new HashSet<>(effect.hosts());
        hosts.add(mirrorHost);
        return Set.copyOf(hosts);
    }

    @Override
    public Verdict assess(Observation observation) {
        Optional<MirroringSession> there = new SessionView(observation, mirrorHost, database).session();
        return there.filter(MirroringSession::isPrincipal).isPresent()
                ? new Verdict.Done(mirrorHost + " is the principal already")
                : effect.assess(observation);
    }
}
