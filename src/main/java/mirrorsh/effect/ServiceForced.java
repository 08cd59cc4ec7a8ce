package mirrorsh.effect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.tsql.MirroringStatements;

/**
 * A mirror serves as principal though the former one cannot be asked; what that had not sent is lost (procedure.md §10).
 *
 * @param host the mirror
 */
public record ServiceForced(String host, String database) implements Effect {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public String title() {
        return "Force service of " + Sight.bracketed(database) + " on " + host + ", accepting loss of data";
    }

    @Override
    public String why() {
        return "The principal is lost; transactions that it had not sent are lost with it, and when it returns the session "
                + "is SUSPENDED until somebody decides.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        SessionView view = new SessionView(observation, host, database);
        Optional<MirroringSession> session = view.session();
        if (view.isPrincipal()) {
            return new Done(host + " is the principal, " + session.get().state());
        }
        if (session.isEmpty() && servesByItself(observation)) {
            return new Done("ONLINE on " + host + ", not mirrored");
        }
        if (session.isEmpty()) {
            return view.absent("Service is forced within a session").orElseThrow();
        }
        if (!session.get().state().equals("DISCONNECTED")) {
            return new Blocked(
                    "the session of " + view.name() + " is " + session.get().state(),
                    "The principal is connected, so service cannot be forced (error 1455); switch the roles instead.",
                    "partner failover " + database + " on the principal");
        }
        boolean lonely = !session.get().witness().isEmpty()
                && !session.get().witnessState().equals("CONNECTED");
        return lonely
                ? new Blocked(
                        "the witness " + session.get().witness() + " is not connected to " + host,
                        "With a witness that cannot be asked, nobody may serve (error 1431).",
                        "quorum")
                : new Differs("principal of " + view.name(), host, "a partner that is not connected", true);
    }

    private boolean servesByItself(Observation observation) {
        return observation
                .of(host)
                .database(database)
                .filter(Database::isOnline)
                .isPresent();
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(
                new Action.Execute(host, MirroringStatements.forceService(database)),
                new Action.Await(host + " is the principal", LIMIT));
    }

    @Override
    public List<Action> foreseen(Observation observation) {
        return List.of(new Action.Execute(host, MirroringStatements.forceService(database)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("a forced service cannot be taken back; fail back by a planned failover");
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }

    @Override
    public boolean isDangerous() {
        return true;
    }
}
