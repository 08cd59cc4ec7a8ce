package mirrorsh.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The confirmation of what can lose data or protection: a name is typed, or given with {@code --confirm}; {@code --yes} is none. */
final class TypedConfirmation {
    private TypedConfirmation() {}

    /**
     * @param what is about to happen, a sentence
     * @param names one of which is to be typed
     * @return false when the operator typed something else
     * @throws StoppedException when there is nobody to type, or {@code --confirm} has another name
     */
    static boolean given(Session session, String what, List<String> names) {
        String confirmed = session.invocation().confirm();
        if (!confirmed.isEmpty()) {
            if (names.stream().noneMatch(confirmed::equalsIgnoreCase)) {
                throw new StoppedException(
                        "--confirm " + confirmed + " is not what is to be confirmed here. " + what,
                        "--confirm with one of " + String.join(", ", names));
            }
            return true;
        }
        if (session.invocation().json() || !session.console().interactive()) {
            throw new StoppedException(
                    what + " That wants a name typed, which --yes does not answer.",
                    "the same with --confirm " + names.get(0));
        }
        Optional<String> typed = session.console().ask(what + " Type " + String.join(" or ", names) + " to go on: ");
        String word = typed.orElse("").strip().toLowerCase(Locale.ROOT);
        return names.stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(word));
    }
}
