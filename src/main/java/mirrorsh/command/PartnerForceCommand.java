package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.ServiceForced;
import mirrorsh.host.HostException;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code partner force}: the mirror serves, and what the principal had not sent is lost. */
@Command(
        name = "force",
        description = "Let the mirror serve though the principal is lost, losing data",
        footer = "  partner force AdventureWorks --on HOST_B --confirm AdventureWorks")
final class PartnerForceCommand implements Doing {
    @Mixin
    private OneDatabase database = new OneDatabase();

    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        String host = scope.host(session);
        String name = database.asPartner(session, host);
        return EffectRun.guarded(
                session,
                "partner force " + name,
                List.of(new ServiceForced(host, name)),
                TypedName.guarding(session, name, consequences(session, host, name)));
    }

    private static List<String> consequences(Session session, String host, String name) {
        HostState state = session.observe(List.of(host)).of(host);
        Optional<MirroringSession> mirrored = state.session(name);
        List<String> all = new ArrayList<>();
        all.add(host + " becomes the principal of " + name + " at once. Transactions that "
                + mirrored.map(MirroringSession::partner).orElse("the former principal")
                + " had not sent are lost.");
        all.add(
                "When the former principal returns, the session is SUSPENDED: partner resume accepts the loss, partner off"
                        + " keeps both copies apart.");
        if (mirrored.filter(s -> s.witness().isEmpty()).isPresent()) {
            all.add(
                    "There is no witness: if only the link is down, both serve as principal. Stop the clients of the other one"
                            + " first.");
        }
        mirrored.flatMap(s -> answering(session, host, s))
                .ifPresent(other ->
                        all.add(other + " answers us now and is still the principal: its clients may be at work."));
        return all;
    }

    /** A host that is reached by us, though not by the mirror, and thinks that it is the principal. */
    private static Optional<String> answering(Session session, String host, MirroringSession mirrored) {
        for (String other : session.hosts().names()) {
            if (!other.equals(host) && isPrincipal(session, other, mirrored.guid())) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    private static boolean isPrincipal(Session session, String host, String guid) {
        try {
            return session.observe(List.of(host)).of(host).databases().stream()
                    .flatMap(d -> d.session().stream())
                    .anyMatch(s -> s.isPrincipal() && s.guid().equalsIgnoreCase(guid));
        } catch (HostException e) {
            return false; // it is lost, which is why service is to be forced
        }
    }
}
