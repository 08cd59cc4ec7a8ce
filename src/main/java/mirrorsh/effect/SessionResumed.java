package mirrorsh.effect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.tsql.MirroringStatements;

/**
 * A mirroring session is not paused (procedure.md §11, §16 #4).
 *
 * @param host the principal
 */
public record SessionResumed(String host, String database) implements Effect {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public String title() {
        return "Resume mirroring of " + Sight.bracketed(database);
    }

    @Override
    public String why() {
        return "The log that has gathered is sent to the mirror; after a forced service the loss is accepted with it.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        SessionView view = new SessionView(observation, host, database);
        Optional<MirroringSession> session = view.session();
        if (session.isPresent() && !session.get().state().equals("SUSPENDED")) {
            return view.disconnected()
                    .<Verdict>map(b -> b)
                    .orElseGet(() -> new Done(session.get().state()));
        }
        return view.absent("Only a session can be resumed")
                .or(() -> view.notPrincipal("partner resume " + database))
                .<Verdict>map(b -> b)
                .orElseGet(() -> new Differs("session of " + view.name(), "running", "SUSPENDED", true));
    }

    /** Partners find each other again after one of them was away, as for an upgrade. */
    @Override
    public boolean isObstaclePassing(Observation observation) {
        return new SessionView(observation, host, database).disconnected().isPresent();
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(
                new Action.Execute(host, MirroringStatements.resume(database)),
                new Action.Await("the session runs again", LIMIT));
    }

    @Override
    public List<Action> foreseen(Observation observation) {
        return List.of(new Action.Execute(host, MirroringStatements.resume(database)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("the log that was sent meanwhile stays sent");
    }
}
