package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Batch;

/** Something is gone from one host, unless it is still used: then it stays, and the rest of a tidying goes on. */
interface Removal extends Effect {
    /** What drops it, empty when it is not known by name. */
    Optional<Batch> drop(Observation observation);

    /** What drops it in a script, which cannot look: nothing happens when it is gone. */
    Optional<Batch> dropIfThere(Observation observation);

    /** Why an undo does not bring it back. */
    String loss();

    @Override
    default Set<String> hosts() {
        return Set.of(host());
    }

    @Override
    default boolean isOptional() {
        return true;
    }

    @Override
    default List<Action> actions(Observation observation) {
        return drop(observation).<Action>map(batch -> new Action.Execute(host(), batch)).stream()
                .toList();
    }

    @Override
    default List<Action> foreseen(Observation observation) {
        return dropIfThere(observation).<Action>map(batch -> new Action.Execute(host(), batch)).stream()
                .toList();
    }

    @Override
    default Undo undo(Observation observation) {
        return new Undo.Impossible(loss());
    }

    @Override
    default Undo undo(Observation observation, String before) {
        return undo(observation);
    }
}
