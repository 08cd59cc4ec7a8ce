package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.tsql.MirroringStatements;

/** A host's half of a mirroring session is gone (procedure.md §12). */
public record MirroringEnded(String host, String database) implements Effect {
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
        return Set.of(host);
    }

    private Optional<MirroringSession> session(Observation observation) {
        return observation.of(host).database(database).flatMap(Database::session);
    }

    @Override
    public Verdict assess(Observation observation) {
        Optional<MirroringSession> session = session(observation);
        return session.isEmpty()
                ? new Done("not mirrored")
                : new Differs(
                        Sight.bracketed(database) + " on " + host,
                        "not mirrored",
                        session.get().role() + " of a session with "
                                + session.get().partner(),
                        true);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, MirroringStatements.partnerOff(database)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("a session that was removed is set up anew: db prepare, then partner set");
    }
}
