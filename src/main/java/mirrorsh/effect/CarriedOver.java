package mirrorsh.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;

/**
 * It is known what of a mirroring session an availability group does not have. Looks only.
 *
 * @param host the principal
 */
public record CarriedOver(String host, String database) implements Look {
    @Override
    public String title() {
        return "See what of the mirroring of " + Sight.bracketed(database) + " will not carry over";
    }

    @Override
    public String why() {
        return "Endpoints, certificates, logins and grants serve the group as they are; the session's own settings do not.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        SessionView view = new SessionView(observation, host, database);
        Optional<MirroringSession> session = view.session();
        if (session.isEmpty()) {
            return new Done("not mirrored any more");
        }
        if (!session.get().isPrincipal()) {
            return new Blocked(
                    host + " is not the principal of " + view.name(),
                    "The principal becomes the primary replica.",
                    "the same with the hosts exchanged, or run planned-failover");
        }
        if (!session.get().isSynchronized()) {
            return new Blocked(
                    "the session of " + view.name() + " is " + session.get().state(),
                    "The copy is taken over as it is, so it has to have everything.",
                    "status");
        }
        List<String> lost = new ArrayList<>();
        if (!session.get().witness().isEmpty()) {
            lost.add("witness " + session.get().witness() + ": the cluster's quorum takes its place");
        }
        lost.add("time-out " + session.get().timeoutSeconds() + " s: the cluster's lease and health checks");
        lost.add("the failover partner in connection strings: a listener, or MultiSubnetFailover");
        lost.add("monitor job and alerts of mirroring");
        return new Done(String.join("; ", lost));
    }
}
