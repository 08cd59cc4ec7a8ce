package mirrorsh.run;

import mirrorsh.model.MirrorException;

/** The journal cannot be written or read. */
public final class JournalException extends MirrorException {
    private static final long serialVersionUID = 1L;

    JournalException(String message, String next, Throwable cause) {
        super(message, "Usually the disk is full, or the folder may not be written.", next, cause);
    }
}
