package mirrorsh.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import mirrorsh.model.MirrorException;
import mirrorsh.model.UsageException;

/** Something could not be written down or handed on, though what was asked for could be understood: exit code 1. */
final class UnwritableException extends MirrorException {
    private static final long serialVersionUID = 1L;

    UnwritableException(String message, String usually, String next) {
        super(message, usually, next, null);
    }

    /**
     * What to throw when a file cannot be written: a {@link UsageException} when its path is to blame.
     *
     * @param what a sentence without its full stop, with the file's name
     * @param next what to type instead of such a path
     */
    static MirrorException of(String what, IOException e, String next) {
        String reason = reason(e);
        boolean full = reason.toLowerCase(Locale.ROOT).matches(".*(space|quota|too large).*");
        return e instanceof FileSystemException && !full
                ? new UsageException(what + ": " + reason + ".", next)
                : new UnwritableException(what + ": " + reason + ".", "the disk is full.", "free the disk, or " + next);
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its folder is not there";
        }
        if (e instanceof AccessDeniedException) {
            return "this user may not write there";
        }
        String said = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return said == null ? e.getClass().getSimpleName() : said;
    }
}
