package mirrorsh.effect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.tsql.MirroringStatements;

/**
 * The former principal of a mirroring session is its mirror now, by manual failover (procedure.md §10).
 *
 * @param host the principal before the switch
 * @param mirrorHost the mirror before it
 */
public record RolesSwitched(String host, String mirrorHost, String database) implements Effect {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public String title() {
        return "Make " + mirrorHost + " the principal of " + Sight.bracketed(database);
    }

    @Override
    public String why() {
        return "Manual failover: the partners change roles, and no transaction is lost.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, mirrorHost);
    }

    @Override
    public Verdict assess(Observation observation) {
        Optional<MirroringSession> own = observation.of(host).session(database);
        if (own.isEmpty()) {
            return Sight.lacking(
                    observation.of(host),
                    "mirroring session of " + Sight.bracketed(database),
                    "Roles are those of a session (error 1416).",
                    "status");
        }
        if (own.get().isMirror()) {
            boolean taken = observation
                    .of(mirrorHost)
                    .session(database)
                    .filter(MirroringSession::isPrincipal)
                    .isPresent();
            return taken
                    ? new Done(mirrorHost + " is the principal")
                    : new Blocked(mirrorHost + " is not the principal yet", "The roles are changing.", "status");
        }
        if (!own.get().safety().equals("FULL")) {
            return new Blocked(
                    "transaction safety of " + Sight.bracketed(database) + " is "
                            + own.get().safety(),
                    "Manual failover needs high-safety mode.",
                    "safety full " + database + " --on " + host);
        }
        return own.get().isSynchronized()
                ? new Differs("principal of " + Sight.bracketed(database), mirrorHost, host, true)
                : new Blocked(
                        "the session of " + Sight.bracketed(database) + " is "
                                + own.get().state(),
                        "Manual failover needs SYNCHRONIZED (error 1422).",
                        "status");
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(
                new Action.Execute(host, MirroringStatements.failover(database)),
                new Action.Await(mirrorHost + " is the principal", LIMIT));
    }

    @Override
    public Undo undo(Observation observation) {
        Optional<MirroringSession> switched =
                observation.of(mirrorHost).session(database).filter(MirroringSession::isPrincipal);
        if (switched.isEmpty()) {
            return new Undo.By(List.of());
        }
        String state = switched.get().state();
        return state.equals("SUSPENDED") || state.equals("DISCONNECTED")
                ? new Undo.Impossible("the session is " + state + ", and a mirror that lacks log cannot take over")
                : new Undo.By(List.of(new Action.Execute(mirrorHost, MirroringStatements.failover(database))));
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }

    @Override
    public List<Action> foreseen(Observation observation) {
        return List.of(new Action.Execute(host, MirroringStatements.failover(database)));
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(mirrorHost, MirroringStatements.failover(database)));
    }
}
