package mirrorsh.effect;

/** What an assessment found. */
public sealed interface Verdict {
    /** It is true; {@code found} says by what, in a few words. */
    record Done(String found) implements Verdict {}

    /** It is not there; making it true is the normal case. */
    record Missing() implements Verdict {}

    /**
     * Something is there that is not what should be.
     *
     * @param what which thing, names quoted
     * @param repairable whether {@link Effect#actions} mends it; if not, an operator has to decide
     */
    record Differs(String what, String expected, String found, boolean repairable) implements Verdict {}

    /**
     * It cannot be made true now.
     *
     * @param by what stands in the way
     * @param why why it does
     * @param next what to type, empty when an earlier step of the same plan removes it
     */
    record Blocked(String by, String why, String next) implements Verdict {}

    default boolean isDone() {
        return this instanceof Done;
    }
}
