package mirrorsh.effect;

import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;

/**
 * A host tells no longer that it witnesses a database. It hears of the end from the partners, a moment after them (procedure.md
 * §12: its row goes); one that was away when it ended may tell of it for good, which is left as it is.
 *
 * @param host the witness
 */
public record WitnessReleased(String host, String database) implements Look {
    @Override
    public String title() {
        return "See that " + host + " is no witness of " + Sight.bracketed(database);
    }

    @Override
    public String why() {
        return "As long as it is one, its endpoint is needed.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        boolean witness = state.witnessed().stream().anyMatch(session -> Sight.same(session.database(), database));
        return witness
                ? new Blocked(
                        host + " is witness of " + Sight.bracketed(database),
                        "Its endpoint, and what belongs to it, stay.",
                        "status --on " + host)
                : new Done("no witness of it");
    }

    @Override
    public boolean isObstaclePassing(Observation observation) {
        return true;
    }

    /** What it still needs stays, and the rest of a tidying goes on. */
    @Override
    public boolean isOptional() {
        return true;
    }
}
