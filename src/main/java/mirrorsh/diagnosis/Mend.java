package mirrorsh.diagnosis;

import java.util.List;
import mirrorsh.effect.Effect;

/**
 * One thing to do against a cause.
 *
 * @param command as it is typed in the shell
 * @param tsql the statements behind it, secrets masked; empty where it has none, or where they follow from an earlier mend
 * @param effects what it makes true, for the runner; empty where an operator has to decide or to act elsewhere
 */
public record Mend(String command, List<String> tsql, List<Effect> effects) {
    public Mend {
        tsql = List.copyOf(tsql);
        effects = List.copyOf(effects);
    }

    /** Whether the runner can do it; otherwise a person has to, or nothing is left to do but to look. */
    public boolean isDoable() {
        return !effects.isEmpty();
    }
}
