package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;

/**
 * A session runs with safety FULL so that its roles can be switched without loss, or they are switched already (procedure.md §10).
 *
 * @param host the principal before the switch
 * @param mirrorHost the mirror before it
 */
public record SafetyRaised(String host, String mirrorHost, String database) implements Effect {
    private SafetySet full() {
        return new SafetySet(host, database, true);
    }

    @Override
    public String title() {
        return "Set transaction safety FULL for the switch of " + Sight.bracketed(database);
    }

    @Override
    public String why() {
        return "Roles are switched by hand in high-safety mode only (error 1477).";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, mirrorHost);
    }

    @Override
    public Verdict assess(Observation observation) {
        Optional<MirroringSession> there = new SessionView(observation, mirrorHost, database).session();
        return there.filter(MirroringSession::isPrincipal).isPresent()
                ? new Verdict.Done(mirrorHost + " is the principal already")
                : full().assess(observation);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return full().actions(observation);
    }

    @Override
    public Undo undo(Observation observation) {
        return full().undo(observation);
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return full().undo(observation, before);
    }
}
