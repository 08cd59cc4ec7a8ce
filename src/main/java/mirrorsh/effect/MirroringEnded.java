package mirrorsh.effect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.tsql.MirroringStatements;
import mirrorsh.tsql.RemovalStatements;

/**
 * A host's half of a mirroring session is gone, and its partner's, too, when the two are connected (procedure.md §12).
 *
 * @param partnerHost the partner; empty when it is not known here
 */
public record MirroringEnded(String host, String database, String partnerHost) implements Effect {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    public MirroringEnded(String host, String database) {
        this(host, database, "");
    }

    @Override
    public String title() {
        return "End mirroring of " + Sight.bracketed(database);
    }

    @Override
    public String why() {
        return "The session is removed; the databases stay, the mirror's in RESTORING.";
    }

    @Override
    public Set<String> hosts() {
        return partnerHost.isEmpty() ? Set.of(host) : Set.of(host, partnerHost);
    }

    private Optional<MirroringSession> session(Observation observation) {
        return observation.of(host).session(database);
    }

    /** What the partner still tells of; one that is not connected learns of the end when it is again, or is told there. */
    private Optional<MirroringSession> remainder(Observation observation) {
        return observation
                .find(partnerHost)
                .flatMap(state -> state.database(database))
                .flatMap(Database::session)
                .filter(session -> !session.state().equals("DISCONNECTED"));
    }

    @Override
    public Verdict assess(Observation observation) {
        Optional<MirroringSession> left = session(observation).or(() -> remainder(observation));
        return left.isEmpty()
                ? new Done("not mirrored")
                : new Differs(
                        Sight.bracketed(database) + " on "
                                + (session(observation).isPresent() ? host : partnerHost),
                        "not mirrored",
                        left.get().role() + " of a session with " + left.get().partner(),
                        true);
    }

    @Override
    public List<Action> actions(Observation observation) {
        List<Action> actions = new ArrayList<>();
        if (session(observation).isPresent()) {
            actions.add(new Action.Execute(host, MirroringStatements.partnerOff(database)));
        }
        if (!partnerHost.isEmpty()) {
            actions.add(new Action.Await("the partner has heard of it", LIMIT));
        }
        return actions;
    }

    @Override
    public List<Action> foreseen(Observation observation) {
        return partnerHost.isEmpty()
                ? List.of(new Action.Execute(host, RemovalStatements.partnerOff(database)))
                : List.of(
                        new Action.Execute(host, RemovalStatements.partnerOff(database)),
                        new Action.Execute(partnerHost, RemovalStatements.awaitEnd(database, LIMIT.toSeconds())));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("a session that was removed is set up anew: db prepare, then partner set");
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }
}
