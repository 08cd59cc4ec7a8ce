package mirrorsh.model;

import java.util.Set;

/**
 * A host that did not answer when others were read.
 *
 * @param host the operator's name for it
 * @param reason why not, in a sentence
 * @param names what else it is known as: where it was connected to, and its machine and server name if it was read before
 */
public record Silence(String host, String reason, Set<String> names) {
    public Silence {
        names = Set.copyOf(names);
    }
}
