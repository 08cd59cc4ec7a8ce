package mirrorsh.effect;

import java.util.List;

/** How an effect is taken back. */
public sealed interface Undo {
    /** By these actions; empty when there is nothing left to take back. */
    record By(List<Action> actions) implements Undo {
        public By {
            actions = List.copyOf(actions);
        }
    }

    /** Not at all, and why. */
    record Impossible(String because) implements Undo {}
}
