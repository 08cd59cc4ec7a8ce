package mirrorsh.run;

import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground;

/**
 * What decides which steps hinder a step.
 *
 * @param alone whether nothing may be done beside it
 * @param database in lower case, empty for none
 */
record Footing(
        PlannedStep step, boolean alone, Optional<Ground> ground, Set<String> touched, String stage, String database) {
    static Footing of(PlannedStep step, boolean alone) {
        return new Footing(
                step,
                alone,
                step.effect().ground(),
                Independence.touched(step),
                step.stage(),
                step.effect().database().toLowerCase(Locale.ROOT));
    }

    /** Whether all that it has to do with other steps is in its ground. */
    boolean isGrounded() {
        return !alone && ground.isPresent();
    }

    /**
     * Whether the two have to be done one after the other. Stages follow one another, and an author may rely on that, except for
     * effects of which is known what they need and make.
     */
    boolean hinders(Footing other) {
        if (alone || other.alone) {
            return true;
        }
        if (ground.isPresent() && other.ground.isPresent()) {
            return ground.get().meets(other.ground.get());
        }
        if (!stage.equals(other.stage)) {
            return true;
        }
        return database.isEmpty() || other.database.isEmpty()
                ? !Collections.disjoint(touched, other.touched)
                : database.equals(other.database);
    }
}
