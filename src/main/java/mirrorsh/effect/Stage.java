package mirrorsh.effect;

import java.util.List;

/**
 * A stage of a procedure: a title and its effects in order.
 */
public record Stage(String title, List<Effect> effects) {
    public Stage {
        effects = List.copyOf(effects);
    }
}
