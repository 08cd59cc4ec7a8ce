package mirrorsh.command;

import mirrorsh.model.MirrorException;

/** The operator decided against it: exit code 3. */
final class StoppedException extends MirrorException {
    private static final long serialVersionUID = 1L;

    StoppedException(String message) {
        super(message, "", "", null);
    }
}
