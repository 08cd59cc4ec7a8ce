package mirrorsh.effect;

import java.util.Set;
import mirrorsh.model.Observation;

/** A step on the way to a mirror's copy of a database: a backup of the principal's, or a restore of it (procedure.md MIR-2 to MIR-6). */
interface CopyStep extends Effect {
    String principalHost();

    String mirrorHost();

    /** Of the backup, as the host of the step sees it. */
    String path();

    @Override
    String database();

    @Override
    default Set<String> hosts() {
        return Set.of(principalHost(), mirrorHost());
    }

    @Override
    default Set<String> files() {
        return FilePath.asked(path());
    }

    /** The two copies of the database. */
    default Copies copies(Observation observation) {
        return new Copies(observation, principalHost(), mirrorHost(), database());
    }

    /** The command that does all of these steps. */
    default String prepare() {
        return "db prepare " + database() + " --from " + principalHost() + " --on " + mirrorHost();
    }
}
