package mirrorsh.diagnosis;

/**
 * An error that a statement was refused with; a hint for a diagnosis.
 *
 * @param number the server's
 * @param host where, empty when it is not told
 */
public record Refusal(int number, String host) {
    /** No error is known. */
    public static final Refusal NONE = new Refusal(0, "");
}
