package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.tsql.MirroringStatements;

/**
 * A session has no witness (procedure.md PAR-4, §12).
 *
 * @param host a partner, usually the principal
 */
public record WitnessRemoved(String host, String database) implements Effect {
    @Override
    public String title() {
        return "Remove the witness of " + Sight.bracketed(database);
    }

    @Override
    public String why() {
        return "Without a witness there is no automatic failover, and no quorum that could close the principal.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    private Optional<MirroringSession> session(Observation observation) {
        return new SessionView(observation, host, database).session();
    }

    @Override
    public Verdict assess(Observation observation) {
        return session(observation)
                .filter(s -> !s.witness().isEmpty())
                .<Verdict>map(s -> new Differs("witness of " + Sight.bracketed(database), "none", s.witness(), true))
                .orElseGet(() -> new Done(session(observation).isPresent() ? "no witness" : "not mirrored"));
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, MirroringStatements.witnessOff(database)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("nothing of it is known any more");
    }

    /** @param before the witness's address */
    @Override
    public Undo undo(Observation observation, String before) {
        Optional<MirroringSession> session = session(observation);
        if (session.isEmpty() || !session.get().witness().isEmpty()) {
            return new Undo.By(List.of());
        }
        return session.get().isPrincipal()
                ? new Undo.By(List.of(new Action.Execute(host, MirroringStatements.setWitness(database, before))))
                : new Undo.Impossible(host + " is not the principal now");
    }
}
