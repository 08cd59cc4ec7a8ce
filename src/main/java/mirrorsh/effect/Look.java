package mirrorsh.effect;

import java.util.List;
import mirrorsh.model.Observation;

/** Something that a procedure relies on or tells of, and does not make true: nothing is done for it, and there is nothing to take back. */
interface Look extends Effect {
    @Override
    default List<Action> actions(Observation observation) {
        return List.of();
    }

    @Override
    default Undo undo(Observation observation) {
        return new Undo.By(List.of());
    }
}
