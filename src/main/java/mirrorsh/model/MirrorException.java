package mirrorsh.model;

import org.jspecify.annotations.Nullable;

/**
 * What stopped us. The message says what happened, on which host, with the names quoted; {@link #usually} why that usually is;
 * {@link #next} what to type.
 */
public abstract class MirrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String usually;
    private final String next;

    /**
     * @param message what happened, one or more sentences
     * @param usually the usual cause, empty when there is none to tell
     * @param next what to type or do next, empty when there is nothing
     */
    protected MirrorException(String message, String usually, String next, @Nullable Throwable cause) {
        super(message, cause);
        this.usually = usually;
        this.next = next;
    }

    /** What happened; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public String usually() {
        return usually;
    }

    public String next() {
        return next;
    }
}
