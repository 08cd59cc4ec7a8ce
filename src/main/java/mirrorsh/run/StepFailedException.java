package mirrorsh.run;

import mirrorsh.model.MirrorException;
import org.jspecify.annotations.Nullable;

/** A step did not come true. */
public final class StepFailedException extends MirrorException {
    private static final long serialVersionUID = 1L;

    private final int number;

    /** @param number the server's error number, 0 when it was not the server */
    StepFailedException(String message, String usually, String next, int number, @Nullable Throwable cause) {
        super(message, usually, next, cause);
        this.number = number;
    }

    /** The server's error number, 0 when it was not the server who refused. */
    public int number() {
        return number;
    }
}
