package mirrorsh.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;

/**
 * It is known what a forced service would cost (procedure.md §10, sessions.md §7.3). Looks only.
 *
 * @param host the mirror
 */
public record LossForeseen(String host, String database) implements Look {
    @Override
    public String title() {
        return "See what forcing service of " + Sight.bracketed(database) + " costs";
    }

    @Override
    public String why() {
        return "It cannot be taken back, so it is to be known before.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        Optional<MirroringSession> session = new SessionView(observation, host, database).session();
        if (session.isEmpty() || session.get().isPrincipal()) {
            return new Done("nothing more: " + host + " is not a mirror");
        }
        List<String> costs = new ArrayList<>();
        costs.add(
                session.get().safety().equals("FULL")
                        ? "safety FULL: nothing is lost if the session was SYNCHRONIZED until the principal was"
                        : "safety " + session.get().safety() + ": whatever the principal had not sent is lost");
        if (session.get().witness().isEmpty()) {
            costs.add("no witness: if only the link is down, both serve, and one of them will lose what it took");
        }
        costs.add(session.get().partner() + " cannot be mirrored to before somebody accepts the loss");
        return new Done(String.join("; ", costs));
    }
}
