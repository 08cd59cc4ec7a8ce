package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.tsql.MirroringStatements;

/** A host has no half of a session whose other half the partner does not have (errors.md P37, P38). */
public record LeftoverEnded(String host, String partnerHost, String database) implements Effect {
    @Override
    public String title() {
        return "End what is left over of mirroring of " + Sight.bracketed(database);
    }

    @Override
    public String why() {
        return "A half whose other half is gone keeps the database from being mirrored anew (errors 1405, 1410).";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, partnerHost);
    }

    @Override
    public Verdict assess(Observation observation) {
        Optional<MirroringSession> own = observation.of(host).session(database);
        if (own.isEmpty()) {
            return new Done("not mirrored");
        }
        boolean whole = observation
                .of(partnerHost)
                .session(database)
                .filter(theirs -> theirs.guid().equals(own.get().guid()))
                .isPresent();
        if (whole) {
            return new Done(own.get().role() + " of a session that both have");
        }
        boolean elsewhere = own.get().isPrincipal() && !own.get().state().equals("DISCONNECTED");
        return new Differs(
                Sight.bracketed(database) + " on " + host,
                "not mirrored, or with " + partnerHost,
                (own.get().role().isEmpty() ? "half" : own.get().role()) + " of a session with "
                        + own.get().partner() + ", " + own.get().state()
                        + (elsewhere ? "; that partner is connected, so it is left alone" : ""),
                !elsewhere);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, MirroringStatements.partnerOff(database)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("a half that nobody answers is of no use");
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }
}
