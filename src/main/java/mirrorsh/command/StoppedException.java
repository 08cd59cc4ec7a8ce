package mirrorsh.command;

import mirrorsh.model.MirrorException;

/** The operator decided against it: exit code 3. */
final class StoppedException extends MirrorException {
    private static final long serialVersionUID = 1L;

    StoppedException(String message) {
        this(message, "");
    }

    StoppedException(String message, String next) {
        super(message, "", next, null);
    }
}
