package mirrorsh.diagnosis;

import java.util.List;

/**
 * What an error of the server means to whoever sets mirroring up.
 *
 * @param number the server's
 * @param meaning one sentence
 * @param causes the usual ones, most frequent first; at least one
 * @param next what to type or do next
 */
public record Explanation(int number, String meaning, List<Cause> causes, String next) {
    public Explanation {
        causes = List.copyOf(causes);
    }

    /**
     * A usual cause.
     *
     * @param what one sentence
     * @param check what shows whether it is this one, here and now
     */
    public record Cause(String what, String check) {}

    /** The most frequent cause. */
    public String usually() {
        return causes.get(0).what();
    }
}
