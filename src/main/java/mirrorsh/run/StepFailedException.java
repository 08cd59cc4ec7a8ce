package mirrorsh.run;

import mirrorsh.model.MirrorException;
import org.jspecify.annotations.Nullable;

/** A step did not come true. */
public final class StepFailedException extends MirrorException {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final boolean inputUnreadable;

    /**
     * @param number the server's error number, 0 when it was not the server
     * @param inputUnreadable whether a file that was given is not what it should be
     */
    StepFailedException(
            String message,
            String usually,
            String next,
            int number,
            boolean inputUnreadable,
            @Nullable Throwable cause) {
        super(message, usually, next, cause);
        this.number = number;
        this.inputUnreadable = inputUnreadable;
    }

    /** Whether a file that was given is not what it should be: not a certificate, or another host's. */
    public boolean isInputUnreadable() {
        return inputUnreadable;
    }

    /** The server's error number, 0 when it was not the server who refused. */
    public int number() {
        return number;
    }
}
