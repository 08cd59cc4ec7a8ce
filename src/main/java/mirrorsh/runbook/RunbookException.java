package mirrorsh.runbook;

import java.nio.file.Path;
import mirrorsh.model.MirrorException;
import org.jspecify.annotations.Nullable;

/** A runbook cannot be read, or does not accept what it was given: exit code 2. */
public final class RunbookException extends MirrorException {
    private static final long serialVersionUID = 1L;

    private final int line;

    RunbookException(String message, String next, int line, @Nullable Throwable cause) {
        super(message, "", next, cause);
        this.line = line;
    }

    static RunbookException at(Path file, int line, int column, String what, String next, @Nullable Throwable cause) {
        String place = file + (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : "");
        return new RunbookException(place + ": " + what, next, line, cause);
    }

    /** Line of the runbook, 0 when it is not about one. */
    public int line() {
        return line;
    }
}
