package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Observation;

/** A file of one host lies where another one can read it. */
interface FileCarried extends Effect {
    String fromHost();

    String fromPath();

    String toHost();

    String toPath();

    @Override
    default String host() {
        return toHost();
    }

    @Override
    default Set<String> hosts() {
        return Set.of(fromHost(), toHost());
    }

    @Override
    default Set<String> files() {
        return FilePath.asked(fromPath(), toPath());
    }

    /** Both hosts mean one file of a share. */
    default boolean isShared() {
        return FilePath.isShared(fromPath()) && Sight.same(fromPath(), toPath());
    }

    /**
     * Whether it is there, once it is known that it is needed.
     *
     * @param known whether its origin knows of it
     * @param whole whether the one that is there holds all that is in the original
     */
    default Optional<Verdict> carried(Observation observation, boolean known, boolean whole) {
        if (FilePath.isThere(observation.of(toHost()), toPath(), known) && (isShared() || whole)) {
            return Optional.of(new Done(isShared() ? "the share has the file" : "the file is there"));
        }
        if (!FilePath.isThere(observation.of(fromHost()), fromPath(), known)) {
            return Optional.empty();
        }
        return Optional.of(
                isShared()
                        ? new Blocked(
                                toHost() + " does not see " + toPath() + ", and " + fromHost() + " does",
                                "The service account of " + toHost() + " has to be let into the share.",
                                "sql --on " + toHost() + " \"EXEC xp_fileexist '" + toPath() + "'\"")
                        : new Verdict.Missing());
    }

    /** There is no original. */
    default Blocked nothing(String next) {
        return new Blocked(fromHost() + " has no file " + fromPath(), "There is nothing to copy yet.", next);
    }

    @Override
    default List<Action> actions(Observation observation) {
        return List.of(new Action.CopyFile(fromHost(), fromPath(), toHost(), toPath()));
    }

    @Override
    default Undo undo(Observation observation) {
        return observation.of(toHost()).file(toPath()).orElse(true)
                ? new Undo.Impossible(
                        "no statement deletes a file; delete " + toPath() + " on " + toHost() + " by hand")
                : new Undo.By(List.of());
    }
}
